import QueryCompiler
import Testing

@Suite struct RowFilterTests {
    private static func texts(_ settings: String = "") -> String {
        """
        \(settings)
        view: texts {
          dimension: id { primary_key: yes type: number }
          dimension: s {}
        }
        explore: texts {}
        """
    }

    private static let textTable = #"""
        CREATE TABLE texts AS SELECT * FROM (VALUES
          (1, 'FOO'), (2, 'foo'), (3, 'FOOD'), (4, 'UFO'), (5, ''), (6, NULL), (7, '100%'), (8, 'a_b'), (9, 'a,b'),
          (10, 'axb'), (11, 'O''Brien'), (12, 'x\y'), (13, '-5'), (14, '"q"'), (15, 'NULL'), (16, '  hi ')) AS t(id, s)
        """#

    private static func but(_ ids: Int...) -> [Int] { (1...16).filter { !ids.contains($0) } }

    static let textFilters: [(expression: String, ids: [Int])] = [
        ("FOO", [1]), ("FOO,UFO", [1, 4]), ("FOO%", [1, 3]), ("%FO", [4]), ("%FO%", [1, 3, 4]), ("_FO", [4]),
        ("F%D", [3]), ("%", but()), ("", but()), ("  ", but()), ("-FOO", but(1)), ("-FOO,-UFO", but(1, 4)),
        ("-FOO%", but(1, 3)), ("FOO%,-FOOD", [1]), ("EMPTY", [5, 6]), ("-EMPTY", but(5, 6)), ("NULL", [6]),
        ("-NULL", but(6)), ("\"NULL\"", [15]), ("NULL,FOO", [1, 6]), ("100^%", [7]), ("%^%", [7]), ("1%", [7]),
        ("a^_b", [8]), ("a_b", [8, 9, 10]), ("\"a,b\"", [9]), ("a^,b", [9]), ("a\\,b", [9]), ("O'Brien", [11]),
        ("%'%", [11]), ("x\\y", [12]), ("%\\%", [12]), ("^-5", [13]), ("^\"q^\"", [14]), ("^ ^ hi^ ", [16]),
        ("-%O%", but(1, 3, 4, 11)),
    ]

    @Test func `filters on text`() async throws {
        try await withBench(Self.texts(), tables: [Self.textTable]) { bench async throws in
            for (expression, ids) in Self.textFilters {
                let rows = try await bench.rows(
                    ask(["texts.id"], where: ["texts.s": expression], sort: ["texts.id"]))
                let expected: [[String?]] = ids.map { ["\($0)"] }
                #expect(rows == expected, "\(expression)")
            }
        }
    }

    @Test func `a model or an explore can leave the case of text aside`() async throws {
        let explore = Self.texts().replacing("explore: texts {}", with: "explore: texts { case_sensitive: no }")
        for model in [Self.texts("case_sensitive: no"), explore] {
            try await withBench(model, tables: [Self.textTable]) { bench async throws in
                try await bench.check(ask(["texts.id"], where: ["texts.s": "Foo"]), gives: [["1"], ["2"]])
                try await bench.check(ask(["texts.id"], where: ["texts.s": "foo,ufo"]), gives: [["1"], ["2"], ["4"]])
                try await bench.check(ask(["texts.id"], where: ["texts.s": "f%"]), gives: [["1"], ["2"], ["3"]])
                try await bench.check(ask(["texts.id"], where: ["texts.s": "A^_B"]), gives: [["8"]])
                #expect(try await bench.rows(ask(["texts.id"], where: ["texts.s": "-foo"])).count == 14)
            }
        }
    }

    static let numberFilters: [(expression: String, ids: [Int])] = [
        ("5", [1]), ("=5", [1]), ("NOT 5", [2, 3, 4, 5, 6, 7]), ("<>5", [2, 3, 4, 5, 6, 7]), ("5, 66", [1, 6]),
        ("NOT 5, 66", [2, 3, 4, 5, 7]), ("5 to 10", [1, 2, 3]), ("[5,10)", [1, 2]), ("(5,10]", [2, 3]),
        (">5", [2, 3, 6]), (">=5.5 AND <=10", [2, 3]), ("10 to", [3, 6]), ("to 0", [5]), ("(-inf,5]", [1, 5, 7]),
        ("NULL", [4]), ("NOT NULL", [1, 2, 3, 5, 6, 7]), ("5,NULL", [1, 4]), ("0.1", [7]), ("1e1", [3]), ("-3", [5]),
        ("NOT [5,66]", [4, 5, 7]), ("[0,6],NOT 5", [2, 7]), ("", [1, 2, 3, 4, 5, 6, 7]),
    ]

    @Test func `filters on numbers compare exactly`() async throws {
        let model = """
            view: numbers {
              derived_table: { sql: SELECT * FROM (VALUES (1, 5.0), (2, 5.5), (3, 10), (4, NULL), (5, -3), (6, 66), (7, 0.1))
                AS t(id, n) ;; }
              dimension: id { primary_key: yes type: number }
              dimension: n { type: number }
            }
            explore: numbers {}
            """
        try await withBench(model) { bench async throws in
            for (expression, ids) in Self.numberFilters {
                let rows = try await bench.rows(
                    ask(["numbers.id"], where: ["numbers.n": expression], sort: ["numbers.id"]))
                let expected: [[String?]] = ids.map { ["\($0)"] }
                #expect(rows == expected, "\(expression)")
            }
        }
    }

    /// Filters on the orders of the shop and the ids that they let through.
    static let orderFilters: [(filters: [String: String], ids: [Int])] = [
        (["orders.is_done": "Yes"], [1, 2, 6]), (["orders.is_done": "No"], [3, 4, 5]),
        (["orders.is_done": "TRUE"], [1, 2, 6]), (["orders.is_done": "-Yes"], [3, 4, 5]),
        (["orders.is_done": "Yes,No"], [1, 2, 3, 4, 5, 6]), (["orders.is_done": ""], [1, 2, 3, 4, 5, 6]),
        (["orders.created_date": "today"], [2, 3]), (["orders.created_date": "before 2018-05-01"], [4, 5]),
        (["orders.created_date": "2018/05/14 to 2018/05/18"], [1]), (["orders.created_date": "NULL"], [6]),
        (["orders.created_date": "NOT NULL"], [1, 2, 3, 4, 5]),
        (["orders.created_date": "today, 4 days ago"], [1, 2, 3]),
        (["orders.created_date": "after 2018/05/18"], [2, 3]), (["orders.created_date": "last month,NULL"], [4, 6]),
        (["orders.created_date": "this year to second"], [1, 4, 5]),
        (["orders.created_date": "4 week ago for 4 week"], [4]),
        (["orders.status": "done", "orders.amount": ">=20"], [2]),
        (["orders.status": "-done", "users.region": "-east"], [4, 5]),
        (["users.region": "NULL"], [4, 5, 6]), (["items.sku": "c"], [3]), (["items.sku": "a,b"], [1, 2, 3]),
    ]

    @Test func `filters on several fields all have to match, shown or not`() async throws {
        try await withBench(Shop.model, tables: Shop.tables) { bench async throws in
            for (filters, ids) in Self.orderFilters {
                let rows = try await bench.rows(ask(["orders.id"], where: filters, sort: ["orders.id"]))
                let expected: [[String?]] = ids.map { ["\($0)"] }
                #expect(rows == expected, "\(filters)")
            }
        }
    }

    @Test func `filters that were applied are told`() throws {
        let query = ask(
            ["orders.count"], where: ["orders.status": "done", "users.region": "", "orders.total": ">5"])
        let compiled = try compile(query, on: Shop.model)
        let applied = compiled.appliedFilters.map { "\($0.field.name): \($0.expression)" }
        #expect(applied.contains("orders.status: done"))
        #expect(applied.contains("orders.total: >5"))
    }

    @Test func `what an explore always asks of its rows is asked of every query`() async throws {
        let model = Shop.with(
            """
            explore: orders {
              sql_always_where: ${orders.status} = 'done' OR ${users.region} = 'east' ;;
              join: users { sql_on: ${orders.user_id} = ${users.id} ;; }
            }
            """)
        try await withBench(model, tables: Shop.tables) { bench async throws in
            // done: 1, 2, 6; of the east: 3. Its OR stands in parentheses.
            try await bench.check(ask(["orders.count"]), gives: [["4"]])
            try await bench.check(ask(["orders.count"], where: ["orders.amount": "<15"]), gives: [["1"]])
        }
    }

    @Test func `a default filter holds until the query filters the same field`() async throws {
        let model = Shop.with(
            "explore: orders { always_filter: { filters: [status: \"done\", orders.id: \"NOT 1\"] } }")
        try await withBench(model, tables: Shop.tables) { bench async throws in
            try await bench.check(ask(["orders.id"]), gives: [["2"], ["6"]])
            try await bench.check(ask(["orders.id"], where: ["orders.status": "open"]), gives: [["3"], ["5"]])
            try await bench.check(ask(["orders.id"], where: ["orders.amount": "20"]), gives: [["2"]])
            // Lifted, and under its old name too.
            try await bench.check(ask(["orders.count"], where: ["orders.status": ""]), gives: [["5"]])
            try await bench.check(ask(["orders.count"], where: ["orders.state": "open"]), gives: [["2"]])
        }
    }

    @Test func `a filter field's condition holds when the filter has a value`() async throws {
        let model =
            Shop.views + """
                view: +orders {
                  filter: large { type: yesno sql: ${amount} >= 80 ;; }
                  filter: note { type: string }
                  parameter: unit { type: string allowed_value: { label: "Day" value: "day" } }
                }
                explore: orders {}
                """
        try await withBench(model, tables: Shop.tables) { bench async throws in
            try await bench.check(ask(["orders.count"]), gives: [["6"]])
            try await bench.check(ask(["orders.count"], where: ["orders.large": "Yes"]), gives: [["2"]])
            try await bench.check(ask(["orders.count"], where: ["orders.large": ""]), gives: [["6"]])
            try await bench.check(ask(["orders.count"], where: ["orders.note": "x"]), gives: [["6"]])
            try await bench.check(ask(["orders.count"], where: ["orders.unit": "day"]), gives: [["6"]])
        }
    }
}
