import QueryCompiler
import SQL
import Testing

/// Models and queries that are legal and strange.
@Suite struct OddModelTests {
    private static let tables = [
        "CREATE TABLE orders AS SELECT * FROM (VALUES (1, 'a', 10), (2, 'b', 20), (3, NULL, 40)) AS t(id, status, amount)",
        "CREATE TABLE items AS SELECT * FROM (VALUES (1, 1), (2, 1), (3, 3)) AS t(id, order_id)",
    ]

    private static func model(_ orders: String = "", explore: String = "", table: String = "orders") -> String {
        """
        view: orders {
          sql_table_name: \(table) ;;
          dimension: id { primary_key: yes type: number }
          dimension: status {}
          measure: count { type: count }
          measure: total { type: sum sql: ${TABLE}.amount ;; }
          \(orders)
        }
        view: items {
          dimension: id { primary_key: yes type: number }
          dimension: order_id { type: number }
          measure: count { type: count }
        }
        explore: orders {
          join: items { relationship: one_to_many sql_on: ${orders.id} = ${items.order_id} ;; }
          \(explore)
        }
        """
    }

    @Test func `an apostrophe in a comment does not loosen a condition`() async throws {
        let always = "sql_always_where: (${orders.id} = 1 -- don't ask\n) OR (${orders.id} = 2) ;;"
        try await withBench(Self.model(explore: always), tables: Self.tables) { bench async throws in
            try await bench.check(ask(["orders.id"], where: ["orders.status": "b"]), gives: [["2"]])
        }
        let block = "sql_always_where: (${orders.id} = 1 /* ( */) OR (${orders.id} /* ) */ = 2) ;;"
        try await withBench(Self.model(explore: block), tables: Self.tables) { bench async throws in
            try await bench.check(ask(["orders.id"], where: ["orders.status": "b"]), gives: [["2"]])
        }
    }

    @Test(arguments: ["leg_1", "leg_2", "result", "pivoted", "keyed", "numbered", "rows"])
    func `a table may have any name`(_ name: String) async throws {
        let tables = Self.tables + ["ALTER TABLE orders RENAME TO \(name)"]
        try await withBench(Self.model(table: name), tables: tables) { bench async throws in
            try await bench.check(
                ask(["orders.status", "orders.count", "items.count"], pivots: ["orders.status"]),
                gives: [["a", "1", "2"], ["b", "1", "0"], [nil, "1", "1"]])
        }
    }

    @Test func `cases of one label are one group`() async throws {
        let kind = """
            dimension: kind {
              case: {
                when: { sql: ${status} = 'b' ;; label: "known" }
                when: { sql: ${status} IS NULL ;; label: "unknown" }
                when: { sql: ${status} = 'a' ;; label: "known" }
                else: "unknown"
              }
            }
            """
        try await withBench(Self.model(kind), tables: Self.tables) { bench async throws in
            try await bench.check(
                ask(["orders.kind", "orders.count"], sort: ["orders.kind"]),
                givesInOrder: [["known", "2"], ["unknown", "1"]])
        }
    }

    @Test func `more than a hundred cases keep their order`() async throws {
        let ids = [20: 1, 30: 2, 110: 3]
        let cases = (0..<120).map { "when: { sql: ${id} = \(ids[$0] ?? -1) ;; label: \"c\($0)\" }" }
        let model = Self.model("dimension: kind { case: { \(cases.joined(separator: " ")) } }")
        try await withBench(model, tables: Self.tables) { bench async throws in
            try await bench.check(
                ask(["orders.kind"], sort: ["orders.kind"]), givesInOrder: [["c20"], ["c30"], ["c110"]])
        }
    }

    @Test func `a pivot column may lie beyond all numbers`() async throws {
        try await withBench(Self.model(), tables: Self.tables) { bench async throws in
            try await bench.check(
                ask(
                    ["orders.id", "orders.status", "orders.total"], sort: ["orders.total desc \(Int.max)"],
                    pivots: ["orders.status"]),
                givesInOrder: [["1", "a", "10"], ["2", "b", "20"], ["3", nil, "40"]])
        }
    }

