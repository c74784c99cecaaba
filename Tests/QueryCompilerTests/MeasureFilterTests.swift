import QueryCompiler
import Testing

@Suite struct MeasureFilterTests {
    private func orders(_ measures: String) -> String {
        Shop.views + "view: +orders {\n\(measures)\n}\nexplore: orders { \(Shop.joins) }"
    }

    @Test func `a measure's own filter takes only the rows that match, and leaves the groups alone`() async throws {
        try await withBench(Shop.model, tables: Shop.tables) { bench async throws in
            // Of the done orders 1, 2 and 6 the amounts are 10, 20 and NULL.
            try await bench.check(
                ask(["orders.status", "orders.count", "orders.done", "orders.done_total"]),
                gives: [["done", "3", "3", "30"], ["open", "2", "0", "0"], [nil, "1", "0", "0"]])
        }
    }

    @Test func `every aggregate can be filtered`() async throws {
        let kinds = [
            "count", "sum", "average", "min", "max", "count_distinct", "median", "percentile percentile: 50",
        ]
        let measures = kinds.enumerated().map {
            "measure: m\($0.offset) { type: \($0.element) sql: ${amount} ;; filters: [status: \"open\"] }"
        }
        try await withBench(orders(measures.joined(separator: "\n")), tables: Shop.tables) { bench async throws in
            // 40 and 160
            try await bench.check(
                ask(kinds.indices.map { "orders.m\($0)" }),
                gives: [["2", "200", "100", "40", "160", "2", "100", "100"]])
        }
    }

    @Test func `several filters of a measure all have to match, in either spelling`() async throws {
        let measures = """
            measure: a { type: count filters: [status: "done", amount: ">=20"] }
            measure: b { type: count filters: { field: status value: "done" } filters: { field: amount value: ">=20" } }
            measure: c { type: count filters: [is_done: "No", orders.created_date: "3 days"] }
            """
        try await withBench(orders(measures), tables: Shop.tables) { bench async throws in
            // done and at least 20: order 2; not done and of 16 to 18 May: order 3
            try await bench.check(ask(["orders.a", "orders.b", "orders.c"]), gives: [["1", "1", "1"]])
        }
    }

    @Test func `a measure's filter on another view makes its join`() async throws {
        let measures = "measure: west { type: count filters: [users.region: \"west\"] }"
        try await withBench(orders(measures), tables: Shop.tables) { bench async throws in
            try await bench.check(ask(["orders.west", "orders.count"]), gives: [["2", "6"]])
        }
    }

    @Test func `a measure's filter keeps text as text`() async throws {
        let measures = """
            measure: quoted { type: sum sql: ${amount} ;; filters: [status: "O'Brien's \\"one\\"; --,done"] }
            """
        try await withBench(orders(measures), tables: Shop.tables) { bench async throws in
            try await bench.check(ask(["orders.quoted"]), gives: [["30"]])
        }
    }

    @Test func `a filter on a measure keeps groups, after filters on rows have kept rows`() async throws {
        try await withBench(Shop.model, tables: Shop.tables) { bench async throws in
            try await bench.check(
                ask(["orders.status", "orders.count"], where: ["orders.count": ">=2"]),
                gives: [["done", "3"], ["open", "2"]])
            // Without order 6, done has two as well; of more than 100 in total is only open.
            try await bench.check(
                ask(
                    ["orders.status", "orders.count"], where: ["orders.count": "2", "orders.amount": "NOT NULL"]),
                gives: [["done", "2"], ["open", "2"]])
            try await bench.check(
                ask(["orders.status"], where: ["orders.total": "(100,inf)"]), gives: [["open"]])
        }
    }

    @Test func `a filter on a measure also keeps or drops the only row of a query without dimensions`() async throws {
        try await withBench(Shop.model, tables: Shop.tables) { bench async throws in
            try await bench.check(ask(["orders.count"], where: ["orders.total": ">1000"]), gives: [])
            try await bench.check(ask(["orders.count"], where: ["orders.total": "310"]), gives: [["6"]])
        }
    }

    @Test func `calculations are filtered by their type`() async throws {
        let measures = """
            measure: is_many { type: yesno sql: ${count} > 1 ;; }
            measure: word { type: string sql: CASE WHEN ${count} > 2 THEN 'many' ELSE 'few' END ;; }
            """
        try await withBench(orders(measures), tables: Shop.tables) { bench async throws in
            try await bench.check(
                ask(["orders.status"], where: ["orders.is_many": "Yes"]), gives: [["done"], ["open"]])
            try await bench.check(ask(["orders.status"], where: ["orders.word": "f%"]), gives: [["open"], [nil]])
            try await bench.check(
                ask(["orders.status"], where: ["orders.done_share": ">0.9"]), gives: [["done"]])
        }
    }

    @Test func `what an explore always asks of its groups is asked of every query`() async throws {
        let model = Shop.with(
            "explore: orders { sql_always_having: ${orders.count} > 1 AND ${orders.total} < 100 OR false ;; }")
        try await withBench(model, tables: Shop.tables) { bench async throws in
            try await bench.check(ask(["orders.status", "orders.largest"]), gives: [["done", "20"]])
            try await bench.check(ask(["orders.status"]), gives: [["done"]])
            // Put into parentheses, its OR does not lift the other condition.
            try await bench.check(ask(["orders.status"], where: ["orders.count": ">3"]), gives: [])
        }
    }
}
