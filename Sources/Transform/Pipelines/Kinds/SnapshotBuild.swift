internal import Warehouse

/// The history of a relation: a row for each version of each key, with the time from which and to which it held.
///
/// With dbt's column names the rows are dbt's, its hashes included.
struct SnapshotBuild: Sendable {
    let relation: Relation
    let settings: NodeSettings
    let definition: SnapshotDefinition
    /// The time of the run, in microseconds.
    let now: Int64

    private let source = "temp.main.pipelines_source"
    private let changes = "temp.main.pipelines_changes"
    private let closed = "temp.main.pipelines_closed"

    init(relation: Relation, settings: NodeSettings, definition: SnapshotDefinition, now: Int64) {
        self.relation = relation
        self.settings = settings
        self.definition = definition
        self.now = now
    }

    private var names: SnapshotDefinition.ColumnNames { definition.columns }
    private var target: String { relation.name.quoted }
    private var nowText: String { SQLName.timestamp(now) }
    private var updatedAt: String { definition.updatedAt.map { IncrementalBuild.column($0) } ?? nowText }
    private var marksDeletions: Bool { definition.hardDeletes == .newRecord }
    private var hasOpenEnd: String {
        let end = "target.\(SQLName.quoted(names.validTo))"
        return definition.validToCurrent.map { "(\(end) IS NULL OR \(end) = \($0))" } ?? "\(end) IS NULL"
    }
    private var isDeleted: String {
        marksDeletions ? "coalesce(target.\(SQLName.quoted(names.isDeleted)) = 'True', false)" : "false"
    }

    /// - Parameter sql: The relation as it is now.
    func build(_ sql: String) async throws(NodeFailure) -> BuildOutcome {
        guard !settings.key.isEmpty else {
            throw NodeFailure("The snapshot \(relation.name) has no key. Set `key` (dbt: unique_key).")
        }
        try await relation.execute("CREATE OR REPLACE TEMP TABLE pipelines_source AS\n\(sql)")
        try await check()
        var outcome = BuildOutcome(rows: nil)
        if try await relation.form() == .table {
            outcome.notes = try await addColumns()
            try await update()
        } else {
            try await relation.makeRoom(for: .table)
            try await relation.execute(
                "CREATE TABLE \(target) AS SELECT source.*, \(versionColumns(from: "source", at: start("source"))) "
                    + "FROM \(source) AS source")
        }
        try await relation.execute("DROP TABLE \(source)")
        outcome.rows = try await relation.count()
        outcome.isWhole = true
        return outcome
    }

    private func check() async throws(NodeFailure) {
        try await IncrementalBuild(relation: relation, settings: settings).checkKeys(of: source)
        let columns = try await relation.columns(ofQuery: "SELECT * FROM \(source)").map { $0.name.lowercased() }
        let ours = [names.validFrom, names.validTo, names.isCurrent, names.id, names.updatedAt].compactMap { $0 }
        if let clash = ours.first(where: { columns.contains($0.lowercased()) }) {
            throw NodeFailure(
                "The snapshot \(relation.name) adds a column \(clash), and what it keeps has one of that name already. "
                    + "Rename it there, or here with snapshot_meta_column_names.")
        }
        guard definition.strategy == .timestamp else { return }
        guard definition.updatedAt != nil else {
            throw NodeFailure("The snapshot \(relation.name) has the strategy timestamp, which needs `updated_at`.")
        }
        let missing = try await relation.rows("SELECT count(*) FROM \(source) WHERE \(updatedAt) IS NULL").int(0, 0)
        guard missing == 0 else {
            throw NodeFailure(
                "\(missing ?? 0) rows for the snapshot \(relation.name) have no \(definition.updatedAt ?? ""), so nobody "
                    + "can tell whether they changed. Leave them out, or use the strategy check.")
        }
    }

    /// The time of the row's version, given the name that its relation goes by.
    private func start(_ alias: String) -> String {
        definition.updatedAt.map { Self.part($0, of: alias) } ?? nowText
    }

    /// A column of a relation; an expression stands as it is.
    private static func part(_ text: String, of alias: String) -> String {
        let column = IncrementalBuild.column(text)
        return column.hasPrefix("\"") ? "\(alias).\(column)" : column
    }

    private func hash(_ parts: [String]) -> String {
        "md5(" + parts.map { "coalesce(CAST(\($0) AS VARCHAR), '')" }.joined(separator: " || '|' || ") + ")"
    }

    private func versionColumns(from alias: String, at start: String) -> String {
        var columns: [String] = []
        if let id = names.id {
            let parts = settings.key.map { Self.part($0, of: alias) } + [start]
            columns.append("\(hash(parts)) AS \(SQLName.quoted(id))")
        }
        if let updated = names.updatedAt { columns.append("\(start) AS \(SQLName.quoted(updated))") }
        columns.append("\(start) AS \(SQLName.quoted(names.validFrom))")
        // NULL of the type that the time has, or the far end.
        let end = "coalesce(nullif(\(start), \(start)), \(definition.validToCurrent ?? "NULL"))"
        columns.append("\(end) AS \(SQLName.quoted(names.validTo))")
        if let current = names.isCurrent { columns.append("true AS \(SQLName.quoted(current))") }
        if marksDeletions { columns.append("'False' AS \(SQLName.quoted(names.isDeleted))") }
        return columns.joined(separator: ", ")
    }

