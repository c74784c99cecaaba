import QueryCompiler
import Testing

/// What happens to the different kinds of measures when a join repeats their rows.
@Suite struct FanOutMeasureTests {
    private func check(
        _ fields: [String], with refinement: String = "", where filters: [String: String] = [:],
        gives expected: [[String?]], at place: Testing.SourceLocation = #_sourceLocation
    ) async throws {
        let model = Shop.views + refinement + "\nexplore: orders { \(Shop.joins) }"
        try await withBench(model, tables: Shop.tables) { bench async throws in
            try await bench.check(ask(fields, of: "orders", where: filters), gives: expected, at: place)
        }
    }

    @Test func `every aggregate takes each row once`() async throws {
        // 10 20 40 80 160, as without the legs
        try await check(
            ["mean", "median", "quartile", "smallest", "largest", "statuses", "buyers"].map { "orders." + $0 }
                + ["items.count", "payments.count"],
            gives: [["62", "40", "20", "10", "160", "2", "4", "6", "5"]])
    }

    @Test func `every aggregate takes each row once in each group`() async throws {
        // a: 10 20 40; b: 10; c: 40, which has two; none: 80 160 NULL
        try await check(
            ["items.sku"] + ["mean", "median", "quartile", "smallest", "largest"].map { "orders." + $0 },
            gives: [
                ["a", "23.333333", "20", "15", "10", "40"], ["b", "10", "10", "10", "10", "10"],
                ["c", "40", "40", "40", "40", "40"], [nil, "120", "120", "100", "80", "160"],
            ])
    }

    @Test func `rows with equal values are still different rows`() async throws {
        let refinement = """
            view: +orders {
              measure: sevens { type: sum sql: CASE WHEN ${amount} IS NULL THEN NULL ELSE 7 END ;; }
              measure: mean_seven { type: average sql: CASE WHEN ${amount} < 20 THEN 5 ELSE 7 END ;; }
            }
            """
        // Five orders have an amount. Of all six, order 1 gives 5: (5 + 5 · 7) / 6
        try await check(
            ["orders.sevens", "orders.mean_seven", "items.count", "payments.count"], with: refinement,
            gives: [["35", "6.666667", "6", "5"]])
    }

    @Test func `a measure's filter on a leg takes the rows that have a match, once`() async throws {
        let refinement = """
            view: +orders {
              measure: with_a { type: count filters: [items.sku: "a"] }
              measure: with_c_total { type: sum sql: ${amount} ;; filters: [items.sku: "c"] }
              measure: not_a_mean { type: average sql: ${amount} ;; filters: [items.sku: "-a"] }
              measure: a_in_cash { type: sum sql: ${amount} ;; filters: [items.sku: "a", payments.method: "cash"] }
            }
            view: +payments { measure: of_b { type: sum sql: ${paid} ;; filters: [items.sku: "b"] } }
            view: +users { measure: done_age { type: sum sql: ${age} ;; filters: [orders.status: "done"] } }
            """
        let fields = [
            "orders.count", "orders.with_a", "orders.with_c_total", "orders.not_a_mean", "orders.a_in_cash",
            "payments.total", "payments.of_b", "users.done_age",
        ]
        // a: 1, 2, 3; c: 3 with two of them; not a: 1, 3, 4, 5, 6, so (10 + 40 + 80 + 160) / 4; a in cash: 1;
        // b: order 1 with 5 + 6; done: Ann
        try await check(fields, with: refinement, gives: [["6", "3", "40", "72.5", "10", "72", "11", "30"]])
        // done: 1 and 2 have an a; not a: 1 and 6. open: 3; not a: 3 and 5. none: 4
        try await check(
            ["orders.status"] + fields, with: refinement,
            gives: [
                ["done", "3", "2", "0", "10", "10", "31", "11", "30"],
                ["open", "2", "1", "40", "100", "0", "41", "0", "0"],
                [nil, "1", "0", "0", "80", "0", "0", "0", "0"],
            ])
        // By the leg of the filter itself: with a there is an a, without there is none.
        try await check(
            ["items.sku", "orders.with_a", "orders.with_c_total"], with: refinement,
            gives: [["a", "3", "0"], ["b", "0", "0"], ["c", "0", "40"], [nil, "0", "0"]])
    }

