import QueryCompiler
import Testing

/// Examples of the language's reference that no other test holds, by its sections.
@Suite struct WorkedExamplesTests {
    /// Orders hang below users and above items.
    static let fanOut: [(fields: [String], repeated: Bool)] = [
        (["orders.count", "users.region"], false), (["orders.total", "users.region"], false),
        (["users.total_age", "orders.status"], true), (["users.count", "orders.count"], true),
        (["orders.total", "items.quantity"], true), (["items.quantity", "orders.status", "users.region"], false),
        (["orders.largest", "items.quantity"], false), (["orders.buyers", "items.sku"], false),
        (["users.mean_age", "items.sku"], true), (["users.total_age"], true),
    ]

    @Test(arguments: fanOut)
    func `8.1: a measure is repeated by a join down to many, and by one up from many`(
        _ fields: [String], _ repeated: Bool
    ) throws {
        let compiled = try compile(ask(fields, of: "orders"), on: Shop.model)
        #expect(compiled.sql.contains("query__leg") == repeated, "\(compiled.sql)")
    }

    @Test func `8.3: legs that are aggregated before they are joined`() async throws {
        let model = """
            view: p {
              dimension: id { primary_key: yes type: number } dimension: seg {} measure: c { type: count }
              measure: sp { type: sum sql: ${TABLE}.amt ;; }
            }
            view: a { dimension: id { primary_key: yes type: number } measure: sa { type: sum sql: ${TABLE}.v ;; } }
            view: b { dimension: id { primary_key: yes type: number } measure: sb { type: sum sql: ${TABLE}.w ;; } }
            explore: p {
              join: a { relationship: one_to_many sql_on: ${a}.pid = ${p.id} ;; }
              join: b { relationship: one_to_many sql_on: ${b}.pid = ${p.id} ;; }
            }
            """.replacing("${a}", with: "a").replacing("${b}", with: "b")
        // Every third parent has no segment, and not every parent has children.
        let tables = [
            "CREATE TABLE p AS SELECT i AS id, CASE WHEN i % 3 > 0 THEN 's' || i % 3 END AS seg, i AS amt FROM range(50) t(i)",
            "CREATE TABLE a AS SELECT i AS id, i % 40 AS pid, i AS v FROM range(1000) t(i)",
            "CREATE TABLE b AS SELECT i AS id, 10 + i % 30 AS pid, i AS w FROM range(500) t(i)",
        ]
        let byHand = """
            WITH k AS (SELECT p.seg, COUNT(*) AS c, SUM(p.amt) AS sp FROM p GROUP BY 1),
            x AS (SELECT p.seg, SUM(a.v) AS sa FROM p LEFT JOIN a ON a.pid = p.id GROUP BY 1),
            y AS (SELECT p.seg, SUM(b.w) AS sb FROM p LEFT JOIN b ON b.pid = p.id GROUP BY 1)
            SELECT k.seg, c, sp, COALESCE(sa, 0), COALESCE(sb, 0)
            FROM k LEFT JOIN x ON x.seg IS NOT DISTINCT FROM k.seg LEFT JOIN y ON y.seg IS NOT DISTINCT FROM k.seg
            """
        try await withBench(model, tables: tables) { bench async throws in
            let expected = try await bench.warehouse.rows(.init(byHand, label: "test")).text(columns: 5)
            #expect(expected.count == 3)
            try await bench.check(ask(["p.seg", "p.c", "p.sp", "a.sa", "b.sb"]), gives: expected)
        }
    }

    private static let liquid =
        Shop.views + """
            view: +orders {
              parameter: grain { type: string allowed_value: { value: "month" } allowed_value: { value: "day" } }
              parameter: what { type: unquoted default_value: "id" }
              dimension: made { sql: {% if grain._parameter_value == "'month'" %} ${created_month} {% else %} ${created_date} {% endif %} ;; }
              dimension: where_am_i { sql: '{{ _model._name }} {{ _explore._name }} {{ _view._name }} {{ _dialect._name }}' ;; }
              dimension: zone { sql: '{{ _query._query_timezone }}' ;; }
              dimension: is_asked { sql: {% if status._is_filtered %} 'filtered' {% elsif status._is_selected %} 'shown' {% else %} 'no' {% endif %} ;; }
              dimension: sees_users { sql: {% if users._in_query %} 'yes' {% else %} 'no' {% endif %} ;; }
              dimension: typed { sql: '{{ _filters['orders.status'] }}' ;; }
              dimension: chosen { type: number sql: ${TABLE}.{% parameter what %} ;; }
            }
            explore: orders {
              join: users { relationship: many_to_one sql_on: ${orders.user_id} = ${users.id} ;; }
            }
            """

    static let variables: [(field: String, filters: [String: String], value: String)] = [
        ("made", ["orders.grain": "month"], "2018-05"), ("made", ["orders.grain": "day"], "2018-05-14"),
        ("where_am_i", [:], "test orders orders duckdb"), ("zone", [:], "UTC"),
        ("is_asked", [:], "no"), ("is_asked", ["orders.status": "done"], "filtered"),
        ("sees_users", [:], "no"), ("sees_users", ["users.name": "Ann"], "yes"),
        ("typed", [:], ""), ("typed", ["orders.status": "done,open"], "done,open"),
        ("chosen", [:], "1"), ("chosen", ["orders.what": "amount"], "10"),
    ]

    @Test(arguments: variables)
    func `11.2: what a template knows of its query`(
        _ field: String, _ filters: [String: String], _ value: String
    ) async throws {
        try await withBench(Self.liquid, tables: Shop.tables) { bench async throws in
            var query = ask(["orders." + field], where: filters)
            query.filters["orders.id"] = "1"
            try await bench.check(query, gives: [[value]])
        }
    }

    @Test func `7.3: conditions stand in brackets, and no stands for what is unknown`() async throws {
        let model = Shop.with(
            """
            explore: orders {
              sql_always_where: ${orders.id} > 0 OR ${orders.id} < 0 ;;
              join: users { relationship: many_to_one sql_on: ${orders.user_id} = ${users.id} ;;
                sql_where: ${users.id} = 1 OR ${users.id} = 2 ;; }
            }
            """)
        try await withBench(model, tables: Shop.tables) { bench async throws in
            // Of the orders of users 1 and 2 only the third is not done; of all orders the fourth has no status.
            try await bench.check(
                ask(["orders.id"], where: ["orders.is_done": "No", "users.name": "-Nobody"]), gives: [["3"]])
            try await bench.check(ask(["orders.id"], where: ["orders.is_done": "No"]), gives: [["3"], ["4"], ["5"]])
            try await bench.check(
                ask(["orders.id"], where: ["orders.is_done": "Yes,No"]).limited(3), givesInOrder: [["1"], ["2"], ["3"]])
        }
    }

    @Test func `7.4: a sort may name a pivot column`() async throws {
        try await withBench(Shop.model, tables: Shop.tables) { bench async throws in
            // By the second column, open: the line of user 2 has 40 there, user 1 and the others nothing.
            let rows = try await bench.rows(
                ask(
                    ["orders.user_id", "orders.status", "orders.total"], where: ["orders.status": "done,open"],
                    sort: ["orders.total desc 1"], pivots: ["orders.status"]))
            #expect(rows.first?.first == .some(nil))
            #expect(rows.contains(["2", "open", "40"]))
        }
    }
}

extension ExploreQuery {
    fileprivate func limited(_ rows: Int) -> ExploreQuery {
        var query = self
        query.limit = rows
        return query
    }
}
