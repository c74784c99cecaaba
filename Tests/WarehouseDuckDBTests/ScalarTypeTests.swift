import Testing
import Warehouse

@Suite struct ScalarTypeTests {
    /// An expression, the engine's name of its type, and its value written as Swift shows it.
    static let integers: [(String, String, String)] = [
        ("(-128)::TINYINT", "TINYINT", "int([-128])"), ("(-32768)::SMALLINT", "SMALLINT", "int([-32768])"),
        ("(-2147483648)::INTEGER", "INTEGER", "int([-2147483648])"),
        ("(-9223372036854775808)::BIGINT", "BIGINT", "int([-9223372036854775808])"),
        ("255::UTINYINT", "UTINYINT", "int([255])"), ("65535::USMALLINT", "USMALLINT", "int([65535])"),
        ("4294967295::UINTEGER", "UINTEGER", "int([4294967295])"),
        ("18446744073709551615::UBIGINT", "UBIGINT", "uint([18446744073709551615])"),
        (
            "(-170141183460469231731687303715884105728)::HUGEINT", "HUGEINT",
            "hugeInt([-170141183460469231731687303715884105728])"
        ),
        (
            "340282366920938463463374607431768211455::UHUGEINT", "UHUGEINT",
            "uhugeInt([340282366920938463463374607431768211455])"
        ),
        (
            "'-12345678901234567890123456789012345678901'::BIGNUM", "BIGNUM",
            "text([\"-12345678901234567890123456789012345678901\"])"
        ),
        (
            "'12345678901234567890123456789012345678901'::BIGNUM", "BIGNUM",
            "text([\"12345678901234567890123456789012345678901\"])"
        ),
    ]

    /// Widths up to 4, 9, 18 and 38 digits are stored in 2, 4, 8 and 16 bytes.
    static let numbers: [(String, String, String)] = [
        ("(-99.99)::DECIMAL(4,2)", "DECIMAL(4,2)", "decimal(unscaled: [-9999], scale: 2)"),
        ("9999999.99::DECIMAL(9,2)", "DECIMAL(9,2)", "decimal(unscaled: [999999999], scale: 2)"),
        ("(-1.5)::DECIMAL(18,3)", "DECIMAL(18,3)", "decimal(unscaled: [-1500], scale: 3)"),
        (
            "99999999999999999999999999999999999999::DECIMAL(38,0)", "DECIMAL(38,0)",
            "decimal(unscaled: [99999999999999999999999999999999999999], scale: 0)"
        ),
        (
            "'0.5'::DECIMAL(38,38)", "DECIMAL(38,38)",
            "decimal(unscaled: [50000000000000000000000000000000000000], scale: 38)"
        ),
        ("0.1::FLOAT", "FLOAT", "double([0.1])"), ("'NaN'::FLOAT", "FLOAT", "double([nan])"),
        ("'-Infinity'::FLOAT", "FLOAT", "double([-inf])"), ("0.1::DOUBLE", "DOUBLE", "double([0.1])"),
        ("'NaN'::DOUBLE", "DOUBLE", "double([nan])"), ("'Infinity'::DOUBLE", "DOUBLE", "double([inf])"),
        ("5e-324::DOUBLE", "DOUBLE", "double([5e-324])"),
    ]

    /// 2020-02-29 is day 18,321, and 1969-12-31 23:59:59.999999 one microsecond before the beginning.
    static let times: [(String, String, String)] = [
        ("DATE '2020-02-29'", "DATE", "date([18321])"), ("DATE '1969-12-31'", "DATE", "date([-1])"),
        ("TIME '23:59:59.999999'", "TIME", "time([86399999999])"),
        ("TIMETZ '01:02:03.5+05:30'", "TIME WITH TIME ZONE", "text([\"01:02:03.500000+05:30\"])"),
        ("TIMETZ '01:02:03-08'", "TIME WITH TIME ZONE", "text([\"01:02:03-08\"])"),
        ("TIMESTAMP '1969-12-31 23:59:59.999999'", "TIMESTAMP", "timestamp([-1])"),
        ("TIMESTAMP_S '1970-01-02 00:00:01'", "TIMESTAMP_S", "timestamp([86401000000])"),
        ("TIMESTAMP_MS '1970-01-01 00:00:00.5'", "TIMESTAMP_MS", "timestamp([500000])"),
        ("TIMESTAMP_NS '1970-01-01 00:00:00.000001999'", "TIMESTAMP_NS", "timestamp([1])"),
        ("TIMESTAMP_NS '1969-12-31 23:59:59.999999999'", "TIMESTAMP_NS", "timestamp([-1])"),
        ("TIMESTAMPTZ '1970-01-01 02:00:00+01'", "TIMESTAMP WITH TIME ZONE", "timestampTZ([3600000000])"),
    ]