    @Test func `a measure's filter on its own view is not disturbed by legs`() async throws {
        try await check(
            ["orders.done", "orders.done_total", "items.quantity", "payments.total"], gives: [["3", "30", "63", "72"]])
        try await check(
            ["items.sku", "orders.done", "orders.done_total"],
            gives: [["a", "2", "30"], ["b", "1", "10"], ["c", "0", "0"], [nil, "1", "0"]])
    }

    @Test func `calculations over several legs`() async throws {
        let refinement = """
            view: +orders {
              measure: items_each { type: number sql: 1.0 * ${items.count} / NULLIF(${count}, 0) ;; }
              measure: balance { type: number sql: ${total} - ${payments.total} ;; }
              measure: is_paid { type: yesno sql: ${payments.total} >= ${total} ;; }
            }
            """
        // 6 / 6; 310 − 72
        try await check(["orders.items_each", "orders.balance"], with: refinement, gives: [["1", "238"]])
        // 3/3, 30 − 31; 3/2, 200 − 41; 0/1, 80 − 0
        try await check(
            ["orders.status", "orders.items_each", "orders.balance", "orders.is_paid"], with: refinement,
            gives: [["done", "1", "-1", "Yes"], ["open", "1.5", "159", "No"], [nil, "0", "80", "No"]])
        try await check(
            ["orders.status"], with: refinement, where: ["orders.balance": "<100"], gives: [["done"], [nil]])
    }

    @Test func `a measure may compute with another view's columns`() async throws {
        let refinement = """
            view: +items {
              measure: weighted { type: sum sql: ${qty} * ${orders.amount} ;; }
              dimension: share { type: number sql: ${orders.amount} - ${qty} ;; }
              measure: shares { type: sum sql: ${share} ;; }
            }
            """
        // 1·10 + 2·10 + 4·20 + 8·40 + 16·40 + 32·40 = 2350; amounts of the items' orders 160 less 63, with payments too
        try await check(["items.weighted"], with: refinement, gives: [["2350"]])
        try await check(
            ["items.weighted", "items.shares", "payments.total", "orders.total"], with: refinement,
            gives: [["2350", "97", "72", "310"]])
    }

    @Test func `distinct measures of a leg keep to their own key`() async throws {
        let refinement = """
            view: +items {
              measure: amounts { type: sum_distinct sql_distinct_key: ${orders.id} ;; sql: ${orders.amount} ;; }
            }
            """
        // Items belong to orders 1, 2 and 3; by sku to 1 2 3, to 1, and to 3.
        try await check(
            ["items.sku", "items.amounts", "payments.count"], with: refinement, where: ["items.sku": "-NULL"],
            gives: [["a", "70", "5"], ["b", "10", "2"], ["c", "40", "2"]])
    }
}

/// Joins that repeat rows, or do not, for other reasons.
@Suite struct RelationshipTests {
    private static let views = """
        view: left {
          derived_table: { sql: SELECT * FROM (VALUES (1, 'x', 1), (2, 'x', 2), (3, 'y', 4), (4, NULL, 8)) AS t(id, k, n) ;; }
          dimension: id { primary_key: yes type: number }
          dimension: k {}
          measure: count { type: count }
          measure: total { type: sum sql: ${TABLE}.n ;; }
        }
        view: right {
          derived_table: { sql:
            SELECT * FROM (VALUES (1, 'x', 16), (2, 'x', 32), (3, 'z', 64), (4, NULL, 128)) AS t(id, k, n) ;; }
          dimension: id { primary_key: yes type: number }
          dimension: k {}
          measure: count { type: count }
          measure: total { type: sum sql: ${TABLE}.n ;; }
        }
        view: keyless {
          derived_table: { sql: SELECT * FROM (VALUES (1, 'p', 3), (1, 'p', 3), (2, 'q', 5)) AS t(left_id, word, n) ;; }
          dimension: left_id { type: number }
          dimension: word {}
          measure: count { type: count }
          measure: total { type: sum sql: ${TABLE}.n ;; }
          measure: mean { type: average sql: ${TABLE}.n ;; }
          measure: middle { type: median sql: ${TABLE}.n ;; }
          measure: largest { type: max sql: ${TABLE}.n ;; }
          measure: words { type: count_distinct sql: ${word} ;; }
          measure: by_word { type: sum_distinct sql_distinct_key: ${word} ;; sql: ${TABLE}.n ;; }
        }

        """

