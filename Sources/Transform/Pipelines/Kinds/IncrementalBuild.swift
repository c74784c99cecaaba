internal import JSON
internal import Warehouse

/// Rows that go into a table that is there: by key, at its end, or in place of partitions.
struct IncrementalBuild: Sendable {
    let relation: Relation
    let settings: NodeSettings

    /// Adds the rows of `sql`, compiled for a table that is there.
    func add(_ sql: String) async throws(NodeFailure) -> BuildOutcome {
        let staging = try await relation.stage(sql)
        let change = try await SchemaChange(relation: relation, rule: settings.onSchemaChange).apply(from: staging)
        var outcome = BuildOutcome(rows: 0, notes: change.notes)
        outcome.rows = try await relation.rows("SELECT count(*) FROM \(staging)").int(0, 0)
        switch settings.strategy ?? (settings.key.isEmpty ? .append : .merge) {
        case .append, .microbatch: try await insert(change.columns, from: staging)
        case .merge where settings.key.isEmpty, .deleteInsert where settings.key.isEmpty:
            try await insert(change.columns, from: staging)
        case .merge: try await merge(change.columns, from: staging)
        case .deleteInsert:
            try await checkKeys(of: staging)
            try await delete(matching: settings.key, in: staging)
            try await insert(change.columns, from: staging)
        case .insertOverwrite: try await overwrite(change.columns, from: staging)
        }
        try await relation.dropStaging(staging)
        return outcome
    }

    /// - Throws: when two rows of the relation have one key, with five of those keys.
    func checkKeys(of table: String) async throws(NodeFailure) {
        let keys = settings.key.map(Self.column).joined(separator: ", ")
        let texts = settings.key.map { "coalesce(\(Self.column($0))::VARCHAR, 'NULL')" }.joined(separator: ", ")
        let found = try await relation.rows(
            """
            SELECT concat_ws(', ', \(texts)), count(*) FROM \(table)
            GROUP BY \(keys) HAVING count(*) > 1 ORDER BY 2 DESC, 1 LIMIT 6
            """)
        guard found.count > 0 else { return }
        let shown = (0..<min(5, found.count)).map { row in
            "\(found.text(row, 0) ?? "") (\(found.int(row, 1) ?? 0) rows)"
        }
        throw NodeFailure(
            "The key \(settings.key.joined(separator: ", ")) of \(relation.name) is not unique in the rows to be "
                + "written: " + shown.joined(separator: "; ") + (found.count > 5 ? " and more" : "")
                + ". Give each key one row, or name more columns as the key.")
    }

    /// A key may be a name, or an expression as dbt allows.
    static func column(_ key: String) -> String {
        key.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" } ? SQLName.quoted(key) : key
    }

    private func insert(_ columns: [String], from staging: String) async throws(NodeFailure) {
        let names = SQLName.list(columns)
        let rows = WholeBuild.ordered("SELECT \(names) FROM \(staging)", by: settings.sort)
        try await relation.execute("INSERT INTO \(relation.name.quoted) (\(names))\n\(rows)")
    }

    private func delete(matching columns: [String], in staging: String) async throws(NodeFailure) {
        let conditions =
            columns.map { "target.\(Self.column($0)) IS NOT DISTINCT FROM staged.\(Self.column($0))" }
            + settings.incrementalPredicates
        let names = columns.map(Self.column).joined(separator: ", ")
        try await relation.execute(
            """
            DELETE FROM \(relation.name.quoted) AS target USING (SELECT DISTINCT \(names) FROM \(staging)) AS staged
            WHERE \(conditions.joined(separator: " AND "))
            """)
    }

    private func merge(_ columns: [String], from staging: String) async throws(NodeFailure) {
        try await checkKeys(of: staging)
        let keys = Set(settings.key.map { $0.lowercased() })
        let chosen = Set(settings.mergeUpdateColumns.map { $0.lowercased() })
        let excluded = Set(settings.mergeExcludeColumns.map { $0.lowercased() })
        let updated = columns.filter { column in
            let name = column.lowercased()
            return !keys.contains(name) && !excluded.contains(name) && (chosen.isEmpty || chosen.contains(name))
        }
        let matches =
            settings.key.map {
                "DBT_INTERNAL_DEST.\(Self.column($0)) IS NOT DISTINCT FROM DBT_INTERNAL_SOURCE.\(Self.column($0))"
            }
            + settings.incrementalPredicates
        let assignments = updated.map { "\(SQLName.quoted($0)) = DBT_INTERNAL_SOURCE.\(SQLName.quoted($0))" }
        let update = updated.isEmpty ? "" : "WHEN MATCHED THEN UPDATE SET \(assignments.joined(separator: ", "))\n"
        try await relation.execute(
            """
            MERGE INTO \(relation.name.quoted) AS DBT_INTERNAL_DEST USING \(staging) AS DBT_INTERNAL_SOURCE
            ON \(matches.joined(separator: " AND "))
            \(update)WHEN NOT MATCHED THEN INSERT (\(SQLName.list(columns)))
            VALUES (\(SQLName.list(columns, prefix: "DBT_INTERNAL_SOURCE.")))
            """)
    }

    /// The partitions that the new rows are in take the place of those in the table; without partitions all of it.
    private func overwrite(_ columns: [String], from staging: String) async throws(NodeFailure) {
        let partitions = Self.partitions(settings)
        if partitions.isEmpty {
            try await relation.execute("DELETE FROM \(relation.name.quoted)")
        } else {
            let staged = partitions.enumerated().map { "\($1("rows")) AS part\($0)" }.joined(separator: ", ")
            let conditions = partitions.enumerated().map { "\($1("target")) IS NOT DISTINCT FROM staged.part\($0)" }
            try await relation.execute(
                """
                DELETE FROM \(relation.name.quoted) AS target
                USING (SELECT DISTINCT \(staged) FROM \(staging) AS rows) AS staged
                WHERE \(conditions.joined(separator: " AND "))
                """)
        }
        try await insert(columns, from: staging)
    }

    /// `partition_by` as a name, a list, or BigQuery's `{field: …, granularity: …}`: what tells a row's partition,
    /// given the name that its table goes by.
    private static func partitions(_ settings: NodeSettings) -> [@Sendable (String) -> String] {
        func plain(_ name: String) -> @Sendable (String) -> String { { "\($0).\(SQLName.quoted(name))" } }
        switch settings.values["partition_by"]?.value {
        case .string(let name): return [plain(name)]
        case .array(let names): return names.compactMap(\.stringValue).map(plain)
        case .object(let object):
            guard let field = object["field"]?.stringValue else { return [] }
            let unit = object["granularity"]?.stringValue?.lowercased() ?? "day"
            guard ["hour", "month", "year"].contains(unit) else { return [plain(field)] }
            return [{ "date_trunc('\(unit)', \($0).\(SQLName.quoted(field)))" }]
        default: return []
        }
    }
}
