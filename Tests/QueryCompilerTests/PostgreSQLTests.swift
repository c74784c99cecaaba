import QueryCompiler
import SQL
import Testing

/// Compiled queries on a real server, against numbers that are worked out by hand.
@Suite(.postgreSQL, .enabled(if: PostgreSQLServer.isWanted, PostgreSQLServer.reason))
struct PostgreSQLTests {
    /// The rows of a query, in an order that means nothing.
    func check(
        _ query: ExploreQuery, of model: String = Shop.model, zone: String = "UTC", gives expected: [[String?]],
        at place: Testing.SourceLocation = #_sourceLocation
    ) throws {
        #expect(try unordered(rows(query, model, zone)) == unordered(expected), sourceLocation: place)
    }

    func check(
        _ query: ExploreQuery, of model: String = Shop.model, zone: String = "UTC", givesInOrder expected: [[String?]],
        at place: Testing.SourceLocation = #_sourceLocation
    ) throws {
        #expect(try rows(query, model, zone) == expected, sourceLocation: place)
    }

    func rows(_ query: ExploreQuery, _ model: String, _ zone: String = "UTC") throws -> [[String?]] {
        let server = try #require(PostgreSQLServer.current)
        let compiled = try QueryCompiler.compile(
            query, project: testProject(model), context: testContext(zone: zone), dialect: .postgreSQL)
        let rows = try server.rows(compiled.sql, parameters: compiled.parameters)
        // What people copy and run gives the same.
        #expect(try unordered(server.rows(compiled.readableSQL)) == unordered(rows))
        return rows.map { Array($0.prefix(compiled.fields.count)) }
    }

    @Test func `measures of one view`() throws {
        try check(
            ask(
                ["orders.status", "orders.count", "orders.total", "orders.mean", "orders.buyers"],
                sort: ["orders.status"]),
            givesInOrder: [
                ["done", "3", "30", "15", "2"], ["open", "2", "200", "100", "1"], [nil, "1", "80", "80", "1"],
            ])
        // 10, 20, 40, 80, 160: the quartile is the second of five.
        try check(
            ask(["orders.median", "orders.quartile", "orders.smallest", "orders.largest", "orders.done_share"]),
            gives: [["40", "20", "10", "160", "0.5"]])
    }

    @Test func `nothing adds up to nothing`() throws {
        try check(
            ask(["orders.count", "orders.total", "orders.mean", "orders.median"], where: ["orders.id": ">100"]),
            gives: [["0", "0", nil, nil]])
    }

    @Test func `joins that repeat rows change no sum`() throws {
        try check(
            ask(["orders.total", "items.quantity", "payments.total", "users.total_age", "users.mean_age"]),
            gives: [["310", "63", "72", "120", "40"]])
        // Legs are joined by a key that is NULL in one row.
        try check(
            ask(["orders.status", "orders.total", "items.quantity", "payments.count"]),
            gives: [["done", "30", "7", "3"], ["open", "200", "56", "2"], [nil, "80", "0", "0"]])
        // Measures of the parent by a dimension of the child: order 1 is in a and in b.
        try check(
            ask(["items.sku", "orders.count", "orders.total", "orders.median"], of: "orders"),
            gives: [
                ["a", "3", "70", "20"], ["b", "1", "10", "10"], ["c", "1", "40", "40"], [nil, "3", "240", "120"],
            ])
    }

    @Test func `the join of legs can be hashed`() throws {
        let compiled = try QueryCompiler.compile(
            ask(["orders.status", "orders.total", "items.quantity"]), project: testProject(Shop.model),
            context: testContext(), dialect: .postgreSQL)
        let server = try #require(PostgreSQLServer.current)
        let settings = "SET enable_mergejoin = off; SET enable_nestloop = off;"
        let plan = try server.rows("\(settings) EXPLAIN \(compiled.readableSQL)").compactMap(\.first).compactMap(\.self)
        #expect(plan.contains { $0.contains("Hash Join") })
        #expect(!plan.contains { $0.contains("Nested Loop") })
    }

