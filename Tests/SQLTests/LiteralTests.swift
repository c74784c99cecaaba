import SQL
import Testing

@Suite struct LiteralTests {
    static let dialects: [Dialect] = [.duckDB, .postgreSQL, .bigQuery, .clickHouse]

    /// What one value is in DuckDB, PostgreSQL, BigQuery and ClickHouse.
    private func check(
        _ value: SQLValue, _ expected: [String], at place: Testing.SourceLocation = #_sourceLocation
    ) {
        #expect(Self.dialects.map { $0.literal(value) } == expected, sourceLocation: place)
    }

    @Test func `a quote in a text does not end it`() {
        check(.text("it's"), ["'it''s'", "'it''s'", #"'it\'s'"#, #"'it\'s'"#])
        // With a combining accent, the quote is half of a character.
        check(.text("'\u{301}"), ["'''\u{301}'", "'''\u{301}'", "'\\'\u{301}'", "'\\'\u{301}'"])
    }

    @Test func `a backslash in a text is one backslash`() {
        check(.text(#"a\"#), [#"'a\'"#, #"E'a\\'"#, #"'a\\'"#, #"'a\\'"#])
        check(.text(#"\'"#), [#"'\'''"#, #"E'\\'''"#, #"'\\\''"#, #"'\\\''"#])
    }

    @Test func `control characters in a text are no line ends of the statement`() {
        check(.text("a\r\nb"), ["'a\r\nb'", "'a\r\nb'", #"'a\r\nb'"#, #"'a\r\nb'"#])
        check(
            .text("a\0b"),
            ["('a' || chr(0) || 'b')", "CONVERT_FROM(DECODE('610062', 'hex'), 'UTF8')", #"'a\x00b'"#, #"'a\0b'"#])
    }

    @Test func `numbers are written as numbers`() {
        check(.int(.min), Array(repeating: "-9223372036854775808", count: 4))
        check(.double(0.5), ["0.5::DOUBLE", "FLOAT8 '0.5'", "0.5", "0.5"])
        check(
            .double(.infinity),
            ["'inf'::DOUBLE", "FLOAT8 'inf'", "CAST('inf' AS FLOAT64)", "toFloat64('inf')"])
        check(.decimal("-12.50"), Array(repeating: "-12.50", count: 4))
        // One more than 64 bits hold.
        let long = "9223372036854775808"
        check(.decimal(long), [long, long, "BIGNUMERIC '\(long)'", "toDecimal256('\(long)', 0)"])
        // More digits than a double holds.
        let exact = "0.1234567890123456789"
        check(.decimal(exact), [exact, exact, exact, "toDecimal256('\(exact)', 19)"])
    }

    @Test func `dates and times are written in the types of their columns`() {
        check(.date(17_669), ["DATE '2018-05-18'", "DATE '2018-05-18'", "DATE '2018-05-18'", "toDate('2018-05-18')"])
        check(
            .timestamp(1_526_668_202_000_000),
            [
                "TIMESTAMP '2018-05-18 18:30:02'", "TIMESTAMP '2018-05-18 18:30:02'", "'2018-05-18 18:30:02'",
                "toDateTime('2018-05-18 18:30:02', 'UTC')",
            ])
        check(
            .timestamp(1_526_668_202_000_001),
            [
                "TIMESTAMP '2018-05-18 18:30:02.000001'", "TIMESTAMP '2018-05-18 18:30:02.000001'",
                "'2018-05-18 18:30:02.000001'", "toDateTime64('2018-05-18 18:30:02.000001', 6, 'UTC')",
            ])
    }

    @Test func `a time that a database can't hold is the nearest that it can`() {
        // 0000-03-01, which PostgreSQL calls a year before Christ, lies before BigQuery's and ClickHouse's first day.
        check(
            .date(-719_468),
            ["DATE '0000-03-01'", "DATE '0001-03-01 BC'", "DATE '0001-01-01'", "toDate32('1900-01-01')"])
        // 10000-01-01 lies after their last.
        check(
            .timestamp(253_402_300_800_000_000),
            [
                "TIMESTAMP '10000-01-01 00:00:00'", "TIMESTAMP '10000-01-01 00:00:00'", "'9999-12-31 23:59:59.999999'",
                "toDateTime64('2299-12-31 23:59:59.999999', 6, 'UTC')",
            ])
        // Five thousand years before Christ.
        #expect(Dialect.postgreSQL.literal(.date(-2_540_588)) == "DATE '-infinity'")
    }

    @Test func `bytes are written in hexadecimal digits`() {
        check(.blob([0, 255]), ["'\\x00\\xff'::BLOB", "DECODE('00ff', 'hex')", "FROM_HEX('00ff')", "unhex('00ff')"])
    }

    @Test func `a quote in a name does not end it`() {
        #expect(Self.dialects.map { $0.quoted(#"a"b"#) } == [#""a""b""#, #""a""b""#, #"`a"b`"#, #""a\"b""#])
        #expect(Self.dialects.map { $0.quoted(#"a`\"#) } == [#""a`\""#, #""a`\""#, #"`a\`\\`"#, #""a`\\""#])
        #expect(Dialect.postgreSQL.quoted("\"\u{301}") == "\"\"\"\u{301}\"")
    }

    @Test func `names that are words of the language are quoted`() {
        #expect(Self.dialects.map { $0.identifier("order") } == ["\"order\"", "\"order\"", "`order`", "\"order\""])
        #expect(Self.dialects.map { $0.identifier("rows") } == ["rows", "rows", "`rows`", "rows"])
        #expect(Self.dialects.map { $0.identifier("final") } == ["final", "final", "final", "\"final\""])
        #expect(Self.dialects.map { $0.identifier("orders") } == Array(repeating: "orders", count: 4))
    }
}
