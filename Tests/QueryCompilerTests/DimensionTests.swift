import QueryCompiler
import Testing

@Suite struct DimensionTests {
    /// Orders with more dimensions: by id the amounts are 10, 20, 40, 80, 160 and NULL.
    private func orders(_ dimensions: String) -> String {
        Shop.views + "view: +orders {\n\(dimensions)\n}\nexplore: orders { \(Shop.joins) }"
    }

    private func check(
        _ dimensions: String, _ fields: [String], gives expected: [[String?]], where filters: [String: String] = [:],
        at place: Testing.SourceLocation = #_sourceLocation
    ) async throws {
        try await withBench(orders(dimensions), tables: Shop.tables) { bench async throws in
            try await bench.check(ask(fields, where: filters), gives: expected, at: place)
        }
    }

    @Test func `a condition is Yes or No, and what is unknown is No`() async throws {
        try await check(
            "", ["orders.id", "orders.is_done"],
            gives: [["1", "Yes"], ["2", "Yes"], ["3", "No"], ["4", "No"], ["5", "No"], ["6", "Yes"]])
        try await check("", ["orders.is_done", "orders.count"], gives: [["Yes", "3"], ["No", "3"]])
    }

    @Test func `a reference keeps together what its SQL computes`() async throws {
        // (amount + 1) * 2, and 100 minus that
        let dimensions = """
            dimension: plus { type: number sql: ${amount} + 1 ;; }
            dimension: double { type: number sql: ${plus} * 2 ;; }
            dimension: rest { type: number sql: 100 - ${double} ;; }
            """
        try await check(
            dimensions, ["orders.id", "orders.double", "orders.rest"],
            gives: [["1", "22", "78"], ["2", "42", "58"], ["3", "82", "18"], ["4", "162", "-62"]],
            where: ["orders.id": "<=4"])
    }

    @Test func `a reference to a condition inserts the condition`() async throws {
        let dimensions = """
            dimension: is_large_and_done { type: yesno sql: ${is_done} AND ${amount} > 15 ;; }
            dimension: is_open { type: yesno sql: NOT ${is_done} ;; }
            dimension: word { sql: CASE WHEN ${is_done} THEN 'done' ELSE 'rest' END ;; }
            """
        try await check(
            dimensions, ["orders.is_large_and_done", "orders.count"], gives: [["Yes", "1"], ["No", "5"]])
        try await check(dimensions, ["orders.is_open", "orders.count"], gives: [["Yes", "2"], ["No", "4"]])
        try await check(dimensions, ["orders.word", "orders.count"], gives: [["done", "3"], ["rest", "3"]])
    }

    @Test func `a reference to a tier or a case inserts its text`() async throws {
        let dimensions = """
            dimension: band { type: tier tiers: [50] style: integer sql: ${amount} ;; }
            dimension: shout { sql: ${band} || '!' ;; }
            dimension: stage { case: { when: { sql: ${is_done} ;; label: "over" } else: "running" } }
            dimension: both { sql: ${stage} || '/' || ${band} ;; }
            """
        try await check(
            dimensions, ["orders.shout", "orders.count"],
            gives: [["Below 50!", "3"], ["50 or Above!", "2"], ["Undefined!", "1"]])
        try await check(
            dimensions, ["orders.both", "orders.count"],
            gives: [
                ["over/Below 50", "2"], ["running/Below 50", "1"], ["running/50 or Above", "2"],
                ["over/Undefined", "1"],
            ]
        )
    }

    @Test func `a reference to another view makes its join`() async throws {
        let dimensions = "dimension: label { sql: ${users.name} || ':' || ${status} ;; }"
        try await check(
            dimensions, ["orders.label", "orders.count"], gives: [["Ann:done", "2"], ["Bob:open", "1"], [nil, "3"]])
    }

