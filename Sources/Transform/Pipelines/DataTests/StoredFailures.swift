internal import Warehouse

/// The tables in which tests with `store_failures` leave all rows that they found.
struct StoredFailures: Sendable {
    static let schema = "_tests"

    let warehouse: any Warehouse

    /// Puts the rows of the test in place of those of the last time.
    func store(_ test: DataTest, sql: String) async throws(WarehouseError) {
        let table = TableName(schema: Self.schema, test.shortName)
        try await warehouse.execute(
            Statement("CREATE OR REPLACE TABLE \(table.quoted) AS\n\(sql)", label: "test \(test.name)"))
    }
}
