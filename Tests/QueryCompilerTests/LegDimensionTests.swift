import QueryCompiler
import Testing

/// Dimensions inside of measures and of conditions on measures, in queries that are split into legs.
@Suite struct LegDimensionTests {
    private static let model = Shop.with(
        """
        view: +orders {
          measure: per_order { type: number sql: ${total} / ${id} ;; }
          measure: is_big { type: yesno sql: ${total} > 30 AND ${is_done} ;; }
        }
        explore: orders {
          sql_always_having: ${orders.id} <> 3 ;;
          \(Shop.joins)
        }
        """)

    @Test func `they are the keys of the query`() async throws {
        // Order 1 has items of 1 and 2, payments of 5 and 6, and an amount of 10; order 2 an item of 4, a payment and 20.
        try await withBench(Self.model, tables: Shop.tables) { bench async throws in
            try await bench.check(
                ask(
                    [
                        "orders.id", "orders.is_done", "orders.per_order", "orders.is_big", "items.quantity",
                        "payments.total",
                    ],
                    where: ["orders.id": "1,2,3"]),
                gives: [["1", "Yes", "10", "No", "3", "11"], ["2", "Yes", "10", "No", "4", "20"]])
        }
    }

    @Test func `one that is not among the fields is asked for`() {
        let error = compileError(
            ask(["orders.status", "orders.total", "items.quantity", "payments.total"]), on: Self.model)
        #expect(error?.code == .unsupported)
        #expect(error?.field == "orders.id")
    }

    @Test(arguments: ["US/Pacific", "Asia/Calcutta", "Etc/UTC"])
    func `an old name of a zone is a zone`(_ zone: String) {
        #expect(throws: Never.self) { try compile(ask(["orders.created_date"], zone: zone), on: Shop.model) }
    }
}