    @Test func `negations keep rows without a value`() throws {
        try check(ask(["orders.id"], where: ["orders.status": "-done"]), gives: [["3"], ["4"], ["5"]])
        try check(ask(["orders.id"], where: ["orders.is_done": "No"]), gives: [["3"], ["4"], ["5"]])
        try check(ask(["orders.id"], where: ["orders.amount": "NOT 10"]), gives: [["2"], ["3"], ["4"], ["5"], ["6"]])
        try check(ask(["orders.id"], where: ["orders.status": "-NULL,-open"]), gives: [["1"], ["2"], ["6"]])
    }

    @Test func `patterns take wildcards and backslashes at their word`() throws {
        let model = """
            view: texts {
              derived_table: { sql: SELECT * FROM (VALUES (1, 'a%b'), (2, 'axb'), (3, 'a\\b'), (4, 'A_B'), (5, 'it''s'))
                AS t(id, text) ;; }
              dimension: id { primary_key: yes type: number }
              dimension: text {}
            }
            explore: texts {}
            explore: exact { view_name: texts case_sensitive: no }
            """
        try check(ask(["texts.id"], where: ["texts.text": "a^%%"]), of: model, gives: [["1"]])
        try check(ask(["texts.id"], where: ["texts.text": #"a\b"#]), of: model, gives: [["3"]])
        try check(ask(["texts.id"], where: ["texts.text": #"a\%"#]), of: model, gives: [["3"]])
        try check(ask(["texts.id"], of: "exact", where: ["texts.text": "a^_%"]), of: model, gives: [["4"]])
        try check(ask(["texts.id"], where: ["texts.text": "it's"]), of: model, gives: [["5"]])
    }

    @Test func `pivots rank columns and rows`() throws {
        // Sorted by the sums of the first column, which is `done`; the order without a user comes last.
        try check(
            ask(
                ["users.region", "orders.status", "orders.total"], of: "orders", sort: ["orders.total desc 0"],
                pivots: ["orders.status"], limit: 2),
            givesInOrder: [["west", "done", "30"], [nil, "done", "0"], [nil, "open", "160"], [nil, nil, "80"]])
    }

    @Test func `measures are filtered after they are computed`() throws {
        try check(
            ask(["orders.status", "orders.total"], where: ["orders.total": ">50"]),
            gives: [["open", "200"], [nil, "80"]])
        try check(
            ask(
                ["orders.status", "items.quantity", "orders.total"],
                where: ["items.quantity": ">5", "orders.total": "<100"]),
            gives: [["done", "7", "30"]])
    }

    @Test func `lists are sorted and have no NULL`() throws {
        let model = Shop.views.replacing(
            "measure: statuses", with: "measure: states { type: list list_field: status } measure: statuses")
        try check(ask(["orders.states"]), of: model + "explore: orders {}", gives: [["done, open"]])
        try check(
            ask(["orders.states"], where: ["orders.id": "4"]), of: model + "explore: orders {}", gives: [[nil]])
    }

    @Test func `tiers and their order`() throws {
        let model = Shop.views.replacing(
            "dimension: is_done",
            with: "dimension: size { type: tier tiers: [15, 100] style: integer sql: ${amount} ;; } dimension: is_done")
        try check(
            ask(["orders.size", "orders.count"], sort: ["orders.size"]), of: model + "explore: orders {}",
            givesInOrder: [["Below 15", "1"], ["15 to 99", "3"], ["100 or Above", "1"], ["Undefined", "1"]])
    }

    @Test func `columns with names longer than the server's stay apart`() throws {
        let name = String(repeating: "long_", count: 14)
        let model = """
            view: orders {
              measure: \(name)a { type: sum sql: ${TABLE}.amount ;; }
              measure: \(name)b { type: count }
              dimension: status {}
            }
            explore: orders {}
            """
        try check(
            ask(
                ["orders.status", "orders.\(name)a", "orders.\(name)b"], sort: ["orders.\(name)b desc"],
                pivots: [], limit: 2),
            of: model, givesInOrder: [["done", "30", "3"], ["open", "200", "2"]])
    }
}
