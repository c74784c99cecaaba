import QueryCompiler
import Testing

@Suite struct TotalsTests {
    @Test func `totals take all rows, whatever the limit and the filters on measures leave`() async throws {
        try await withBench(Shop.model, tables: Shop.tables) { bench async throws in
            let query = ask(
                ["orders.total", "orders.status", "orders.count"], where: ["orders.count": ">=2"],
                sort: ["orders.count desc"], limit: 1, total: true)
            try await bench.check(query, gives: [["30", "done", "3"]])
            #expect(try await bench.totals(query) == ["310", "6"])
        }
    }

    @Test func `totals keep the filters on rows`() async throws {
        let model = Shop.with(
            "explore: orders { sql_always_where: ${orders.id} <> 1 ;; always_filter: { filters: [amount: \"<100\"] } }")
        try await withBench(model, tables: Shop.tables) { bench async throws in
            // Below 100 and not the first: 20, 40, 80; with a status the first two
            let query = ask(
                ["orders.status", "orders.total", "orders.mean"], where: ["orders.status": "-NULL"], total: true)
            #expect(try await bench.totals(query) == ["60", "30"])
        }
    }

    @Test func `totals are computed from the rows, not added up`() async throws {
        try await withBench(Shop.model, tables: Shop.tables) { bench async throws in
            let query = ask(
                ["items.sku", "orders.count", "orders.mean", "orders.statuses", "orders.done_share", "items.count"],
                of: "orders", total: true)
            // By sku a order is counted once for each: 3 with a, 1 with b, 1 with c, 3 without. There are 6.
            let counts = try await bench.rows(query).map { $0[1] }
            #expect(counts.compactMap { $0 }.sorted() == ["1", "1", "3", "3"])
            #expect(try await bench.totals(query) == ["6", "62", "2", "0.5", "6"])
        }
    }

    @Test func `totals of several legs are right as well`() async throws {
        try await withBench(Shop.model, tables: Shop.tables) { bench async throws in
            let query = ask(
                ["orders.status", "orders.total", "items.quantity", "payments.total", "users.total_age"],
                where: ["orders.status": "done"], sort: ["orders.total"], limit: 1, total: true)
            // Orders 1, 2 and 6: 10 + 20; items 1 + 2 + 4; payments 5 + 6 + 20; Ann, once
            #expect(try await bench.totals(query) == ["30", "7", "31", "30"])
        }
    }

    @Test func `totals of nothing are zeros and unknowns`() async throws {
        try await withBench(Shop.model, tables: Shop.tables) { bench async throws in
            let query = ask(
                ["orders.status", "orders.count", "orders.mean"], where: ["orders.status": "nothing"], total: true)
            #expect(try await bench.totals(query) == ["0", nil])
        }
    }

    @Test func `there are no totals when nobody asks, or without a measure`() throws {
        for query in [ask(["orders.status", "orders.count"]), ask(["orders.status"], total: true)] {
            let hasTotals = try compile(query, on: Shop.model).totals != nil
            #expect(!hasTotals)
        }
    }
}