    @Test func `many-to-many repeats both sides, and counts each row once`() async throws {
        let model =
            Self.views
            + "explore: left { join: right { relationship: many_to_many sql_on: ${left.k} = ${right.k} ;; } }"
        let measures = ["left.count", "left.total", "right.count", "right.total"]
        try await withBench(model) { bench async throws in
            // Both x meet both x: 1 + 2 + 4 + 8 and 16 + 32; y and NULL meet nothing.
            try await bench.check(ask(measures), gives: [["4", "15", "2", "48"]])
            try await bench.check(
                ask(["left.k"] + measures),
                gives: [["x", "2", "3", "2", "48"], ["y", "1", "4", "0", "0"], [nil, "1", "8", "0", "0"]])
        }
    }

    @Test func `a full join keeps both sides, each row once`() async throws {
        let model =
            Self.views + """
                explore: left {
                  join: right { type: full_outer relationship: many_to_many sql_on: ${left.k} = ${right.k} ;; }
                }
                """
        try await withBench(model) { bench async throws in
            try await bench.check(
                ask(["right.k", "left.count", "left.total", "right.count", "right.total"], of: "left"),
                gives: [["x", "2", "3", "2", "48"], ["z", "0", "0", "1", "64"], [nil, "2", "12", "1", "128"]])
            try await bench.check(
                ask(["left.total", "right.total"]), gives: [["15", "240"]])
        }
    }

    @Test func `one-to-one repeats nothing, so no key is needed`() async throws {
        let model =
            Self.views + """
                explore: keyless {
                  join: left { relationship: one_to_one sql_on: ${left.id} = 10 * ${keyless.left_id} ;; }
                }
                """
        try await withBench(model) { bench async throws in
            try await bench.check(
                ask(["left.k", "keyless.count", "keyless.total"], of: "keyless"), gives: [[nil, "3", "11"]])
        }
    }

    private static let keylessParent =
        views + """
            explore: keyless {
              join: left { relationship: one_to_many sql_on: ${left.id} >= ${keyless.left_id} ;; }
            }
            """

    @Test(arguments: ["count", "total", "mean", "middle"])
    func `a repeated view without a primary key is refused`(_ measure: String) {
        let name = "keyless.\(measure)"
        for query in [ask(["left.k", name], of: "keyless"), ask([name], where: ["left.k": "x"])] {
            let error = compileError(query, on: Self.keylessParent)
            #expect(error?.code == .missingPrimaryKey)
            #expect(error?.field == name)
            #expect(error?.message.contains("keyless") == true)
        }
    }

    @Test func `without a primary key one can ask what repetition does not change`() async throws {
        try await withBench(Self.keylessParent) { bench async throws in
            try await bench.check(
                ask(["keyless.count", "keyless.total", "keyless.mean"]), gives: [["3", "11", "3.666667"]])
            // x are the rows 1 and 2: p meets both, q the second.
            try await bench.check(
                ask(
                    ["left.k", "keyless.largest", "keyless.words", "keyless.by_word"], of: "keyless",
                    where: ["left.k": "x"]),
                gives: [["x", "5", "2", "8"]])
        }
    }

    @Test func `a key can be made of several columns`() async throws {
        let model = """
            view: days {
              derived_table: { sql: SELECT * FROM (VALUES (1, 'a', 1), (1, 'b', 2), (2, 'a', 4)) AS t(day, site, n) ;; }
              dimension: key { primary_key: yes hidden: yes sql: ${TABLE}.day || '-' || ${site} ;; }
              dimension: site {}
              measure: count { type: count }
              measure: total { type: sum sql: ${TABLE}.n ;; }
            }
            view: notes {
              derived_table: { sql: SELECT * FROM (VALUES (1, 'a'), (2, 'a'), (3, 'b')) AS t(id, site) ;; }
              dimension: id { primary_key: yes type: number }
              dimension: site {}
              measure: count { type: count }
            }
            explore: days { join: notes { relationship: many_to_many sql_on: ${days.site} = ${notes.site} ;; } }
            """
        try await withBench(model) { bench async throws in
            // Notes 1 and 2 are about a, which has two days.
            try await bench.check(
                ask(["days.site", "days.count", "days.total", "notes.count"]),
                gives: [["a", "2", "5", "2"], ["b", "1", "2", "1"]])
        }
    }
}
