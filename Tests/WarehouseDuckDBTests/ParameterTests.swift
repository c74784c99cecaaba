import SQL
import Testing
import Warehouse

@Suite struct ParameterTests {
    static let values: [(SQLValue, String, String)] = [
        (.bool(true), "BOOLEAN", "bool([true])"), (.int(.min), "BIGINT", "int([-9223372036854775808])"),
        (.double(-0.1), "DOUBLE", "double([-0.1])"), (.double(.infinity), "DOUBLE", "double([inf])"),
        (.decimal("-12.50"), "VARCHAR", "text([\"-12.50\"])"), (.decimal("0.001"), "VARCHAR", "text([\"0.001\"])"),
        (.decimal("7"), "VARCHAR", "text([\"7\"])"),
        (.text("' OR 1=1 -- Größe"), "VARCHAR", "text([\"\\' OR 1=1 -- Größe\"])"),
        (.text(""), "VARCHAR", "text([\"\"])"),
        (.text("a\0b"), "VARCHAR", "text([\"a\\0b\"])"), (.blob([0, 171]), "BLOB", "blob([[0, 171]])"),
        (.blob([]), "BLOB", "blob([[]])"), (.date(-1), "DATE", "date([-1])"),
        (.timestamp(-1), "TIMESTAMP", "timestamp([-1])"),
    ]

    @Test(arguments: values)
    func `a bound value comes back as it was given`(_ value: SQLValue, _ type: String, _ expected: String) async throws
    {
        let columns = try await withWarehouse { try await $0.columns("SELECT ?::\(type)", [value]) }
        #expect("\(columns[0].values)" == expected)
        #expect(!columns[0].isNull(0))
    }

    @Test func `a bound NULL is NULL`() async throws {
        let columns = try await withWarehouse { try await $0.columns("SELECT ? IS NULL, ?::INTEGER", [.null, .null]) }
        #expect("\(columns[0].values)" == "bool([true])")
        #expect(columns[1].isNull(0))
    }

    @Test func `a decimal is exact whatever its length`() async throws {
        let long = "12345678901234567890123456789012345.678"
        let columns = try await withWarehouse {
            try await $0.columns(
                "SELECT ?::DECIMAL(38,3) - 0.001, ?::DECIMAL(5,2) + 0.01", [.decimal(long), .decimal("-12.50")])
        }
        #expect("\(columns[0].values)" == "decimal(unscaled: [12345678901234567890123456789012345677], scale: 3)")
        #expect("\(columns[1].values)" == "decimal(unscaled: [-1249], scale: 2)")
    }

    @Test func `too few and too many values are refused in plain words`() async throws {
        try await withWarehouse { warehouse in
            for parameters in [[], [.int(1), .int(2)]] as [[SQLValue]] {
                let error = await warehouseError { _ = try await warehouse.columns("SELECT ?", parameters) }
                #expect(error?.description.contains("takes 1 values and was given \(parameters.count)") == true)
            }
        }
    }

    @Test func `a statement with a NUL character is refused, not cut off there`() async throws {
        try await withWarehouse { warehouse in
            try await warehouse.run("CREATE TABLE t AS SELECT 1 AS a")
            await #expect(throws: WarehouseError.self) { try await warehouse.run("DELETE FROM t\0 WHERE false") }
            #expect(try await warehouse.number("SELECT count(*) FROM t") == 1)
        }
    }
}