    /// Columns that the relation has got since.
    private func addColumns() async throws(NodeFailure) -> [String] {
        let known = Set(try await relation.columns().map { $0.name.lowercased() })
        var notes: [String] = []
        for column in try await relation.columns(ofQuery: "SELECT * FROM \(source)")
        where !known.contains(column.name.lowercased()) {
            try await relation.execute(
                "ALTER TABLE \(target) ADD COLUMN \(SQLName.quoted(column.name)) \(column.type)")
            notes.append("added column \(column.name) \(column.type)")
        }
        if marksDeletions, !known.contains(names.isDeleted.lowercased()) {
            try await relation.execute(
                "ALTER TABLE \(target) ADD COLUMN \(SQLName.quoted(names.isDeleted)) VARCHAR DEFAULT 'False'")
        }
        return notes
    }

    private func update() async throws(NodeFailure) {
        let sourceColumns = try await relation.columns(ofQuery: "SELECT * FROM \(source)").map(\.name)
        let matches = settings.key.map {
            "\(Self.part($0, of: "target")) IS NOT DISTINCT FROM \(Self.part($0, of: "source"))"
        }.joined(separator: " AND ")
        let from = "target.\(SQLName.quoted(names.validFrom))"
        // In dbt's layout a key that comes back holds from its own time, even if it was closed later than that.
        let begin =
            names.id == nil && definition.updatedAt != nil
            ? "CASE WHEN \(start("source")) <= last.ended THEN \(nowText) ELSE \(start("source")) END"
            : start("source")
        let keyList = settings.key.map { Self.part($0, of: "target") }.joined(separator: ", ")
        let keyNames = settings.key.indices.map { "key\($0)" }
        let lastMatches = zip(settings.key, keyNames).map {
            "last.\($1) IS NOT DISTINCT FROM \(Self.part($0, of: "source"))"
        }.joined(separator: " AND ")
        let end = "target.\(SQLName.quoted(names.validTo))"
        let ended =
            "max(CASE WHEN \(hasOpenEnd) THEN CASE WHEN \(isDeleted) THEN \(from) END ELSE \(end) END) AS ended"
        try await relation.execute(
            """
            CREATE OR REPLACE TEMP TABLE pipelines_changes AS
            WITH last(\(keyNames.joined(separator: ", ")), ended) AS (
                SELECT \(keyList), \(ended) FROM \(target) AS target GROUP BY \(keyList)
            )
            SELECT source.*, \(begin) AS pipelines_start
            FROM \(source) AS source
            LEFT JOIN \(target) AS target ON \(matches) AND \(hasOpenEnd)
            LEFT JOIN last ON \(lastMatches)
            WHERE \(from) IS NULL OR \(isDeleted) OR \(hasChanged(sourceColumns))
            """)
        try await close(matches)
        try await endDeleted(matches, sourceColumns)
        let start = "source.pipelines_start"
        try await relation.execute(
            """
            INSERT INTO \(target) BY NAME
            SELECT \(SQLName.list(sourceColumns, prefix: "source.")), \(versionColumns(from: "source", at: start))
            FROM \(changes) AS source
            """)
        try await relation.execute("DROP TABLE \(changes)")
    }

    private func hasChanged(_ sourceColumns: [String]) -> String {
        switch definition.strategy {
        case .timestamp:
            return "target.\(SQLName.quoted(names.validFrom)) < \(start("source"))"
        case .check:
            let keys = Set(settings.key.map { $0.lowercased() })
            let checked =
                switch definition.checked {
                case .all: sourceColumns.filter { !keys.contains($0.lowercased()) }
                case .columns(let columns): columns
                }
            guard !checked.isEmpty else { return "false" }
            return "("
                + checked.map {
                    "\(Self.part($0, of: "target")) IS DISTINCT FROM \(Self.part($0, of: "source"))"
                }.joined(separator: " OR ") + ")"
        }
    }

    /// Ends the open versions that newer ones follow.
    private func close(_ matches: String) async throws(NodeFailure) {
        let current = names.isCurrent.map { ", \(SQLName.quoted($0)) = false" } ?? ""
        try await relation.execute(
            """
            UPDATE \(target) AS target SET \(SQLName.quoted(names.validTo)) = source.pipelines_start\(current)
            FROM \(changes) AS source WHERE \(matches) AND \(hasOpenEnd)
            """)
    }

    /// Ends the open versions of keys that are gone, and leaves a row that says so where that is wanted.
    private func endDeleted(_ matches: String, _ sourceColumns: [String]) async throws(NodeFailure) {
        guard definition.hardDeletes != .ignore else { return }
        let gone =
            "\(hasOpenEnd) AND NOT \(isDeleted) AND NOT EXISTS (SELECT 1 FROM \(source) AS source WHERE \(matches))"
        if marksDeletions {
            try await relation.execute(
                "CREATE OR REPLACE TEMP TABLE pipelines_closed AS SELECT * FROM \(target) AS target WHERE \(gone)")
        }
        let current = names.isCurrent.map { ", \(SQLName.quoted($0)) = false" } ?? ""
        try await relation.execute(
            "UPDATE \(target) AS target SET \(SQLName.quoted(names.validTo)) = \(nowText)\(current) WHERE \(gone)")
        guard marksDeletions else { return }
        var replaced = [
            "\(nowText) AS \(SQLName.quoted(names.validFrom))", "'True' AS \(SQLName.quoted(names.isDeleted))",
        ]
        if let updated = names.updatedAt { replaced.append("\(nowText) AS \(SQLName.quoted(updated))") }
        if let id = names.id { replaced.append("\(hash([SQLName.quoted(id), nowText])) AS \(SQLName.quoted(id))") }
        try await relation.execute(
            "INSERT INTO \(target) BY NAME SELECT * REPLACE (\(replaced.joined(separator: ", "))) FROM \(closed)")
        try await relation.execute("DROP TABLE \(closed)")
    }
}
