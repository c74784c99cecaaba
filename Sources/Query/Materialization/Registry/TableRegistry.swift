internal import SQL
internal import Warehouse

/// The tables in the warehouse in which the builder keeps what it has built, and the states of the datagroups.
///
/// They lie beside the built tables, so that one transaction writes both: a table is there and known, or neither.
struct TableRegistry: Sendable {
    let warehouse: any Warehouse
    let schema: String

    private static let label = "built tables: registry"
    private var dialect: Dialect { warehouse.dialect }
    private var tables: String { qualified("built_tables") }
    private var datagroups: String { qualified("datagroups") }

    /// The name of a table of the schema as it stands in FROM.
    func qualified(_ table: String) -> String { dialect.identifier(schema) + "." + dialect.identifier(table) }

    func prepare() async throws(WarehouseError) {
        try await run("CREATE SCHEMA IF NOT EXISTS \(dialect.identifier(schema))")
        try await run(
            """
            CREATE TABLE IF NOT EXISTS \(tables) (
              definition VARCHAR NOT NULL, name VARCHAR NOT NULL, table_name VARCHAR, build BIGINT NOT NULL,
              built_at TIMESTAMP NOT NULL, row_count BIGINT NOT NULL, trigger_value VARCHAR,
              duration_us BIGINT NOT NULL, expires_at TIMESTAMP, published_as VARCHAR, failures BIGINT NOT NULL,
              failed_at TIMESTAMP, error VARCHAR)
            """)
        try await run(
            """
            CREATE TABLE IF NOT EXISTS \(datagroups) (
              id BIGINT NOT NULL, model VARCHAR NOT NULL, name VARCHAR NOT NULL, created_at TIMESTAMP NOT NULL,
              trigger_value VARCHAR, triggered_at TIMESTAMP NOT NULL, checked_at TIMESTAMP NOT NULL,
              stale_before TIMESTAMP NOT NULL, error VARCHAR)
            """)
    }

    func entries() async throws(WarehouseError) -> [RegistryEntry] {
        let rows = try await rows(
            """
            SELECT definition, name, table_name, build, built_at, row_count, trigger_value, duration_us, expires_at,
              published_as, failures, failed_at, error
            FROM \(tables)
            """)
        return rows.map { row in
            RegistryEntry(
                key: row.text(0) ?? "", name: row.text(1) ?? "", table: row.text(2), build: row.int(3) ?? 0,
                builtAt: row.int(4) ?? 0, rows: row.int(5) ?? 0, trigger: row.text(6), duration: row.int(7) ?? 0,
                expiresAt: row.int(8), publishedAs: row.text(9), failures: row.int(10) ?? 0, failedAt: row.int(11),
                error: row.text(12))
        }
    }

    func datagroupStates() async throws(WarehouseError) -> [DatagroupState] {
        let rows = try await rows(
            """
            SELECT id, model, name, created_at, trigger_value, triggered_at, checked_at, stale_before, error
            FROM \(datagroups) ORDER BY id
            """)
        return rows.map { row in
            DatagroupState(
                id: row.int(0) ?? 0, model: row.text(1) ?? "", name: row.text(2) ?? "", createdAt: row.int(3) ?? 0,
                triggerValue: row.text(4), triggeredAt: row.int(5) ?? 0, checkedAt: row.int(6) ?? 0,
                staleBefore: row.int(7) ?? 0, error: row.text(8))
        }
    }

    /// Puts an entry in the place of that of the same definition.
    func write(_ entry: RegistryEntry, in transaction: any WarehouseTransaction) async throws(WarehouseError) {
        try await transaction.execute(removal(of: entry.key))
        try await transaction.execute(
            insertion(
                into: tables,
                [
                    .text(entry.key), .text(entry.name), text(entry.table), .int(entry.build),
                    .timestamp(entry.builtAt), .int(entry.rows), text(entry.trigger), .int(entry.duration),
                    time(entry.expiresAt), text(entry.publishedAs), .int(entry.failures), time(entry.failedAt),
                    text(entry.error),
                ]))
    }

    func remove(_ key: String, in transaction: any WarehouseTransaction) async throws(WarehouseError) {
        try await transaction.execute(removal(of: key))
    }

    func write(_ states: [DatagroupState], in transaction: any WarehouseTransaction) async throws(WarehouseError) {
        try await transaction.execute(Statement("DELETE FROM \(datagroups)", label: Self.label))
        for state in states {
            try await transaction.execute(
                insertion(
                    into: datagroups,
                    [
                        .int(state.id), .text(state.model), .text(state.name), .timestamp(state.createdAt),
                        text(state.triggerValue), .timestamp(state.triggeredAt), .timestamp(state.checkedAt),
                        .timestamp(state.staleBefore), text(state.error),
                    ]))
        }
    }

    private func removal(of key: String) -> Statement {
        Statement(
            "DELETE FROM \(tables) WHERE definition = \(dialect.placeholder(1))", parameters: [.text(key)],
            label: Self.label)
    }

    /// Numbers and times are written out; texts, of which definitions are long, are bound.
    private func insertion(into table: String, _ values: [SQLValue]) -> Statement {
        var parameters: [SQLValue] = []
        let written = values.map { value in
            guard case .text = value else { return dialect.literal(value) }
            parameters.append(value)
            return dialect.placeholder(parameters.count)
        }
        return Statement(
            "INSERT INTO \(table) VALUES (\(written.joined(separator: ", ")))", parameters: parameters,
            label: Self.label)
    }

    private func text(_ value: String?) -> SQLValue { value.map { .text($0) } ?? .null }
    private func time(_ value: Int64?) -> SQLValue { value.map { .timestamp($0) } ?? .null }

    private func run(_ sql: String) async throws(WarehouseError) {
        try await warehouse.execute(Statement(sql, label: Self.label))
    }

    private func rows(_ sql: String) async throws(WarehouseError) -> [ResultRow] {
        try await warehouse.rows(Statement(sql, label: Self.label)).rows
    }
}
