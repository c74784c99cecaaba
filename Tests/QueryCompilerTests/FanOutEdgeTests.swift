import QueryCompiler
import Testing

/// Measures whose rows are repeated in ways that are easily overlooked.
@Suite struct FanOutEdgeTests {
    /// Order 1 of 10 is Ann's and has items 1 and 2, order 2 of 20 is Ann's and has item 3, order 3 of 20 has neither.
    private static let tables = [
        "CREATE TABLE orders AS SELECT *, amount AS distinct_amount FROM "
            + "(VALUES (1, 1, 10), (2, 1, 20), (3, NULL, 20)) AS t(id, user_id, amount)",
        "CREATE TABLE users AS SELECT 1 AS id, 30 AS age",
        "CREATE TABLE items AS SELECT * FROM "
            + "(VALUES (1, 1, 1, 'x', 10), (2, 1, 1, NULL, NULL), (3, 2, 1, 'x', 20)) AS t(id, order_id, qty, sku, order_total)",
    ]

    private static func model(_ orders: String = "", items: String = "") -> String {
        """
        view: orders {
          dimension: id { primary_key: yes type: number }
          dimension: user_id { type: number }
          measure: count { type: count }
          measure: total { type: sum sql: ${TABLE}.amount ;; }
          \(orders)
        }
        view: users {
          dimension: id { primary_key: yes type: number }
          measure: count { type: count }
          measure: age { type: sum sql: ${TABLE}.age ;; }
        }
        view: items {
          dimension: id { primary_key: yes type: number }
          dimension: order_id { type: number }
          dimension: qty { type: number }
          dimension: sku {}
          measure: count { type: count }
          \(items)
        }
        explore: orders {
          join: users { relationship: many_to_one sql_on: ${orders.user_id} = ${users.id} ;; }
          join: items { relationship: one_to_many sql_on: ${orders.id} = ${items.order_id} ;; }
        }
        """
    }

    @Test func `a view that several views determine together is not determined by one of them`() async throws {
        let model = """
            view: plants {
              derived_table: { sql: SELECT 1 AS id, 1 AS region_id, 10 AS cost ;; }
              dimension: id { primary_key: yes type: number }
              dimension: region_id { type: number }
              measure: count { type: count }
              measure: cost { type: sum sql: ${TABLE}.cost ;; }
              measure: dear_cost { type: sum sql: ${TABLE}.cost ;; filters: [prices.price: ">5"] }
            }
            view: regions {
              derived_table: { sql: SELECT 1 AS id ;; }
              dimension: id { primary_key: yes type: number }
            }
            view: shops {
              derived_table: { sql: SELECT * FROM (VALUES (1, 1), (2, 1)) AS t(id, region_id) ;; }
              dimension: id { primary_key: yes type: number }
              dimension: region_id { type: number }
            }
            view: prices {
              derived_table: { sql: SELECT * FROM (VALUES (1, 1, 1, 1), (2, 1, 2, 9)) AS t(id, plant_id, shop_id, price) ;; }
              dimension: id { primary_key: yes type: number }
              dimension: plant_id { type: number }
              dimension: shop_id { type: number }
              dimension: price { type: number }
            }
            explore: plants {
              join: regions { relationship: many_to_one sql_on: ${plants.region_id} = ${regions.id} ;; }
              join: shops { relationship: one_to_many sql_on: ${regions.id} = ${shops.region_id} ;; }
              join: prices {
                relationship: one_to_one
                sql_on: ${plants.id} = ${prices.plant_id} AND ${shops.id} = ${prices.shop_id} ;;
              }
            }
            """
        try await withBench(model) { bench async throws in
            // The plant delivers to two shops of its region at two prices, and is one plant.
            try await bench.check(
                ask(["prices.plant_id", "plants.count", "plants.cost", "plants.dear_cost"], of: "plants"),
                gives: [["1", "1", "10", "10"]])
        }
    }

    @Test(arguments: ["${users.age}", "1000 * ${users.count}"])
    func `SQL that aggregates by itself does not add up repeated rows of another view's measure`(_ measure: String) {
        let model = Self.model("measure: mixed { type: number sql: MAX(${TABLE}.amount) + \(measure) ;; }")
        // Ann comes with two orders.
        let error = compileError(ask(["orders.mixed"]), on: model)
        #expect(error?.code == .unsupported)
        #expect(error?.field == "orders.mixed")
    }

