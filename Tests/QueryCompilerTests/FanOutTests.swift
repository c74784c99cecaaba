import QueryCompiler
import Testing

/// Two one-to-many legs, items and payments, below the orders of the shop. Joined row by row, order 1 alone comes four
/// times (2 items × 2 payments) and order 3 six times (3 × 2).
///
///     order  amount  status  user  items (sku qty)   payments
///     1      10      done    Ann   a 1, b 2          card 5, cash 6
///     2      20      done    Ann   a 4               card 20
///     3      40      open    Bob   a 8, c 16, c 32   card 30, card 11
///     4      80              Cy
///     5      160     open
///     6              done
@Suite struct FanOutTests {
    private static let measures = [
        "orders.count", "orders.total", "items.count", "items.quantity", "payments.count", "payments.total",
    ]

    private func check(
        _ fields: [String], where filters: [String: String] = [:], on model: String = Shop.model,
        gives expected: [[String?]], at place: Testing.SourceLocation = #_sourceLocation
    ) async throws {
        try await withBench(model, tables: Shop.tables) { bench async throws in
            try await bench.check(ask(fields, of: "orders", where: filters), gives: expected, at: place)
        }
    }

    @Test func `two legs at once, without dimensions`() async throws {
        // items 1 + 2 + 4 + 8 + 16 + 32; payments 5 + 6 + 20 + 30 + 11
        try await check(Self.measures, gives: [["6", "310", "6", "63", "5", "72"]])
    }

    @Test func `one leg repeats its parent, and its parent's parent`() async throws {
        // Ann 30, Bob 40 and Cy 50 have orders.
        try await check(
            ["orders.total", "items.quantity", "users.count", "users.total_age", "users.mean_age", "users.median_age"],
            gives: [["310", "63", "3", "120", "40", "40"]])
    }

    @Test func `keys of the parent`() async throws {
        // done: 1, 2, 6; open: 3, 5; none: 4
        try await check(
            ["orders.status"] + Self.measures,
            gives: [
                ["done", "3", "30", "3", "7", "3", "31"], ["open", "2", "200", "3", "56", "2", "41"],
                [nil, "1", "80", "0", "0", "0", "0"],
            ])
    }

    @Test func `keys of one leg`() async throws {
        // a is in orders 1, 2, 3 (10 + 20 + 40), whose payments are all there are; b in 1; c in 3.
        try await check(
            ["items.sku"] + Self.measures,
            gives: [
                ["a", "3", "70", "3", "13", "5", "72"], ["b", "1", "10", "1", "2", "2", "11"],
                ["c", "1", "40", "2", "48", "2", "41"], [nil, "3", "240", "0", "0", "0", "0"],
            ])
    }

    @Test func `keys of both legs`() async throws {
        // a/card: orders 1, 2, 3 with payments 5, 20, 30, 11; a/cash and b: order 1; c/card: order 3
        try await check(
            ["items.sku", "payments.method"] + Self.measures,
            gives: [
                ["a", "card", "3", "70", "3", "13", "4", "66"], ["a", "cash", "1", "10", "1", "1", "1", "6"],
                ["b", "card", "1", "10", "1", "2", "1", "5"], ["b", "cash", "1", "10", "1", "2", "1", "6"],
                ["c", "card", "1", "40", "2", "48", "2", "41"], [nil, nil, "3", "240", "0", "0", "0", "0"],
            ])
    }

    @Test func `keys of a leg and of the parent, where both may be NULL`() async throws {
        try await check(
            ["orders.status", "items.sku", "orders.total", "payments.total"],
            gives: [
                ["done", "a", "30", "31"], ["done", "b", "10", "11"], ["done", nil, "0", "0"],
                ["open", "a", "40", "41"], ["open", "c", "40", "41"], ["open", nil, "160", "0"],
                [nil, nil, "80", "0"],
            ])
    }

    @Test func `the parent that many orders share counts once in each group`() async throws {
        // done: Ann twice, and a user who does not exist; open: Bob; none: Cy
        try await check(
            ["orders.status", "users.count", "users.total_age", "users.mean_age", "orders.count"],
            gives: [["done", "1", "30", "30", "3"], ["open", "1", "40", "40", "2"], [nil, "1", "50", "50", "1"]])
        // By sku: a has Ann (orders 1 and 2) and Bob, b Ann, c Bob; without are Cy and nobody.
        try await check(
            ["items.sku", "users.count", "users.total_age", "items.quantity"],
            gives: [["a", "2", "70", "13"], ["b", "1", "30", "2"], ["c", "1", "40", "48"], [nil, "1", "50", "0"]])
        // Dan has no orders, so nothing leads to him from there.
        try await check(
            ["users.region", "users.count", "payments.total"],
            gives: [["west", "1", "31"], ["east", "1", "41"], [nil, "1", "0"]])
    }

    @Test func `filters on a leg keep the orders that have a match, once`() async throws {
        // a: orders 1, 2, 3; cash: order 1
        try await check(Self.measures, where: ["items.sku": "a"], gives: [["3", "70", "3", "13", "5", "72"]])
        try await check(Self.measures, where: ["payments.method": "cash"], gives: [["1", "10", "2", "3", "1", "6"]])
        try await check(
            Self.measures, where: ["items.sku": "a", "payments.method": "cash"],
            gives: [["1", "10", "1", "1", "1", "6"]])
        // Not a: order 1 with b, 3 with c, and 4, 5, 6 without items: 10 + 40 + 80 + 160
        try await check(Self.measures, where: ["items.sku": "-a"], gives: [["5", "290", "3", "50", "4", "52"]])
        try await check(
            ["orders.status"] + Self.measures, where: ["items.sku": "c"],
            gives: [["open", "1", "40", "2", "48", "2", "41"]])
        // A leg that only filters
        try await check(["orders.count", "orders.total"], where: ["items.qty": ">=2"], gives: [["3", "70"]])
    }

