import Ingestion
import Landing
import Logging
import Warehouse
import WarehouseDuckDB

/// The warehouse that ships, behind the doors of a fixture.
struct LoadedWarehouse {
    let warehouse: any Warehouse
    let loader: Loader

    init(_ fixture: DoorFixture) async throws {
        let warehouse = try await openTestWarehouse(fixture.folder + "/warehouse.duckdb")
        self.warehouse = warehouse
        loader = Loader(
            queue: fixture.queue, warehouse: warehouse, decoders: [AmplitudeDecoder(), PingDecoder()],
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }, now: { newYear }, seed: 1)
        try await loader.loadAll()
    }

    /// The cells of a query's first row, as its columns cast to text.
    func row(_ columns: [String], from table: String) async throws -> [String?] {
        let list = columns.map { "CAST(\($0) AS VARCHAR)" }.joined(separator: ", ")
        let result = try await warehouse.rows(Statement("SELECT \(list) FROM \(table)", label: "test"))
        guard let batch = result.batches.first else { return [] }
        return batch.columns.map { column in
            guard !column.isNull(0), case .text(let values) = column.values else { return nil }
            return values[0]
        }
    }
}

private func openTestWarehouse(_ path: String) async throws -> any Warehouse {
    try DuckDBWarehouse.open(DuckDBConfiguration(path: path, threads: 1))
}
