import DemoData
import SQL
import Warehouse

/// Which demo the warehouse holds: one row of `raw.demo_load`, written before anything is loaded and completed last.
///
/// A first load that was broken off goes on with the same company, on another day too.
struct DemoMarker: Sendable {
    /// Changes whenever the same settings give other data than before.
    static let version: Int64 = 5

    let warehouse: any Warehouse

    struct Entry: Sendable {
        var version: Int64
        var settings: DemoSettings
        var isComplete: Bool
    }

    func read() async throws -> Entry? {
        try await warehouse.execute(Statement("CREATE SCHEMA IF NOT EXISTS raw", label: "demo: marker"))
        try await warehouse.execute(
            Statement(
                """
                CREATE TABLE IF NOT EXISTS raw.demo_load (
                    version INTEGER NOT NULL, seed BIGINT NOT NULL, end_day INTEGER NOT NULL, days INTEGER NOT NULL,
                    accounts INTEGER NOT NULL, completed_at TIMESTAMP)
                """, label: "demo: marker"))
        let rows = try await warehouse.rows(
            Statement(
                "SELECT version, seed, end_day, days, accounts, completed_at IS NOT NULL FROM raw.demo_load",
                label: "demo: marker"))
        guard let batch = rows.batches.first, batch.rowCount > 0, batch.columns.count == 6 else { return nil }
        let numbers = batch.columns.prefix(5).compactMap { column -> Int64? in
            if case .int(let values) = column.values { values.first } else { nil }
        }
        guard numbers.count == 5, case .bool(let flags) = batch.columns[5].values else { return nil }
        return Entry(
            version: numbers[0],
            settings: DemoSettings(
                seed: UInt64(clamping: numbers[1]), endDay: Int(numbers[2]), days: Int(numbers[3]),
                accounts: Int(numbers[4])),
            isComplete: flags.first ?? false)
    }

    func begin(_ settings: DemoSettings) async throws {
        try await warehouse.execute(
            Statement(
                "INSERT INTO raw.demo_load VALUES (?, ?, ?, ?, ?, NULL)",
                parameters: [
                    .int(Self.version), .int(Int64(clamping: settings.seed)), .int(Int64(settings.endDay)),
                    .int(Int64(settings.days)), .int(Int64(settings.accounts)),
                ], label: "demo: marker"))
    }

    /// - Parameter time: Microseconds since 1970-01-01 UTC.
    func complete(at time: Int64) async throws {
        try await warehouse.execute(
            Statement(
                "UPDATE raw.demo_load SET completed_at = ?", parameters: [.timestamp(time)], label: "demo: marker"))
    }
}