    @Test func `the explore's conditions on a leg do as filters do`() async throws {
        let always = Shop.with(
            "explore: orders { sql_always_where: ${items.sku} = 'a' OR ${items.sku} = 'b' ;; \(Shop.joins) }")
        // a or b: order 1 with 1 + 2, 2 with 4, 3 with 8
        try await check(Self.measures, on: always, gives: [["3", "70", "4", "15", "5", "72"]])
        try await check(["orders.count", "orders.total"], on: always, gives: [["3", "70"]])
    }

    @Test func `a condition that a join brings along holds for every measure`() async throws {
        let model = Shop.with(
            """
            explore: orders {
              join: items { relationship: one_to_many sql_on: ${orders.id} = ${items.order_id} ;; }
              join: payments { relationship: one_to_many sql_on: ${orders.id} = ${payments.order_id} ;;
                sql_where: ${payments.method} = 'cash' ;; }
            }
            """)
        // Only order 1 was paid in cash; where payments are not used, nobody asks.
        try await check(Self.measures, on: model, gives: [["1", "10", "2", "3", "1", "6"]])
        try await check(["orders.count", "items.quantity"], on: model, gives: [["6", "63"]])
        try await check(
            ["items.sku", "orders.total", "payments.total"], on: model, gives: [["a", "10", "6"], ["b", "10", "6"]])
    }

    @Test func `an inner join drops orders for every measure`() async throws {
        let model = Shop.with(
            """
            explore: orders {
              join: users { type: inner sql_on: ${orders.user_id} = ${users.id} ;; }
              join: items { relationship: one_to_many sql_on: ${orders.id} = ${items.order_id} ;; }
              join: payments { relationship: one_to_many type: inner sql_on: ${orders.id} = ${payments.order_id}
                AND ${payments.paid} < 10 ;; }
            }
            """)
        // Below 10 are the payments 5 and 6 of order 1.
        try await check(Self.measures, on: model, gives: [["1", "10", "2", "3", "2", "11"]])
        try await check(
            ["orders.status", "orders.count", "payments.count", "items.count"], on: model,
            gives: [["done", "1", "2", "2"]])
        // Users drop orders 5 and 6: 10 + 20 + 40 + 80 remain.
        try await check(
            ["orders.total", "items.quantity", "users.total_age"], on: model, gives: [["150", "63", "120"]])
        try await check(["orders.count", "items.quantity"], on: model, gives: [["6", "63"]])
    }

    @Test func `legs below legs`() async throws {
        let model = Shop.with(
            """
            explore: users {
              join: orders { relationship: one_to_many sql_on: ${users.id} = ${orders.user_id} ;; }
              join: items { relationship: one_to_many sql_on: ${orders.id} = ${items.order_id} ;; }
              join: payments { relationship: one_to_many sql_on: ${orders.id} = ${payments.order_id} ;; }
            }
            """)
        let fields = ["users.count", "users.total_age", "orders.count", "orders.total", "items.quantity"]
        try await withBench(model, tables: Shop.tables) { bench async throws in
            // Users 30 + 40 + 50, Dan's age unknown; of the orders 1 to 4, which have a user
            try await bench.check(
                ask(fields + ["payments.total"]), gives: [["4", "120", "4", "150", "63", "72"]])
            // west: Ann and Dan
            try await bench.check(
                ask(["users.region"] + fields),
                gives: [
                    ["west", "2", "30", "2", "30", "7"], ["east", "1", "40", "1", "40", "56"],
                    [nil, "1", "50", "1", "80", "0"],
                ])
            // By sku: a Ann and Bob with three orders, b Ann, c Bob; without Cy with order 4, and Dan
            try await bench.check(
                ask(["items.sku"] + fields, of: "users"),
                gives: [
                    ["a", "2", "70", "3", "70", "13"], ["b", "1", "30", "1", "10", "2"],
                    ["c", "1", "40", "1", "40", "48"], [nil, "2", "50", "1", "80", "0"],
                ])
        }
    }

    @Test func `filters on measures, sorts and limits come after all legs`() async throws {
        try await withBench(Shop.model, tables: Shop.tables) { bench async throws in
            let fields = ["orders.status", "orders.count", "items.quantity", "payments.total"]
            try await bench.check(
                ask(fields, where: ["items.quantity": ">10"]), gives: [["open", "2", "56", "41"]])
            try await bench.check(
                ask(fields, where: ["payments.total": "0"]), gives: [[nil, "1", "0", "0"]])
            try await bench.check(
                ask(fields, where: ["payments.count": ">0"], sort: ["items.quantity"], limit: 1),
                gives: [["done", "3", "7", "31"]])
        }
    }

    @Test func `a query tells which form its measures took`() throws {
        let explanation = try compile(ask(Self.measures), on: Shop.model).explanation
        #expect(!explanation.isEmpty)
    }
}
