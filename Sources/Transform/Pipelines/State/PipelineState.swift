internal import JSON
internal import SQL
package import Warehouse

/// What pipelines have built and what their runs did, in the warehouse's schema `pipelines`.
package struct PipelineState: Sendable {
    let warehouse: any Warehouse
    /// Shared by all that read and write the state of this warehouse.
    let book: VersionBook

    package init(warehouse: any Warehouse, book: VersionBook = VersionBook()) {
        self.warehouse = warehouse
        self.book = book
    }

    /// Makes the tables where they are missing, and marks runs that a dead process has left as cancelled.
    package func open() async throws(WarehouseError) {
        try await StateTables.create(in: warehouse)
        for table in ["run", "run_node"] {
            try await warehouse.execute(
                statement("UPDATE pipelines.\(table) SET state = 'cancelled' WHERE state IN ('running', 'queued')"))
        }
        // Older programs, and tools beside this one, may have left tables there; nothing of ours outlives a run.
        try await warehouse.execute(statement("DROP SCHEMA IF EXISTS staging_pipelines CASCADE"))
    }

    // MARK: Versions and intervals

    /// What every relation was built from, by node.
    package func versions() async throws(WarehouseError) -> [String: BuiltVersion] {
        let (known, writes) = book.current
        if let known { return known }
        let versions = try await readVersions()
        book.keep(versions, since: writes)
        return versions
    }

    private func readVersions() async throws(WarehouseError) -> [String: BuiltVersion] {
        let sql = """
            SELECT node, fingerprint, definition, "table", built, run, rows, complete_to, inputs, kind
            FROM pipelines.version
            """
        let table = ResultTable(try await warehouse.rows(statement(sql)))
        var versions: [String: BuiltVersion] = [:]
        for row in 0..<table.count {
            guard let node = table.text(row, 0) else { continue }
            versions[node] = BuiltVersion(
                node: node, fingerprint: table.text(row, 1) ?? "", definition: table.text(row, 2) ?? "",
                table: table.text(row, 3) ?? "", built: table.int(row, 4) ?? 0, run: table.text(row, 5) ?? "",
                rows: table.int(row, 6) ?? 0, completeTo: table.int(row, 7), inputs: Self.texts(table.text(row, 8)),
                kind: table.text(row, 9) ?? "")
        }
        return versions
    }

    /// When the table of each node was built last, by the table's name in lower case.
    package func builtTables() async throws(WarehouseError) -> [String: Int64] {
        var built: [String: Int64] = [:]
        for version in try await versions().values {
            let name = version.table.lowercased()
            built[name] = max(built[name] ?? .min, version.built)
        }
        return built
    }

    /// The intervals that are in a node's table, by time.
    package func intervals(of node: String) async throws(WarehouseError) -> [BuiltInterval] {
        let sql = """
            SELECT "from", "to", version, rows, run, built, partial, inputs FROM pipelines.interval
            WHERE node = ? ORDER BY "from"
            """
        let table = ResultTable(try await warehouse.rows(statement(sql, [.text(node)])))
        return (0..<table.count).map { row in
            BuiltInterval(
                range: TimeRange(from: table.int(row, 0) ?? 0, to: table.int(row, 1) ?? 0),
                version: table.text(row, 2) ?? "", rows: table.int(row, 3) ?? 0, run: table.text(row, 4) ?? "",
                built: table.int(row, 5) ?? 0, isPartial: table.int(row, 6) == 1, inputs: table.text(row, 7) ?? "")
        }
    }

    /// Marks the intervals that touch `range` as missing, and what is built of the node as old, at once: the next run
    /// builds them again.
    func forget(_ range: TimeRange, of node: String) async throws {
        defer { book.forget() }
        try await warehouse.transaction(label: Self.label) { transaction in
            try await transaction.execute(
                Self.statement(
                    "DELETE FROM pipelines.interval WHERE node = ? AND \"from\" < ? AND \"to\" > ?",
                    [.text(node), .timestamp(range.to), .timestamp(range.from)]))
            try await transaction.execute(
                Self.statement(
                    "UPDATE pipelines.version SET inputs = '{\"forgotten\":\"\"}' WHERE node = ?", [.text(node)]))
        }
    }

    /// Writes what was built, in the transaction that builds it.
    static func record(
        _ version: BuiltVersion, in transaction: any WarehouseTransaction
    ) async throws(WarehouseError) {
        let inputs = JSONObject(version.inputs.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value)) })
        let values: [SQLValue] = [
            .text(version.fingerprint), .text(version.definition), .text(version.table), .timestamp(version.built),
            .text(version.run), .int(version.rows), version.completeTo.map(SQLValue.timestamp) ?? .null,
            .text(JSONValue.object(inputs).text), .text(version.kind), .text(version.node),
        ]
        // Mostly it was built before, and each statement has its price.
        let changed = try await transaction.execute(
            statement(
                """
                UPDATE pipelines.version SET fingerprint = ?, definition = ?, "table" = ?, built = ?, run = ?, rows = ?,
                complete_to = ?, inputs = ?, kind = ? WHERE node = ?
                """, values))
        guard changed == 0 else { return }
        try await transaction.execute(
            statement(
                """
                INSERT INTO pipelines.version
                (fingerprint, definition, "table", built, run, rows, complete_to, inputs, kind, node)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """, values))
    }

    /// Writes that these intervals are in the table, in the transaction that puts them there. Those that they overlap
    /// are forgotten.
    static func record(
        _ intervals: [BuiltInterval], of node: String, in transaction: any WarehouseTransaction
    ) async throws(WarehouseError) {
        guard let first = intervals.first else { return }
        let span = intervals.reduce(first.range) {
            TimeRange(from: min($0.from, $1.range.from), to: max($0.to, $1.range.to))
        }
        try await transaction.execute(
            statement(
                "DELETE FROM pipelines.interval WHERE node = ? AND \"from\" < ? AND \"to\" > ?",
                [.text(node), .timestamp(span.to), .timestamp(span.from)]))
        try await insert(
            #"interval (node, version, "from", "to", rows, run, built, partial, inputs)"#,
            intervals.map { interval in
                [
                    .text(node), .text(interval.version), .timestamp(interval.range.from),
                    .timestamp(interval.range.to), .int(interval.rows), .text(interval.run),
                    .timestamp(interval.built), .bool(interval.isPartial), .text(interval.inputs),
                ]
            }, in: transaction)
    }

    /// Forgets all intervals of a node, in the transaction that makes its table anew.
    static func forgetIntervals(
        of node: String, in transaction: any WarehouseTransaction
    ) async throws(WarehouseError) {
        try await transaction.execute(statement("DELETE FROM pipelines.interval WHERE node = ?", [.text(node)]))
    }

    /// Forgets what was built of nodes that there are no more. Their tables stay.
    package func forget(nodes: [String]) async throws {
        guard !nodes.isEmpty else { return }
        defer { book.forget() }
        let list = nodes.map(SQLName.literal).joined(separator: ", ")
        try await warehouse.transaction(label: Self.label) { transaction in
            for table in ["version", "interval"] {
                try await transaction.execute(
                    Self.statement("DELETE FROM pipelines.\(table) WHERE node IN (\(list))"))
            }
        }
    }

    /// Many rows with each statement, which has its price.
    static func insert(
        _ table: String, _ rows: [[SQLValue]], in transaction: any WarehouseTransaction
    ) async throws(WarehouseError) {
        for start in stride(from: 0, to: rows.count, by: 100) {
            let some = rows[start..<min(start + 100, rows.count)]
            let row = "(" + Array(repeating: "?", count: some[start].count).joined(separator: ", ") + ")"
            let places = Array(repeating: row, count: some.count).joined(separator: ", ")
            try await transaction.execute(
                statement("INSERT INTO pipelines.\(table) VALUES \(places)", some.flatMap { $0 }))
        }
    }

    static let label = "pipelines: state"

    static func statement(_ sql: String, _ values: [SQLValue] = []) -> Statement {
        Statement(sql, parameters: values, label: label)
    }

    func statement(_ sql: String, _ values: [SQLValue] = []) -> Statement { Self.statement(sql, values) }

    private static func texts(_ json: String?) -> [String: String] {
        guard let json, let object = try? JSONValue.parse(json).objectValue else { return [:] }
        return Dictionary(object.members.compactMap { key, value in value.stringValue.map { (key, $0) } }) { $1 }
    }
}
