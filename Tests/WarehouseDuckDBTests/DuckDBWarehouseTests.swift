import SQL
import Testing
import Warehouse
import WarehouseDuckDB

@Suite struct DuckDBWarehouseTests {
    private func value(of expression: String) async throws -> Column {
        let warehouse = try DuckDBWarehouse.open(DuckDBConfiguration(path: nil))
        let rows = try await warehouse.rows(Statement("SELECT \(expression)", label: "test"))
        try await warehouse.close()
        return try #require(rows.batches.first?.columns.first)
    }

    /// An expression, and the value that it has, written as Swift shows it.
    static let types: [(String, String)] = [
        ("true", "bool([true])"), ("(-5)::TINYINT", "int([-5])"), ("(-300)::SMALLINT", "int([-300])"),
        ("70000::INTEGER", "int([70000])"), ("(-9223372036854775808)::BIGINT", "int([-9223372036854775808])"),
        ("255::UTINYINT", "int([255])"), ("18446744073709551615::UBIGINT", "uint([18446744073709551615])"),
        (
            "(-170141183460469231731687303715884105727)::HUGEINT",
            "hugeInt([-170141183460469231731687303715884105727])"
        ),
        ("0.1::FLOAT", "double([0.1])"), ("0.1::DOUBLE", "double([0.1])"),
        ("(-12.05)::DECIMAL(9,2)", "decimal(unscaled: [-1205], scale: 2)"),
        ("1.5::DECIMAL(38,3)", "decimal(unscaled: [1500], scale: 3)"), ("DATE '2020-02-29'", "date([18321])"),
        ("TIME '01:00:00'", "time([3600000000])"), ("TIMESTAMP '1970-01-01 00:00:01.5'", "timestamp([1500000])"),
        ("TIMESTAMPTZ '1970-01-01 01:00:00+01'", "timestampTZ([0])"),
        ("'abc'::VARCHAR", "text([\"abc\"])"), ("'a text of more than twelve bytes'", "text([\"a text of more than twelve bytes\"])"),
        ("'b'::ENUM('a', 'b')", "text([\"b\"])"), ("'{\"a\":1}'::JSON", "text([\"{\\\"a\\\":1}\"])"),
        ("'\\xAB'::BLOB", "blob([[171]])"), ("'101'::BIT", "text([\"101\"])"),
        ("'12345678901234567890123456789012345678901'::BIGNUM", "text([\"12345678901234567890123456789012345678901\"])"),
        ("'00000000-0000-0000-0000-000000000005'::UUID", "uuid([5])"),
    ]

    @Test(arguments: types)
    func `every scalar type comes out as it is`(_ expression: String, _ expected: String) async throws {
        let column = try await value(of: expression)
        #expect("\(column.values)" == expected)
        #expect(!column.isNull(0))
        #expect(try await value(of: "CASE WHEN false THEN \(expression) END").isNull(0))
    }

    @Test func `lists, structs, maps and intervals come out whole`() async throws {
        guard case .nested(let list) = try await value(of: "[{'a': 1, 'b': [true, NULL]}]").values else {
            Issue.record("a list is nested")
            return
        }
        #expect(list == [.list([.object([("a", .int(1)), ("b", .list([.bool(true), .null]))])])])
        guard case .nested(let map) = try await value(of: "MAP {'k': 1.5::DECIMAL(3,1)}").values else {
            Issue.record("a map is nested")
            return
        }
        #expect(map == [.map([(.text("k"), .text("1.5"))])])
        guard case .interval(let interval) = try await value(of: "INTERVAL '14 months 3 days 1 second'").values else {
            Issue.record("an interval is an interval")
            return
        }
        #expect(interval == [IntervalValue(months: 14, days: 3, microseconds: 1_000_000)])
    }

