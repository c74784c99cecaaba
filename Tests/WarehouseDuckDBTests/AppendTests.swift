import SQL
import Testing
import Warehouse
import WarehouseDuckDB

@Suite struct AppendTests {
    private func append(
        _ columns: [Column], rows: Int, to table: TableName, _ names: [String], in warehouse: DuckDBWarehouse
    )
        async throws
    {
        try await warehouse.transaction(label: "load") { transaction in
            try await transaction.append(ColumnBatch(columns: columns, rowCount: rows), to: table, columns: names)
        }
    }

    @Test func `every kind of column reads back as it was appended`() async throws {
        let kinds: [(String, ColumnValues)] = [
            ("BOOLEAN", .bool([true, false])), ("BIGINT", .int([.min, .max])), ("UBIGINT", .uint([0, .max])),
            ("HUGEINT", .hugeInt([.min, -1])), ("UHUGEINT", .uhugeInt([.max, 1])),
            ("DOUBLE", .double([0.1, -.infinity])),
            ("DECIMAL(38,2)", .decimal(unscaled: [-1_205, 7], scale: 2)), ("DATE", .date([18_321, -1])),
            ("TIME", .time([0, 86_399_999_999])), ("TIMESTAMP", .timestamp([-1, 1])),
            ("TIMESTAMPTZ", .timestampTZ([-1, 1])), ("UUID", .uuid([5, .max])),
            (
                "INTERVAL",
                .interval([
                    IntervalValue(months: 14, days: -3, microseconds: 1),
                    IntervalValue(months: 0, days: 0, microseconds: -1),
                ])
            ), ("VARCHAR", .text(["Größe 漢字, longer than twelve bytes", ""])), ("BLOB", .blob([[0, 171], []])),
        ]
        try await withWarehouse { warehouse in
            let names = kinds.indices.map { "c\($0)" }
            let declarations = zip(names, kinds).map { "\($0) \($1.0)" }.joined(separator: ", ")
            try await warehouse.run("CREATE TABLE t (\(declarations))")
            try await append(kinds.map { Column($0.1) }, rows: 2, to: TableName("t"), names, in: warehouse)
            let nulls = kinds.map { Column($0.1, nulls: [true, true]) }
            try await append(nulls, rows: 2, to: TableName(schema: "main", "t"), names, in: warehouse)
            let result = try await warehouse.rows(Statement("SELECT * FROM t", label: "test"))
            #expect(result.rowCount == 4)
            let columns = try await warehouse.columns("SELECT * FROM t LIMIT 2")
            for (column, kind) in zip(columns, kinds) {
                #expect("\(column.values)" == "\(kind.1)", "\(kind.0)")
                #expect(column.nulls == nil)
            }
            let last = try await warehouse.columns("SELECT * FROM t OFFSET 2")
            #expect(last.allSatisfy { $0.nulls == [true, true] })
        }
    }

    /// Of the rows 0 to 4,999 every seventh, 715 in all, has no text; the numbers add up to 4,999 · 2,500.
    @Test func `more rows than one chunk holds arrive, cast to the table's types, with its defaults`() async throws {
        try await withWarehouse { warehouse in
            try await warehouse.run("CREATE TABLE t (a INTEGER, b VARCHAR, c DECIMAL(9,2), d BOOLEAN DEFAULT true)")
            let count = 5_000
            let columns = [
                Column(.decimal(unscaled: (0..<count).map { -Int128($0) }, scale: 2)),
                Column(.int((0..<count).map(Int64.init))),
                Column(.text((0..<count).map { "ünï \($0)" }), nulls: (0..<count).map { $0 % 7 == 0 }),
            ]
            try await append(columns, rows: count, to: TableName("t"), ["c", "a", "b"], in: warehouse)
            let sums = try await warehouse.columns(
                "SELECT count(*), sum(a), count(b), sum(c)::VARCHAR, bool_and(d) FROM t")
            #expect(
                sums.map { "\($0.values)" } == [
                    "int([5000])", "hugeInt([12497500])", "int([4285])", "text([\"-124975.00\"])", "bool([true])",
                ])
        }
    }

    @Test func `a value that the table can't hold is refused, and nothing of the batch stays`() async throws {
        try await withWarehouse { warehouse in
            try await warehouse.run("CREATE TABLE t (a INTEGER)")
            let error = await warehouseError {
                try await append([Column(.int([1, 1 << 40]))], rows: 2, to: TableName("t"), ["a"], in: warehouse)
            }
            #expect(error?.description.contains("1099511627776") == true)
            #expect(try await warehouse.number("SELECT count(*) FROM t") == 0)
        }
    }

    @Test func `a table that does not exist is named`() async throws {
        try await withWarehouse { warehouse in
            let error = await warehouseError {
                try await append([Column(.int([1]))], rows: 1, to: TableName("nowhere"), ["a"], in: warehouse)
            }
            #expect(error?.description.contains("nowhere") == true)
        }
    }

    @Test func `columns that do not fit their names are refused`() async throws {
        try await withWarehouse { warehouse in
            try await warehouse.run("CREATE TABLE t (a INTEGER)")
            await #expect(throws: WarehouseError.self) {
                try await append([Column(.int([1]))], rows: 1, to: TableName("t"), ["a", "b"], in: warehouse)
            }
            await #expect(throws: WarehouseError.self) {
                try await append([Column(.int([1]))], rows: 2, to: TableName("t"), ["a"], in: warehouse)
            }
        }
    }
}