    @Test func `fields that differ in case only are not mixed up`() async throws {
        let model = Self.model("measure: Total { type: count }")
        try await withBench(model, tables: Self.tables) { bench async throws in
            try await bench.check(
                ask(["orders.status", "orders.total", "orders.Total", "items.count"]),
                gives: [["a", "10", "1", "2"], ["b", "20", "1", "0"], [nil, "40", "1", "1"]])
        }
    }

    @Test func `tables that stand on each other are refused`() {
        let circle = """
            view: a { sql_table_name: ${b.SQL_TABLE_NAME} ;; dimension: x {} }
            view: b { sql_table_name: ${a.SQL_TABLE_NAME} ;; dimension: x {} }
            explore: a {}
            """
        let error = mayFail(ask(["a.x"]), on: circle)
        #expect(error?.code == .circularReference)
        let growing = (1...40).map {
            "view: v\($0) { sql_table_name: \(Self.twice("v\($0 - 1).SQL_TABLE_NAME")) ;; dimension: x {} }"
        }
        let model = "view: v0 { sql_table_name: t ;; }\n" + growing.joined(separator: "\n") + "\nexplore: v40 {}"
        #expect(mayFail(ask(["v40.x"]), on: model)?.code == .unsupported)
    }

    @Test func `a long chain of tables is refused, a long chain of joins is not`() throws {
        let tables = (1...1_000).map {
            "view: v\($0) { derived_table: { sql: SELECT * FROM ${v\($0 - 1).SQL_TABLE_NAME} ;; } dimension: x {} }"
        }
        let deep = "view: v0 { dimension: x {} }\n" + tables.joined(separator: "\n") + "\nexplore: v1000 {}"
        #expect(mayFail(ask(["v1000.x"]), on: deep)?.code == .circularReference)
        // The joins stand in the wrong order, so that each has to wait for the next.
        let views = (0...500).map { "view: v\($0) { dimension: x { primary_key: yes } }" }
        let joins = (1...500).reversed().map { "join: v\($0) { sql_on: ${v\($0 - 1).x} = ${v\($0).x} ;; }" }
        let model = views.joined(separator: "\n") + "\nexplore: v0 { \(joins.joined(separator: "\n")) }"
        let sql = try compile(ask(["v500.x"], of: "v0"), on: model).sql
        let order = sql.split(separator: "\n").filter { $0.hasPrefix("LEFT JOIN") }.compactMap {
            $0.split(separator: " ").dropFirst(2).first.map(String.init)
        }
        #expect(order == (1...500).map { "v\($0)" })
    }

    @Test func `measures that double each other are refused before they fill the memory`() {
        let measures = (1...40).map { "measure: m\($0) { type: number sql: \(Self.twice("m\($0 - 1)")) ;; }" }
        let error = mayFail(
            ask(["orders.m40"]), on: Self.model("measure: m0 { type: count } " + measures.joined(separator: "\n")))
        #expect(error?.code == .unsupported)
    }

    @Test func `an accent behind a quote does not hide it`() async throws {
        let accent = "\u{301}"
        #expect(Dialect.duckDB.literal(.text("a'\(accent)")).unicodeScalars.filter { $0 == "'" }.count == 4)
        #expect(Dialect.duckDB.quoted("a\"\(accent)").unicodeScalars.filter { $0 == "\"" }.count == 4)
        let more = ["INSERT INTO orders VALUES (4, 'x' || chr(37) || chr(769), 1), (5, 'y' || chr(769), 1)"]
        try await withBench(Self.model(), tables: Self.tables + more) { bench async throws in
            try await bench.check(ask(["orders.id"], where: ["orders.status": "%^%\(accent)"]), gives: [["4"]])
        }
    }

    private static func twice(_ name: String) -> String { "${\(name)}+${\(name)}" }

    /// The error of a query on a model that has errors itself.
    private func mayFail(_ query: ExploreQuery, on model: String) -> QueryError? {
        do {
            _ = try QueryCompiler.compile(
                query, project: testProject(model, mayHaveErrors: true), context: testContext(), dialect: .duckDB)
            return nil
        } catch {
            return error
        }
    }
}
