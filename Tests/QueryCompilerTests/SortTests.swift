import QueryCompiler
import SQL
import Testing

@Suite struct SortTests {
    private func check(
        _ fields: [String], sort: [String] = [], givesInOrder expected: [[String?]], as sorts: [(String, Bool)]? = nil,
        at place: Testing.SourceLocation = #_sourceLocation
    ) async throws {
        try await withBench(Shop.model, tables: Shop.tables) { bench async throws in
            let query = ask(fields, sort: sort)
            try await bench.check(query, givesInOrder: expected, at: place)
            if let sorts {
                let expected = sorts.map { AppliedSort(field: $0.0, descending: $0.1) }
                #expect(try bench.compile(query).sorts == expected, sourceLocation: place)
            }
        }
    }

    @Test func `sorts stand in the order in which they were asked`() async throws {
        try await check(
            ["orders.status", "orders.id"], sort: ["orders.status desc", "orders.id asc"],
            givesInOrder: [
                ["open", "3"], ["open", "5"], ["done", "1"], ["done", "2"], ["done", "6"], [nil, "4"],
            ],
            as: [("orders.status", true), ("orders.id", false)])
        try await check(
            ["users.name", "users.age"], sort: ["users.age desc"],
            givesInOrder: [["Cy", "50"], ["Bob", "40"], ["Ann", "30"], ["Dan", nil]], as: [("users.age", true)])
    }

    @Test func `NULL sorts where the dialect says`() async throws {
        #expect(Dialect.duckDB.nullsSortLow)
        try await check(["orders.status"], sort: ["orders.status"], givesInOrder: [[nil], ["done"], ["open"]])
        try await check(["orders.status"], sort: ["orders.status desc"], givesInOrder: [["open"], ["done"], [nil]])
    }

    @Test func `numbers sort as numbers`() async throws {
        try await check(
            ["items.qty"], sort: ["items.qty"],
            givesInOrder: [["1"], ["2"], ["4"], ["8"], ["16"], ["32"], ["64"]])
        try await check(
            ["orders.status", "orders.total"], sort: ["orders.total"],
            givesInOrder: [["done", "30"], [nil, "80"], ["open", "200"]], as: [("orders.total", false)])
    }

    @Test func `without sorts the newest date comes first`() async throws {
        try await check(
            ["orders.status", "orders.created_month", "orders.count"],
            givesInOrder: [["done", "2018-05", "2"], ["open", "2018-05", "1"], [nil, "2018-04", "1"]],
            as: [("orders.created_month", true)], limitedTo: 3)
    }

    /// Rows that are equal to the sort may stand in any order among themselves; here only the first column that sorts is
    /// compared, row by row.
    private func check(
        _ fields: [String], givesInOrder expected: [[String?]], as sorts: [(String, Bool)], limitedTo count: Int
    ) async throws {
        try await withBench(Shop.model, tables: Shop.tables) { bench async throws in
            let query = ask(fields)
            let rows = Array(try await bench.rows(query).prefix(count))
            #expect(rows.map { $0[1] } == expected.map { $0[1] })
            #expect(unordered(rows) == unordered(expected))
            #expect(try bench.compile(query).sorts == sorts.map { AppliedSort(field: $0.0, descending: $0.1) })
        }
    }

    @Test func `without sorts and dates the largest first measure comes first`() async throws {
        try await check(
            ["orders.status", "orders.total", "orders.count"],
            givesInOrder: [["open", "200", "2"], [nil, "80", "1"], ["done", "30", "3"]], as: [("orders.total", true)])
    }

    @Test func `without sorts, dates and measures the first dimension ascends`() async throws {
        try await check(
            ["users.name", "users.age"],
            givesInOrder: [["Ann", "30"], ["Bob", "40"], ["Cy", "50"], ["Dan", nil]], as: [("users.name", false)])
    }

    @Test func `a case sorts by the order of its conditions`() async throws {
        let model =
            Shop.views + """
                view: +orders {
                  dimension: stage { case: {
                    when: { sql: ${status} = 'open' ;; label: "waiting" }
                    when: { sql: ${status} = 'done' ;; label: "delivered" }
                    else: "a mystery" } }
                }
                explore: orders {}
                """
        try await withBench(model, tables: Shop.tables) { bench async throws in
            let query = ask(["orders.stage", "orders.count"], sort: ["orders.stage"], limit: 2)
            try await bench.check(query, givesInOrder: [["waiting", "2"], ["delivered", "3"]])
            #expect(try bench.compile(query).fields.map(\.name) == ["orders.stage", "orders.count"])
            try await bench.check(
                ask(["orders.stage"], where: ["orders.status": "-NULL"], sort: ["orders.stage desc"]),
                givesInOrder: [["delivered"], ["waiting"]])
        }
    }

    @Test func `sorting by a measure of one leg keeps the numbers of the others`() async throws {
        // done: orders 1, 2, 6 with items 7 and payments 31; open: 3, 5 with 56 and 41; none: 4.
        try await check(
            ["orders.status", "orders.count", "items.quantity", "payments.total"], sort: ["payments.total desc"],
            givesInOrder: [["open", "2", "56", "41"], ["done", "3", "7", "31"], [nil, "1", "0", "0"]])
    }
}