    @Test func `a reference to a timeframe inserts what the timeframe shows, and raw the column`() async throws {
        let dimensions = """
            dimension: month { sql: 'm' || ${created_month} ;; }
            dimension: next_day { type: date sql: ${created_raw} + INTERVAL 1 DAY ;; }
            """
        try await check(
            dimensions, ["orders.id", "orders.month", "orders.next_day"],
            gives: [["1", "m2018-05", "2018-05-15"], ["4", "m2018-04", "2018-05-01"], ["6", nil, nil]],
            where: ["orders.id": "1,4,6"])
    }

    @Test func `the first condition that holds gives its label`() async throws {
        let dimensions = """
            dimension: size { case: {
              when: { sql: ${amount} >= 80 ;; label: "it's large" }
              when: { sql: ${amount} >= 20 ;; label: "50% or \\"so\\"" }
              when: { sql: ${amount} >= 10 ;; label: "small?" } } }
            dimension: size_or_else { case: { when: { sql: ${amount} >= 80 ;; label: "large" } else: "it's else" } }
            """
        try await check(
            dimensions, ["orders.size", "orders.count"],
            gives: [["it's large", "2"], ["50% or \"so\"", "2"], ["small?", "1"], [nil, "1"]])
        try await check(
            dimensions, ["orders.size_or_else", "orders.count"], gives: [["large", "2"], ["it's else", "4"]])
        try await check(dimensions, ["orders.count"], gives: [["2"]], where: ["orders.size": "\"it's large\""])
        // Not large are 1, 2 and 3, and 6, of which nothing is known.
        try await check(dimensions, ["orders.count"], gives: [["4"]], where: ["orders.size": "-it's large"])
    }

    @Test func `a postal code is text`() async throws {
        let dimensions = "dimension: zip { type: zipcode sql: '0' || CAST(1230 + ${TABLE}.id AS VARCHAR) ;; }"
        try await check(dimensions, ["orders.zip"], gives: [["01231"]], where: ["orders.zip": "01231"])
    }

    @Test func `a comment at the end of a field's SQL ends with it`() async throws {
        let dimensions = """
            dimension: net { type: number sql: ${TABLE}.amount -- before tax ;; }
            dimension: is_small { type: yesno sql: ${net} < 50 -- or so ;; }
            measure: net_total { type: sum sql: ${net} -- all of it ;; }
            measure: half { type: number sql: ${net_total} / 2 -- rounded ;; }
            """
        try await check(
            dimensions, ["orders.is_small", "orders.net_total", "orders.half"],
            gives: [["Yes", "70", "35"], ["No", "240", "120"]])
        try await check(dimensions, ["orders.net_total"], gives: [["70"]], where: ["orders.is_small": "Yes"])
    }

    @Test func `quotes and question marks in a field's SQL are its own`() async throws {
        let dimensions = """
            dimension: odd { sql: CASE WHEN ${status} = 'done' THEN 'what?' ELSE 'it''s "$1"' END ;; }
            """
        try await check(
            dimensions, ["orders.odd", "orders.done"], gives: [["what?", "1"]],
            where: ["orders.odd": "what?", "orders.amount": "<15"])
        try await check(
            dimensions, ["orders.odd", "orders.count"], gives: [["it's \"$1\"", "2"]],
            where: ["orders.odd": "-what?", "orders.amount": ">60"])
    }

    @Test func `names that SQL reserves are only names`() async throws {
        let tables = [
            "CREATE TABLE \"select\" AS SELECT 1 AS id, 'x' AS \"group\", 2 AS \"order\", 'Rome' AS \"address.city\""
        ]
        let model = """
            view: order {
              sql_table_name: "select" ;;
              dimension: id { primary_key: yes type: number }
              dimension: group { sql: ${TABLE}."group" ;; }
              dimension: address.city {}
              measure: table { type: sum sql: ${TABLE}."order" ;; }
            }
            explore: order {
              join: left { from: order relationship: one_to_many sql_on: ${order.id} = ${left.id} ;; }
            }
            """
        try await withBench(model, tables: tables) { bench async throws in
            try await bench.check(
                ask(["order.group", "order.address.city", "left.group", "order.table", "left.table"]),
                gives: [["x", "Rome", "x", "2", "2"]])
        }
    }
}
