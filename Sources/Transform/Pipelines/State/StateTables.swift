internal import Warehouse

/// The tables of the schema `pipelines`, in which every run leaves what it did. Analysts may read them; nobody else
/// writes them.
enum StateTables {
    static let schema = "pipelines"

    private static let tables: [(name: String, columns: [(name: String, type: String)])] = [
        (
            "run",
            [
                ("id", "VARCHAR"), ("command", "VARCHAR"), ("trigger", "VARCHAR"), ("who", "VARCHAR"),
                ("why", "VARCHAR"), ("note", "VARCHAR"), ("selection", "VARCHAR"), ("started", "TIMESTAMP"),
                ("finished", "TIMESTAMP"), ("state", "VARCHAR"),
            ]
        ),
        (
            "run_node",
            [
                ("run", "VARCHAR"), ("node", "VARCHAR"), ("state", "VARCHAR"), ("rows", "BIGINT"),
                ("started", "TIMESTAMP"), ("seconds", "DOUBLE"), ("sql", "VARCHAR"), ("message", "VARCHAR"),
                ("attempts", "INTEGER"), ("because", "VARCHAR"), ("failures", "BIGINT"), ("why", "VARCHAR"),
            ]
        ),
        (
            "interval",
            [
                ("node", "VARCHAR"), ("version", "VARCHAR"), ("from", "TIMESTAMP"), ("to", "TIMESTAMP"),
                ("rows", "BIGINT"), ("run", "VARCHAR"), ("built", "TIMESTAMP"), ("partial", "BOOLEAN"),
                ("inputs", "VARCHAR"),
            ]
        ),
        (
            "version",
            [
                ("node", "VARCHAR"), ("fingerprint", "VARCHAR"), ("definition", "VARCHAR"), ("table", "VARCHAR"),
                ("built", "TIMESTAMP"), ("run", "VARCHAR"), ("rows", "BIGINT"), ("complete_to", "TIMESTAMP"),
                ("inputs", "VARCHAR"), ("kind", "VARCHAR"),
            ]
        ),
        (
            "test_failure",
            [
                ("run", "VARCHAR"), ("test", "VARCHAR"), ("node", "VARCHAR"), ("number", "INTEGER"),
                ("value", "VARCHAR"), ("found", "TIMESTAMP"),
            ]
        ),
        // Nodes whose time has come and that wait for sources.
        ("waiting", [("node", "VARCHAR"), ("due", "TIMESTAMP"), ("unmet", "VARCHAR")]),
        // How far each named source was when a node last ran after its sync.
        ("sync_mark", [("node", "VARCHAR"), ("source", "VARCHAR"), ("version", "VARCHAR")]),
        (
            "backfill",
            [
                ("id", "VARCHAR"), ("nodes", "VARCHAR"), ("node_number", "INTEGER"), ("position", "TIMESTAMP"),
                ("pieces", "INTEGER"), ("from", "TIMESTAMP"), ("to", "TIMESTAMP"), ("selection", "VARCHAR"),
                ("who", "VARCHAR"), ("note", "VARCHAR"), ("state", "VARCHAR"), ("message", "VARCHAR"),
                ("started", "TIMESTAMP"), ("changed", "TIMESTAMP"),
            ]
        ),
    ]

    /// Makes what is missing: the schema, its tables, and columns that an older program did not have. What is there
    /// stays, so this may run at every start.
    static func create(in warehouse: any Warehouse) async throws(WarehouseError) {
        let label = "pipelines: state"
        try await warehouse.execute(Statement("CREATE SCHEMA IF NOT EXISTS \(schema)", label: label))
        let present = try await columns(in: warehouse)
        for table in tables {
            let name = "\(schema).\(SQLName.quoted(table.name))"
            guard let known = present[table.name] else {
                let columns = table.columns.map { "\(SQLName.quoted($0.name)) \($0.type)" }.joined(separator: ", ")
                try await warehouse.execute(Statement("CREATE TABLE IF NOT EXISTS \(name) (\(columns))", label: label))
                continue
            }
            for column in table.columns where !known.contains(column.name) {
                let definition = "\(SQLName.quoted(column.name)) \(column.type)"
                try await warehouse.execute(
                    Statement("ALTER TABLE \(name) ADD COLUMN IF NOT EXISTS \(definition)", label: label))
            }
        }
    }

    private static func columns(in warehouse: any Warehouse) async throws(WarehouseError) -> [String: Set<String>] {
        let sql = """
            SELECT table_name, column_name FROM information_schema.columns
            WHERE table_catalog = current_database() AND table_schema = '\(schema)'
            """
        var columns: [String: Set<String>] = [:]
        let rows = ResultTable(try await warehouse.rows(Statement(sql, label: "pipelines: state")))
        for row in 0..<rows.count { columns[rows.text(row, 0) ?? "", default: []].insert(rows.text(row, 1) ?? "") }
        return columns
    }
}
