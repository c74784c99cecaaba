import QueryCompiler
import Testing

/// Amounts by status: done 10, 20 and NULL; open 40 and 160; none 80.
@Suite struct MeasureTests {
    private func orders(_ fields: String) -> String {
        Shop.views + "view: +orders {\n\(fields)\n}\nexplore: orders { \(Shop.joins) }"
    }

    @Test func `aggregates of all rows`() async throws {
        try await withBench(Shop.model, tables: Shop.tables) { bench async throws in
            // 310 / 5; the 25th of a hundred parts of 10 20 40 80 160 is their second; two statuses; users 1, 2, 3 and 9
            try await bench.check(
                ask(
                    ["count", "total", "mean", "smallest", "largest", "median", "quartile", "statuses", "buyers"]
                        .map { "orders." + $0 }),
                gives: [["6", "310", "62", "10", "160", "40", "20", "2", "4"]])
        }
    }

    @Test func `aggregates of groups`() async throws {
        try await withBench(Shop.model, tables: Shop.tables) { bench async throws in
            // Quarters of the way: 10 + 0.25 · 10 and 40 + 0.25 · 120
            try await bench.check(
                ask(["status", "total", "mean", "median", "quartile", "smallest", "largest"].map { "orders." + $0 }),
                gives: [
                    ["done", "30", "15", "15", "12.5", "10", "20"], ["open", "200", "100", "100", "70", "40", "160"],
                    [nil, "80", "80", "80", "80", "80", "80"],
                ])
        }
    }

    @Test func `the sum of nothing is 0, and its mean, median and extremes are unknown`() async throws {
        try await withBench(Shop.model, tables: Shop.tables) { bench async throws in
            try await bench.check(
                ask(
                    ["total", "mean", "median", "smallest", "largest", "statuses", "buyers"].map { "orders." + $0 },
                    where: ["orders.id": "6"]),
                gives: [["0", nil, nil, nil, nil, "1", "1"]])
        }
    }

    @Test func `a count of a joined view leaves out rows without a partner`() async throws {
        let model = Shop.with("explore: items { join: orders { sql_on: ${items.order_id} = ${orders.id} ;; } }")
        try await withBench(model, tables: Shop.tables) { bench async throws in
            // Item 7 has no order.
            try await bench.check(
                ask(["items.sku", "items.count", "orders.count"], where: ["items.id": ">5"]),
                gives: [["c", "1", "1"], ["a", "1", "0"]])
        }
    }

    @Test func `a list holds each value once, in order and without unknown ones`() async throws {
        let model = orders("measure: list { type: list list_field: status }")
        try await withBench(model, tables: Shop.tables) { bench async throws in
            let rows = try await bench.rows(ask(["orders.list"]))
            // Between values stands what people read, or what Looker puts there for machines.
            let text = rows.first?.first??.split(separator: "|RECORD|").joined(separator: ", ")
            #expect(text == "done, open")
        }
    }

    @Test func `calculations stand on other measures, and on those of other views`() async throws {
        let fields = """
            measure: rest_share { type: number sql: 1 - ${done_share} ;; }
            measure: per_user { type: number sql: ${total} / ${users.count} ;; }
            measure: word { type: string sql: CASE WHEN ${count} > 2 THEN 'many' ELSE 'few' END ;; }
            measure: is_many { type: yesno sql: ${count} > 2 ;; }
            measure: is_rich { type: yesno sql: ${mean} > 50 ;; }
            """
        try await withBench(orders(fields), tables: Shop.tables) { bench async throws in
            try await bench.check(
                ask(["status", "done_share", "rest_share", "word", "is_many"].map { "orders." + $0 }),
                gives: [
                    ["done", "1", "0", "many", "Yes"], ["open", "0", "1", "few", "No"], [nil, "0", "1", "few", "No"],
                ])
            try await bench.check(
                ask(["orders.done_share", "orders.rest_share"], where: ["orders.id": "1,2,3,4"]),
                gives: [["0.5", "0.5"]])
            // Ann, Bob and Cy have spent 310 with the others.
            try await bench.check(ask(["orders.per_user"]), gives: [["103.333333"]])
            // What is unknown is No: order 6 has no amount.
            try await bench.check(ask(["orders.is_rich"], where: ["orders.id": "6"]), gives: [["No"]])
        }
    }

