import LookML
import Testing

@testable import SemanticModel

@Suite struct ExploreParameterTests {
    private static let views = """
        datagroup: nightly { max_cache_age: "1 day" }
        view: orders {
          dimension: id { primary_key: yes }
          dimension: user_id {}
          dimension: status {}
          dimension_group: created { timeframes: [date, month] }
          measure: count { type: count }
        }
        view: users { dimension: id { primary_key: yes } dimension: name {} measure: count { type: count } }

        """

    private func explore(_ text: String) -> Explore? { shop(Self.views + text).models.first?.explores.first }

    private func codes(_ text: String) -> [String] {
        shop(Self.views + text).diagnostics.filter { $0.code != "unsupported-parameter" }.map {
            "\($0.severity.rawValue) \($0.code) \($0.location.line)"
        }
    }

    private static let join = "join: users { sql_on: ${orders.user_id} = ${users.id} ;; }"

    @Test func `filters may hold under conditions`() {
        let text = """
            explore: orders { \(Self.join)
              conditionally_filter: { filters: [created_date: "7 days", users.name: "A%"] unless: [id, users.id] } }
            """
        #expect(
            explore(text)?.conditionalFilter
                == ConditionalFilter(
                    filters: [
                        FieldFilterText(field: "orders.created_date", expression: "7 days"),
                        FieldFilterText(field: "users.name", expression: "A%"),
                    ], unless: ["orders.id", "users.id"]))
        #expect(codes(text) == [])
        #expect(
            codes("explore: orders { conditionally_filter: {\n filters: [created_date: \"7 dogs\"]\n unless: [idd] } }")
                == ["error bad-filter 11", "error unknown-field 12"])
    }

    @Test func `queries to begin with are kept whole`() {
        let text = """
            explore: orders { \(Self.join)
              query: by_month { label: "By month" description: "How many" dimensions: [created_month, users.name]
                measures: [count] pivots: [users.name] filters: [status: "done"] sorts: [created_month: desc, count: asc]
                limit: 12 timezone: "UTC" }
              query: broken { dimensions: [nothing] measures: [count] }
            }
            """
        let queries = explore(text)?.quickStarts ?? []
        #expect(queries.map(\.name) == ["by_month"])
        #expect(queries.first?.label == "By month")
        #expect(queries.first?.fields == ["orders.created_month", "users.name", "orders.count"])
        #expect(queries.first?.pivots == ["users.name"])
        #expect(queries.first?.filters == [FieldFilterText(field: "orders.status", expression: "done")])
        #expect(queries.first?.sorts == ["orders.created_month desc", "orders.count"])
        #expect(queries.first?.limit == 12)
        #expect(codes(text) == ["error unknown-field 14"])
    }

    @Test func `aggregate tables are queries that are kept`() {
        let text = """
            explore: orders {
              aggregate_table: daily {
                query: { dimensions: [created_date] measures: [count] filters: [status: "done"] timezone: "UTC" }
                materialization: { datagroup_trigger: nightly increment_key: "created_date" increment_offset: 1 } }
              aggregate_table: unkept { query: { dimensions: [created_date] } materialization: {} }
              aggregate_table: unasked { materialization: { persist_for: "1 hour" } }
            }
            """
        let tables = explore(text)?.aggregateTables ?? []
        #expect(tables.map(\.name) == ["daily"])
        #expect(tables.first?.query.dimensions == ["orders.created_date"])
        #expect(tables.first?.query.measures == ["orders.count"])
        #expect(tables.first?.storage.persistence == .datagroup("nightly"))
        #expect(tables.first?.storage.increment == .init(key: "created_date", offset: 1))
        #expect(codes(text) == ["error missing-parameter 14", "error missing-parameter 15"])
    }

    @Test func `a refinement adds to an aggregate table`() {
        let explore = explore(
            """
            explore: orders { aggregate_table: a { query: { dimensions: [id] } materialization: { persist_for: "1 hour" } } }
            explore: +orders { aggregate_table: a { query: { measures: [count] } } }
            """)
        #expect(explore?.aggregateTables.first?.query.fields == ["orders.id", "orders.count"])
    }

    @Test func `grouping and symmetric aggregates can be given up`() {
        let explore = explore(
            "explore: orders { \(Self.join) cancel_grouping_fields: [id, users.id] symmetric_aggregates: no }")
        #expect(explore?.cancelGroupingFields == ["orders.id", "users.id"])
        #expect(explore?.usesSymmetricAggregates == false)
        #expect(explore?.field("users.count")?.hidden == true)
        #expect(explore?.field("orders.count")?.hidden == false)
        #expect(codes("explore: orders { cancel_grouping_fields: [idd] }") == ["error unknown-field 10"])
    }

    @Test func `SQL before queries is the explore's, else the model's`() {
        #expect(explore("explore: orders { sql_preamble: SET a = 1 ;; }")?.sqlPreamble?.written == "SET a = 1")
        #expect(explore("sql_preamble: SET b = 1 ;;\nexplore: orders {}")?.sqlPreamble?.written == "SET b = 1")
        #expect(explore("explore: orders {}")?.sqlPreamble == nil)
    }

    @Test func `joins may be outer only`() {
        let explore = explore(
            "explore: orders { join: users { outer_only: yes sql_on: ${orders.user_id} = ${users.id} ;; } }")
        #expect(explore?.views.last?.join?.isOuterOnly == true)
    }

    static let joins: [(text: String, codes: [String])] = [
        (
            "join: users { sql_on: ${users.id} = 5 ;; }",
            ["warning unconnected-join 10"]
        ),
        ("join: users { sql_on: orders.user_id = ${users.id} ;; }", []),
        ("join: users { sql_on: ${users.id} = 5 ;; type: cross }", ["warning unconnected-join 10"]),
        (
            """
            join: a { from: users sql_on: ${a.id} = ${b.id} ;; }
            join: b { from: users sql_on: ${a.id} = ${b.id} ;; }
            """, ["error unreachable-join 10", "error unreachable-join 11"]
        ),
        (
            """
            join: a { from: users sql_on: ${a.id} = ${b.id} ;; }
            join: b { from: users sql_on: ${orders.id} = ${b.id} ;; }
            join: c { from: users sql_on: ${a.id} = ${c.id} ;; required_joins: [b] }
            """, []
        ),
        (
            """
            join: a { from: users type: cross }
            join: b { from: users sql_on: ${a.id} = ${b.id} ;; }
            """, []
        ),
    ]

    @Test(arguments: joins)
    func `joins that lead nowhere are reported`(_ text: String, _ codes: [String]) {
        #expect(self.codes("explore: orders { \(text) }") == codes)
    }
}