    static let others: [(String, String, String)] = [
        ("true", "BOOLEAN", "bool([true])"), ("false", "BOOLEAN", "bool([false])"),
        ("'twelve bytes'", "VARCHAR", "text([\"twelve bytes\"])"),
        ("'thirteen byte'", "VARCHAR", "text([\"thirteen byte\"])"), ("''", "VARCHAR", "text([\"\"])"),
        ("'Größe 漢字 👩‍🚀'", "VARCHAR", "text([\"Größe 漢字 👩‍🚀\"])"),
        ("'b'::ENUM('a', 'b', 'ü')", "ENUM", "text([\"b\"])"),
        ("'{\"a\": 1}'::JSON", "JSON", "text([\"{\\\"a\\\": 1}\"])"),
        ("'\\xAB\\x00\\x01'::BLOB", "BLOB", "blob([[171, 0, 1]])"),
        ("'1010000001'::BIT", "BIT", "text([\"1010000001\"])"),
        ("'00000000-0000-0000-0000-000000000005'::UUID", "UUID", "uuid([5])"),
        ("'ffffffff-ffff-ffff-ffff-ffffffffffff'::UUID", "UUID", "uuid([340282366920938463463374607431768211455])"),
    ]

    private func check(_ expression: String, _ type: String, _ expected: String) async throws {
        try await withWarehouse { warehouse in
            let result = try await warehouse.rows(
                Statement("SELECT \(expression) AS v, CASE WHEN false THEN \(expression) END AS n", label: "test"))
            #expect(result.columns[0] == ColumnDescription(name: "v", type: type))
            let columns = try #require(result.batches.first).columns
            #expect("\(columns[0].values)" == expected)
            #expect(!columns[0].isNull(0))
            #expect(columns[1].isNull(0))
        }
    }

    @Test(arguments: integers)
    func `integers come out whole, and NULL as NULL`(_ expression: String, _ type: String, _ expected: String)
        async throws
    {
        try await check(expression, type, expected)
    }

    @Test(arguments: numbers)
    func `decimals are exact and floating numbers keep their digits`(
        _ expression: String, _ type: String, _ expected: String
    ) async throws {
        try await check(expression, type, expected)
    }

    @Test(arguments: times)
    func `dates and times count from 1970 in days or microseconds`(
        _ expression: String, _ type: String, _ expected: String
    ) async throws {
        try await check(expression, type, expected)
    }

    @Test(arguments: others)
    func `texts, bytes and the rest come out as they are`(_ expression: String, _ type: String, _ expected: String)
        async throws
    {
        try await check(expression, type, expected)
    }

    @Test func `an interval keeps months, days and microseconds apart`() async throws {
        let column = try await withWarehouse { try await $0.columns("SELECT INTERVAL '14 months -3 days 1 second'")[0] }
        guard case .interval(let values) = column.values else {
            Issue.record("an interval is an interval")
            return
        }
        #expect(values == [IntervalValue(months: 14, days: -3, microseconds: 1_000_000)])
    }

    @Test(arguments: [
        "'infinity'::DATE", "'-infinity'::DATE", "'infinity'::TIMESTAMP", "'-infinity'::TIMESTAMP",
        "'infinity'::TIMESTAMP_S", "'-infinity'::TIMESTAMP_S", "'infinity'::TIMESTAMP_MS", "'-infinity'::TIMESTAMP_MS",
        "'infinity'::TIMESTAMP_NS", "'-infinity'::TIMESTAMP_NS", "'infinity'::TIMESTAMPTZ", "'-infinity'::TIMESTAMPTZ",
    ])
    func `a date without end reads as NULL`(_ expression: String) async throws {
        let column = try await withWarehouse { try await $0.columns("SELECT \(expression)")[0] }
        #expect(column.isNull(0))
    }

    @Test func `the NULL of no type is NULL`() async throws {
        let column = try await withWarehouse { try await $0.columns("SELECT NULL")[0] }
        #expect(column.isNull(0))
    }

    @Test func `an ENUM of more than 256 words finds its words`() async throws {
        let words = (0..<300).map { "'w\($0)'" }.joined(separator: ", ")
        let column = try await withWarehouse { try await $0.columns("SELECT 'w299'::ENUM(\(words))")[0] }
        #expect("\(column.values)" == "text([\"w299\"])")
    }

    @Test func `a type that can't be read is refused rather than shown as NULL`() async throws {
        let error = await warehouseError {
            try await withWarehouse { _ = try await $0.columns("SELECT 1 AS a, {'g': 1::VARIANT} AS odd") }
        }
        #expect(error?.description.contains("odd") == true)
        #expect(error?.description.contains("Cast it to VARCHAR") == true)
    }

    @Test func `many rows with NULLs among them keep their order`() async throws {
        let result = try await withWarehouse {
            try await $0.rows(
                Statement(
                    "SELECT CASE WHEN range % 3 = 0 THEN NULL ELSE range::VARCHAR END FROM range(10000)", label: "test")
            )
        }
        #expect(result.rowCount == 10_000)
        var row = 0
        for batch in result.batches {
            guard case .text(let texts) = batch.columns[0].values else { continue }
            for place in 0..<batch.rowCount {
                #expect(batch.columns[0].isNull(place) == (row % 3 == 0))
                if row % 3 != 0 { #expect(texts[place] == String(row)) }
                row += 1
            }
        }
        #expect(row == 10_000)
    }
}
