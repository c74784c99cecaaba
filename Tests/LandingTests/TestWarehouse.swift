import Warehouse
import WarehouseDuckDB

/// The warehouse that ships, on a file of the test's own.
func openTestWarehouse(_ path: String) async throws -> any Warehouse {
    try DuckDBWarehouse.open(DuckDBConfiguration(path: path, threads: 1))
}
