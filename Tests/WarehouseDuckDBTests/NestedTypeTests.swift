import Testing
import Warehouse

@Suite struct NestedTypeTests {
    private func nested(_ sql: String, type: String? = nil) async throws -> [NestedValue] {
        let result = try await withWarehouse { try await $0.rows(Statement(sql, label: "test")) }
        if let type { #expect(result.columns[0].type == type) }
        guard case .nested(let values) = result.batches.first?.columns.first?.values else {
            Issue.record("\(sql) is not nested")
            return []
        }
        return values
    }

    @Test func `a list keeps its order and its NULLs`() async throws {
        #expect(try await nested("SELECT [3, NULL, 1]", type: "INTEGER[]") == [.list([.int(3), .null, .int(1)])])
        #expect(try await nested("SELECT []::VARCHAR[]", type: "VARCHAR[]") == [.list([])])
    }

    @Test func `an array is a list`() async throws {
        #expect(
            try await nested(
                "SELECT v FROM (VALUES ([1, 2]::TINYINT[2]), (NULL), ([3, 4]::TINYINT[2])) t(v)", type: "TINYINT[2]")
                == [.list([.int(1), .int(2)]), .null, .list([.int(3), .int(4)])])
    }

    @Test func `a struct keeps the order of its fields`() async throws {
        #expect(
            try await nested("SELECT {'b': 1, 'a': [true, NULL]}", type: "STRUCT(b INTEGER, a BOOLEAN[])")
                == [.object([("b", .int(1)), ("a", .list([.bool(true), .null]))])])
    }

    @Test func `a map keeps keys, values and their order`() async throws {
        #expect(
            try await nested("SELECT MAP {'k': 1.5::DECIMAL(3,1), 'a': NULL}", type: "MAP(VARCHAR, DECIMAL(3,1))")
                == [.map([(.text("k"), .text("1.5")), (.text("a"), .null)])])
    }

    @Test func `a union is the value of the member that counts`() async throws {
        #expect(
            try await nested(
                "SELECT v FROM (VALUES (union_value(n := 5)::UNION(n INTEGER, s VARCHAR)), ('x'::UNION(n INTEGER, s VARCHAR)), (NULL)) t(v)",
                type: "UNION(n INTEGER, s VARCHAR)") == [.int(5), .text("x"), .null])
    }

    @Test func `lists in many rows do not run into each other`() async throws {
        let values = try await nested(
            "SELECT CASE WHEN i = 1 THEN NULL ELSE range(i) END FROM range(4) t(i) ORDER BY i")
        #expect(values == [.list([]), .null, .list([.int(0), .int(1)]), .list([.int(0), .int(1), .int(2)])])
    }

    @Test func `scalars inside are spelled as SQL spells them`() async throws {
        let sql = """
            SELECT [{'d': DATE '0001-01-01', 't': TIME '01:02:03.25', 's': TIMESTAMP '2020-02-29 12:00:00',
              'i': INTERVAL '14 months 3 days -1 second', 'u': '00000000-0000-0000-0000-000000000005'::UUID,
              'b': 'a\\x05'::BLOB, 'n': (-0.05)::DECIMAL(4,2), 'x': 18446744073709551615::UBIGINT,
              'e': 'infinity'::DATE}]
            """
        #expect(
            try await nested(sql) == [
                .list([
                    .object([
                        ("d", .text("0001-01-01")), ("t", .text("01:02:03.25")), ("s", .text("2020-02-29 12:00:00")),
                        ("i", .text("1 year 2 months 3 days -00:00:01")),
                        ("u", .text("00000000-0000-0000-0000-000000000005")), ("b", .text("a\\x05")),
                        ("n", .text("-0.05")), ("x", .hugeInt(18_446_744_073_709_551_615)), ("e", .null),
                    ])
                ])
            ])
    }

    @Test(arguments: [
        "INTEGER[]", "TINYINT[2]", "STRUCT(a INTEGER)", "MAP(VARCHAR, INTEGER)", "UNION(a INTEGER, b VARCHAR)",
    ])
    func `a NULL of a nested type is NULL`(_ type: String) async throws {
        let column = try await withWarehouse { try await $0.columns("SELECT NULL::\(type)")[0] }
        #expect(column.isNull(0))
    }
}