    @Test func `a calculation keeps its operands together`() async throws {
        let fields = """
            measure: both { type: number sql: ${done} + ${count} ;; }
            measure: twice { type: number sql: 2 * ${both} ;; }
            """
        try await withBench(orders(fields), tables: Shop.tables) { bench async throws in
            // 2 · (3 + 6)
            try await bench.check(ask(["orders.twice"]), gives: [["18"]])
        }
    }

    @Test func `a measure of type date shows days`() async throws {
        let fields = "measure: last { type: date sql: MAX(${created_raw}) ;; }"
        try await withBench(orders(fields), tables: Shop.tables) { bench async throws in
            try await bench.check(
                ask(["orders.status", "orders.last"]),
                gives: [["done", "2018-05-18"], ["open", "2018-05-18"], [nil, "2018-04-30"]])
        }
    }

    @Test func `distinct measures take one value for each key, whatever repeats it`() async throws {
        // Lines that repeat the total of their order: A 100 twice, B 50, C 60, and a line without an order.
        let model = """
            view: lines {
              derived_table: { sql: SELECT * FROM (VALUES (1, 'A', 'x', 100), (2, 'A', 'y', 100), (3, 'B', 'x', 50),
                (4, 'C', 'y', 60), (5, NULL, 'y', NULL)) AS t(id, order_id, sku, order_total) ;; }
              dimension: id { primary_key: yes type: number }
              dimension: order_id {}
              dimension: sku {}
              dimension: order_total { type: number }
              measure: naive { type: sum sql: ${order_total} ;; }
              measure: sum { type: sum_distinct sql_distinct_key: ${order_id} ;; sql: ${order_total} ;; }
              measure: mean { type: average_distinct sql_distinct_key: ${order_id} ;; sql: ${order_total} ;; }
              measure: median { type: median_distinct sql_distinct_key: ${order_id} ;; sql: ${order_total} ;; }
              measure: quartile { type: percentile_distinct percentile: 25 sql_distinct_key: ${order_id} ;;
                sql: ${order_total} ;; }
              measure: own_key { type: sum_distinct sql: ${order_total} ;; }
              measure: of_x { type: sum_distinct sql_distinct_key: ${order_id} ;; sql: ${order_total} ;;
                filters: [sku: "x"] }
            }
            explore: lines {}
            """
        try await withBench(model) { bench async throws in
            // 100 + 50 + 60 = 210; 210 / 3; the middle of 50 60 100; half way from 50 to 60; A and B have an x
            try await bench.check(
                ask(["naive", "sum", "mean", "median", "quartile", "own_key", "of_x"].map { "lines." + $0 }),
                gives: [["310", "210", "70", "60", "55", "310", "150"]])
            try await bench.check(
                ask(["lines.sku", "lines.sum", "lines.mean"]), gives: [["x", "150", "75"], ["y", "160", "80"]])
        }
    }

    @Test func `sums of exact numbers are exact`() async throws {
        let model = """
            view: sums {
              derived_table: { sql: SELECT * FROM (VALUES (1, 12345678901234.0000001), (2, 0.0000002)) AS t(id, n) ;; }
              dimension: id { primary_key: yes type: number }
              dimension: n { type: number }
              measure: total { type: sum sql: ${n} ;; }
            }
            view: parts {
              derived_table: { sql: SELECT * FROM (VALUES (1, 1), (2, 1), (3, 2)) AS t(id, sum_id) ;; }
              dimension: id { primary_key: yes type: number }
              dimension: sum_id { type: number }
              measure: count { type: count }
            }
            explore: sums {
              join: parts { relationship: one_to_many sql_on: ${sums.id} = ${parts.sum_id} ;; }
            }
            """
        try await withBench(model) { bench async throws in
            try await bench.check(ask(["sums.total"]), gives: [["12345678901234.0000003"]])
            try await bench.check(ask(["sums.total", "parts.count"]), gives: [["12345678901234.0000003", "3"]])
        }
    }
}