    @Test func `values are bound and never pasted`() async throws {
        let warehouse = try DuckDBWarehouse.open(DuckDBConfiguration(path: nil))
        let text = "' OR 1=1 --"
        let rows = try await warehouse.rows(
            Statement(
                "SELECT ? = ?, ?::DECIMAL(5,2), ?, ?", parameters: [
                    .text(text), .text(text), .decimal("-12.50"), .date(18_321), .null,
                ], label: "test"))
        #expect("\(rows.batches[0].columns[0].values)" == "bool([true])")
        #expect("\(rows.batches[0].columns[1].values)" == "decimal(unscaled: [-1250], scale: 2)")
        #expect("\(rows.batches[0].columns[2].values)" == "date([18321])")
        #expect(rows.batches[0].columns[3].isNull(0))
        try await warehouse.close()
    }

    @Test(arguments: [
        "SELECT * FROM read_csv('/etc/passwd')", "COPY (SELECT 1) TO '/tmp/soundings-test.csv'", "ATTACH '/tmp/x.duckdb'",
        "INSTALL httpfs", "SET memory_limit = '100GB'", "SET enable_external_access = true",
    ])
    func `the engine is locked down`(_ sql: String) async throws {
        let warehouse = try DuckDBWarehouse.open(DuckDBConfiguration(path: nil))
        await #expect(throws: WarehouseError.self) { try await warehouse.execute(Statement(sql, label: "hostile")) }
        try await warehouse.close()
    }

    @Test func `a statement that runs too long is stopped and says so`() async throws {
        let warehouse = try DuckDBWarehouse.open(DuckDBConfiguration(path: nil))
        let statement = Statement(
            "SELECT sum(a.i * b.i) FROM range(10000000) a(i), range(10000000) b(i)", label: "slow tile",
            timeLimit: .milliseconds(200))
        await #expect(throws: WarehouseError.timedOut(label: "slow tile", after: .milliseconds(200))) {
            try await warehouse.rows(statement)
        }
        try await warehouse.close()
    }

    @Test func `an error carries the engine's words and the statement's label`() async throws {
        let warehouse = try DuckDBWarehouse.open(DuckDBConfiguration(path: nil))
        do {
            _ = try await warehouse.rows(Statement("SELECT nothing_here", label: "look 7"))
            Issue.record("no error")
        } catch {
            #expect(error.description.contains("nothing_here"))
            #expect(error.description.contains("look 7"))
        }
        try await warehouse.close()
    }

    @Test func `what is appended reads back, and a failed transaction leaves nothing`() async throws {
        let warehouse = try DuckDBWarehouse.open(DuckDBConfiguration(path: nil))
        try await warehouse.execute(
            Statement("CREATE TABLE t (a INTEGER, b VARCHAR, c DECIMAL(9,2), d BOOLEAN DEFAULT true)", label: "test"))
        let count = 5_000
        let batch = ColumnBatch(
            columns: [
                Column(.int((0..<count).map(Int64.init))),
                Column(.text((0..<count).map { "ünï \($0)" }), nulls: (0..<count).map { $0 % 7 == 0 }),
                Column(.decimal(unscaled: (0..<count).map { -Int128($0) }, scale: 2)),
            ], rowCount: count)
        try await warehouse.transaction(label: "test") {
            try await $0.append(batch, to: TableName("t"), columns: ["a", "b", "c"])
        }
        await #expect(throws: (any Error).self) {
            try await warehouse.transaction(label: "test") { transaction in
                try await transaction.append(
                    ColumnBatch(columns: [Column(.int([1 << 40]))], rowCount: 1), to: TableName("t"), columns: ["a"])
            }
        }
        let rows = try await warehouse.rows(
            Statement("SELECT count(*), sum(a), count(b), sum(c)::VARCHAR, bool_and(d) FROM t", label: "test"))
        let columns = rows.batches[0].columns.map { "\($0.values)" }
        #expect(
            columns == [
                "int([5000])", "hugeInt([12497500])", "int([4285])", "text([\"-124975.00\"])", "bool([true])",
            ])
        try await warehouse.close()
    }
}
