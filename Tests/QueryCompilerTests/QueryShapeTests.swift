import QueryCompiler
import SQL
import Testing
import Warehouse

@Suite struct QueryShapeTests {
    @Test func `dimensions alone give their distinct combinations`() async throws {
        try await withBench(Shop.model, tables: Shop.tables) { bench async throws in
            try await bench.check(ask(["orders.status"]), gives: [["done"], ["open"], [nil]])
        }
    }

    @Test func `measures are grouped by all dimensions`() async throws {
        try await withBench(Shop.model, tables: Shop.tables) { bench async throws in
            // done: orders 1, 2 and 6; open: 3 and 5; no status: 4.
            try await bench.check(
                ask(["orders.status", "orders.count", "orders.total"]),
                gives: [["done", "3", "30"], ["open", "2", "200"], [nil, "1", "80"]])
            try await bench.check(
                ask(["orders.status", "orders.user_id", "orders.count"]),
                gives: [
                    ["done", "1", "2"], ["done", "9", "1"], ["open", "2", "1"], ["open", nil, "1"], [nil, "3", "1"],
                ])
        }
    }

    @Test func `measures alone give one row, also of nothing`() async throws {
        try await withBench(Shop.model, tables: Shop.tables) { bench async throws in
            // 10 + 20 + 40 + 80 + 160
            try await bench.check(ask(["orders.count", "orders.total"]), gives: [["6", "310"]])
            try await bench.check(
                ask(["orders.count", "orders.total", "orders.mean"], where: ["orders.status": "nothing"]),
                gives: [["0", "0", nil]])
            try await bench.check(
                ask(["orders.status", "orders.count"], where: ["orders.status": "nothing"]), gives: [])
        }
    }

    @Test func `columns stand in the order of the query, under their full names`() async throws {
        try await withBench(Shop.model, tables: Shop.tables) { bench async throws in
            let query = ask(["orders.total", "users.region", "orders.count", "orders.status"])
            let compiled = try bench.compile(query)
            #expect(compiled.fields.map(\.name) == query.fields)
            let result = try await bench.warehouse.rows(
                Statement(compiled.sql, parameters: compiled.parameters, label: "test"))
            #expect(Array(result.columns.map(\.name).prefix(4)) == query.fields)
            // Order 3, Bob's in the east, is open.
            let rows = result.text(columns: 4)
            let hasOrderThree = rows.contains(["40", "east", "1", "open"])
            #expect(hasOrderThree)
        }
    }

    @Test func `an old name leads to the field as it is called now`() async throws {
        try await withBench(Shop.model, tables: Shop.tables) { bench async throws in
            let compiled = try bench.compile(ask(["orders.state"]))
            #expect(compiled.fields.map(\.name) == ["orders.status"])
            try await bench.check(ask(["orders.count"], where: ["orders.state": "open"]), gives: [["2"]])
        }
    }

    @Test func `the same arguments give the same text`() throws {
        let filters = ["orders.status": "done", "users.region": "west", "items.sku": "a", "orders.amount": ">5"]
        let query = ask(["orders.status", "orders.count", "items.quantity", "payments.total"], where: filters)
        let first = try compile(query, on: Shop.model)
        for _ in 0..<5 {
            let again = try compile(query, on: Shop.model)
            #expect(again.sql == first.sql)
            #expect(again.parameters == first.parameters)
        }
    }

    @Test func `values in SELECT, WHERE and HAVING are bound to their own places`() async throws {
        let model =
            Shop.views + """
                view: +orders {
                  measure: open { type: count filters: [status: "open"] }
                  measure: large { type: count filters: [amount: ">=40"] }
                }
                explore: orders {}
                """
        try await withBench(model, tables: Shop.tables) { bench async throws in
            // Of orders 1 to 4, which have at most 80: done are 1 and 2, open is 3, large are 3 and 4.
            try await bench.check(
                ask(
                    ["orders.status", "orders.large", "orders.open", "orders.done"],
                    where: ["orders.amount": "<=80", "orders.count": "<2", "orders.largest": ">30"]),
                gives: [["open", "1", "1", "0"], [nil, "1", "0", "0"]])
        }
    }
}

@Suite struct LimitTests {
    private static let model = """
        view: numbers {
          derived_table: { sql: SELECT range AS id FROM range(700) ;; }
          dimension: id { primary_key: yes type: number }
        }
        explore: numbers {}
        """

    @Test func `a limit keeps the first rows of the order`() async throws {
        try await withBench(Self.model) { bench async throws in
            try await bench.check(
                ask(["numbers.id"], sort: ["numbers.id desc"], limit: 2), givesInOrder: [["699"], ["698"]])
            #expect(try bench.compile(ask(["numbers.id"], limit: 2)).limit == 2)
        }
    }

    @Test func `a query has five hundred rows unless it says otherwise, and all without a limit`() async throws {
        try await withBench(Self.model) { bench async throws in
            let usual = ExploreQuery(model: "test", explore: "numbers", fields: ["numbers.id"])
            #expect(try await bench.rows(usual).count == 500)
            #expect(try await bench.rows(ask(["numbers.id"], limit: nil)).count == 700)
            #expect(try bench.compile(ask(["numbers.id"], limit: nil)).limit == nil)
        }
    }

    @Test(arguments: [-1, -500, Int.min])
    func `a limit below nothing is refused`(_ limit: Int) {
        #expect(compileError(ask(["numbers.id"], limit: limit), on: Self.model)?.code == .badLimit)
    }
}
