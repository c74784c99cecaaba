import JSON
import Presentation
import Testing
import Warehouse

@Suite struct ColumnReadingTests {
    /// A column of one value, and that value as JSON.
    static let values: [(ColumnValues, String)] = [
        (.bool([true]), "true"),
        (.int([-5]), "-5"),
        (.uint([.max]), "18446744073709551615"),
        (.hugeInt([Int128.min]), "-170141183460469231731687303715884105728"),
        (.double([0.1]), "0.1"),
        (.double([3]), "3"),
        (.double([.nan]), "null"),
        (.decimal(unscaled: [-1_205], scale: 2), "-12.05"),
        (.decimal(unscaled: [5], scale: 3), "0.005"),
        (.date([0]), "\"1970-01-01\""),
        (.date([-1]), "\"1969-12-31\""),
        (.date([18_321]), "\"2020-02-29\""),
        (.time([45_296_000_000]), "\"12:34:56\""),
        (.timestamp([1_526_668_202_000_000]), "\"2018-05-18 18:30:02\""),
        (.timestamp([-1]), "\"1969-12-31 23:59:59.999999\""),
        (.timestampTZ([1_526_668_202_250_000]), "\"2018-05-18 18:30:02.25\""),
        (.interval([IntervalValue(months: 14, days: 3, microseconds: 3_600_000_000)]), "\"14 months 3 days 01:00:00\""),
        (.uuid([0x0123_4567_89ab_cdef_0123_4567_89ab_cdef]), "\"01234567-89ab-cdef-0123-456789abcdef\""),
        (.text(["a\"b"]), "\"a\\\"b\""),
        (.blob([[0x00, 0xAB]]), "\"00ab\""),
        (.nested([.list([.int(1), .null, .text("x")])]), "[1,null,\"x\"]"),
        (.nested([.object([("a", .bool(false)), ("b", .list([]))])]), "{\"a\":false,\"b\":[]}"),
        (.nested([.map([(.text("k"), .int(1))])]), "[{\"key\":\"k\",\"value\":1}]"),
    ]

    @Test(arguments: values.indices)
    func `each kind of value has one JSON form`(_ place: Int) {
        let (values, expected) = Self.values[place]
        var writer = JSONWriter()
        Column(values).writeJSON(row: 0, to: &writer)
        #expect(String(decoding: writer.bytes, as: UTF8.self) == expected)
    }

    @Test func `NULL is null and has no text and no number`() {
        let column = Column(.int([7, 8]), nulls: [false, true])
        var writer = JSONWriter()
        column.writeJSON(row: 1, to: &writer)
        #expect(writer.bytes == Array("null".utf8))
        #expect(column.text(row: 1) == nil)
        #expect(column.number(row: 1) == nil)
        #expect(column.number(row: 0) == .integer(7))
    }
}