    /// By quantity: 1 has the orders of 10 and 20, no item has the one of 20.
    @Test(arguments: [
        ("MAX(${TABLE}.amount) + AVG(${TABLE}.amount)", "35", "40"), ("SUM(distinct_amount)", "30", "20"),
        ("1.0 * SUM(${TABLE}.amount) / COUNT(*)", "15", "20"),
        ("MAX(${TABLE}.amount) -- that's the largest\n + SUM(${TABLE}.amount)", "50", "40"),
    ])
    func `SQL that aggregates its own view's rows takes each of them once`(
        _ sql: String, _ first: String, _ second: String
    ) async throws {
        let model = Self.model("measure: own { type: number sql: \(sql) ;; }")
        try await withBench(model, tables: Self.tables) { bench async throws in
            try await bench.check(
                ask(["items.qty", "orders.own", "items.count"], of: "orders"),
                gives: [["1", first, "3"], [nil, second, "0"]])
            try await bench.check(
                ask(["items.qty", "orders.own", "orders.total"], of: "orders", where: ["orders.own": ">30"]),
                gives: [["1", first, "30"], [nil, second, "20"]].filter { (Double($0[1] ?? "") ?? 0) > 30 })
        }
    }

    @Test func `without a primary key such rows can't be told apart`() {
        let model = Self.model("measure: own { type: number sql: SUM(${TABLE}.amount) ;; }")
            .replacing(
                "dimension: id { primary_key: yes type: number }\n  dimension: user_id",
                with: "dimension: id {}\n  dimension: user_id")
        #expect(compileError(ask(["items.qty", "orders.own"], of: "orders"), on: model)?.code == .missingPrimaryKey)
    }

    @Test(arguments: ["COUNT(DISTINCT ${TABLE}.amount)", "COUNT( distinct(${TABLE}.amount))", "MAX(${TABLE}.amount)"])
    func `aggregates that repeated rows leave alone are computed from them`(_ sql: String) async throws {
        let model = Self.model("measure: own { type: number sql: \(sql) ;; }")
        try await withBench(model, tables: Self.tables) { bench async throws in
            try await bench.check(
                ask(["items.qty", "orders.own"], of: "orders", where: ["items.qty": "1"]),
                gives: [["1", sql.hasPrefix("MAX") ? "20" : "2"]])
        }
    }

    @Test func `a sum over values that one row has several of is refused`() {
        // Order 1 has two items of quantity 1: once each, or once for both?
        let model = Self.model("measure: quantity { type: sum sql: ${items.qty} ;; }")
        let error = compileError(ask(["orders.quantity"]), on: model)
        #expect(error?.code == .unsupported)
        #expect(error?.message.contains("Move the measure to the view `items`") == true)
    }

    @Test func `a distinct measure does not split the rows of others`() async throws {
        let model = Self.model(
            items:
                "measure: totals { type: sum_distinct sql_distinct_key: ${orders.id} ;; sql: ${TABLE}.order_total ;; }")
        try await withBench(model, tables: Self.tables) { bench async throws in
            // The items of order 1 do not agree on its total.
            try await bench.check(
                ask(["items.qty", "orders.count", "items.totals"], of: "orders", where: ["items.qty": "1"]),
                gives: [["1", "2", "30"]])
        }
    }

    @Test func `a row that an outer join did not find has no value, whatever its SQL would make of nothing`()
        async throws
    {
        let model = Self.model(
            items: """
                measure: ones { type: sum sql: 1 ;; }
                measure: names { type: count_distinct sql: COALESCE(${sku}, 'none') ;; }
                """)
        try await withBench(model, tables: Self.tables) { bench async throws in
            try await bench.check(
                ask(["orders.id", "items.ones", "items.names"]),
                gives: [["1", "2", "2"], ["2", "1", "1"], ["3", "0", "0"]])
            // The same where the rows are repeated as well.
            try await bench.check(
                ask(["orders.id", "items.ones", "items.names", "orders.total"]),
                gives: [["1", "2", "2", "10"], ["2", "1", "1", "20"], ["3", "0", "0", "20"]])
        }
    }

    @Test func `an inner join of another leg is asked for and not made`() async throws {
        let model =
            Shop.views + """
                explore: orders {
                  join: items { relationship: one_to_many type: inner sql_on: ${orders.id} = ${items.order_id} ;; }
                  join: payments { relationship: one_to_many sql_on: ${orders.id} = ${payments.order_id} ;; }
                }
                """
        try await withBench(model, tables: Shop.tables) { bench async throws in
            // Orders 1, 2 and 3 have items: payments 5 + 6, 20, 30 + 11; amounts 10, 20, 40.
            let query = ask(["orders.status", "items.quantity", "payments.total", "orders.total"])
            try await bench.check(query, gives: [["done", "7", "31", "30"], ["open", "56", "41", "40"]])
            let sql = try bench.compile(query).sql
            #expect(sql.contains("EXISTS (SELECT 1 FROM items AS items WHERE orders.id = items.order_id)"))
            // A condition on the joined view has to see its rows.
            try await bench.check(
                ask(
                    ["orders.status", "items.quantity", "payments.total"], of: "orders", where: ["items.sku": "b"]),
                gives: [["done", "2", "11"]])
        }
    }
}
