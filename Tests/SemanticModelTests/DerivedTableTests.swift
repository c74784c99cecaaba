import LookML
import Testing

@testable import SemanticModel

@Suite struct DerivedTableTests {
    private static let views = """
        datagroup: nightly { max_cache_age: "1 day" }
        view: orders {
          dimension: id { primary_key: yes }
          dimension: user_id {}
          dimension_group: created { timeframes: [date, month] }
          measure: count { type: count }
          measure: total { type: sum sql: ${TABLE}.x ;; }
        }
        view: users { dimension: id { primary_key: yes } dimension: name {} }
        explore: orders { join: users { sql_on: ${orders.user_id} = ${users.id} ;; } }

        """

    private func codes(_ project: Project) -> [String] {
        project.diagnostics.filter { $0.code != "unsupported-parameter" }.map {
            "\($0.code) \($0.location.line):\($0.location.column)"
        }
    }

    private func table(_ text: String) -> DerivedTable? { shop(Self.views + text).models.first?.derivedTables["facts"] }

    @Test func `a native derived table is a query on an explore`() {
        let project = shop(
            Self.views + """
                view: facts {
                  derived_table: {
                    explore_source: orders {
                      column: user_id {}
                      column: user { field: users.name }
                      column: total { field: orders.total }
                      derived_column: place { sql: rank() over (order by total) ;; }
                      filters: [users.name: "-A%"]
                      filters: { field: created_date value: "7 days" }
                      bind_filters: { from_field: facts.day to_field: orders.created_date }
                      bind_all_filters: yes
                      expression_custom_filter: ${orders.total} > 1 ;;
                      sorts: [total: desc, user_id: asc]
                      limit: 10
                      timezone: "UTC"
                    }
                  }
                  dimension: user_id { primary_key: yes }
                }
                explore: facts {}
                """)
        guard let table = project.models.first?.derivedTables["facts"], case .explore(let source) = table.form else {
            Issue.record("no table")
            return
        }
        #expect(codes(project) == [])
        #expect(source.explore == "orders")
        #expect(source.columns.map(\.name) == ["user_id", "user", "total"])
        #expect(source.columns.map(\.field) == ["orders.user_id", "users.name", "orders.total"])
        #expect(source.derivedColumns.map(\.sql) == ["rank() over (order by total)"])
        #expect(
            source.filters == [
                FieldFilterText(field: "users.name", expression: "-A%"),
                FieldFilterText(field: "orders.created_date", expression: "7 days"),
            ])
        #expect(source.bindings == [.init(from: "facts.day", to: "orders.created_date")])
        #expect(source.bindsAllFilters)
        #expect(source.customFilter == "${orders.total} > 1")
        #expect(source.sorts == ["orders.total desc", "orders.user_id"])
        #expect(source.limit == 10)
        #expect(source.timezone == "UTC")
        #expect(table.storage == nil)
        guard case .table(let sql)? = project.explore("facts")?.views.first?.source else {
            Issue.record("no source")
            return
        }
        #expect(sql.parts == [.tableName("facts")])
        #expect(project.models.first?.viewSources["facts"] == nil)
    }

    static let persistence: [(text: String, expected: TablePersistence?)] = [
        ("datagroup_trigger: nightly", .datagroup("nightly")), ("persist_for: \"2 hours\"", .lifetime(7200)),
        ("interval_trigger: \"1 day\"", .interval(86_400)), ("", nil),
    ]

    @Test(arguments: persistence)
    func `a table is kept as its author says`(_ text: String, _ expected: TablePersistence?) {
        #expect(table("view: facts { derived_table: { sql: SELECT 1 ;; \(text) } }")?.storage?.persistence == expected)
    }

    @Test func `a kept table has increments and a layout`() {
        let storage = table(
            """
            view: facts { derived_table: { sql: SELECT 1 ;; sql_trigger_value: SELECT 2 ;;
              increment_key: "created_date" increment_offset: 3 indexes: ["id", "day"] partition_keys: ["day"]
              cluster_keys: ["a", "b"] sortkeys: ["a"] distribution: "id" distribution_style: key
              table_compression: GZIP table_format: PARQUET publish_as_db_view: yes } }
            """)?.storage
        guard case .sqlTrigger(let trigger)? = storage?.persistence else {
            Issue.record("no trigger")
            return
        }
        #expect(trigger.written == "SELECT 2")
        #expect(storage?.increment == .init(key: "created_date", offset: 3))
        #expect(storage?.isPublished == true)
        #expect(storage?.layout.indexes == ["id", "day"])
        #expect(storage?.layout.partitionKeys == ["day"])
        #expect(storage?.layout.clusterKeys == ["a", "b"])
        #expect(storage?.layout.sortKeys == ["a"])
        #expect(storage?.layout.distribution == "id")
        #expect(storage?.layout.distributionStyle == "key")
        #expect([storage?.layout.compression, storage?.layout.format] == ["GZIP", "PARQUET"])
    }

    @Test func `a materialized view needs no trigger`() {
        let storage = table("view: facts { derived_table: { sql: SELECT 1 ;; materialized_view: yes } }")?.storage
        #expect(storage?.isMaterializedView == true)
        #expect(storage?.persistence == nil)
    }

    static let problems: [(text: String, problems: [String])] = [
        ("explore_source: {}", ["missing-name 11:32"]),
        ("explore_source: ordres { column: id {} }", ["unknown-explore 11:48"]),
        ("explore_source: base { column: id {} }", ["extension-required 11:48"]),
        ("explore_source: orders {}", ["missing-parameter 11:32"]),
        ("explore_source: orders { column: idd {} }", ["unknown-field 11:65"]),
        ("explore_source: orders { column: x { field: users.nme } }", ["unknown-field 11:76"]),
        ("explore_source: orders { column: id {} column: id {} }", ["duplicate-name 11:79"]),
        (
            "explore_source: orders { column: id {} filters: [created_date: \"3 dogs\", nope: \"1\"] }",
            ["bad-filter 11:95", "unknown-field 11:105"]
        ),
        ("explore_source: orders { column: id {} bind_filters: { to_field: id } }", ["missing-parameter 11:71"]),
        ("explore_source: orders { column: id {} sorts: [nope: desc] }", ["unknown-field 11:79"]),
        ("explore_source: orders { column: id {} } datagroup_trigger: nigthly", ["unknown-datagroup 11:92"]),
        ("sql: SELECT 1 ;; increment_key: \"a\"", ["missing-parameter 11:49"]),
        ("sql: SELECT 1 ;; persist_for: \"1 day\" increment_offset: 1", ["missing-parameter 11:70"]),
        ("explore_source: around { column: a {} }", ["circular-reference 11:15"]),
    ]

    @Test(arguments: problems)
    func `what can't be built is reported at its place`(_ text: String, _ problems: [String]) {
        let project = shop(
            Self.views + "view: facts { derived_table: { \(text) } dimension: a {} }\n"
                + "explore: base { extension: required view_name: orders }\nexplore: around { view_name: facts }")
        #expect(codes(project) == problems)
    }

    @Test func `a native table may be joined to the explore that it comes from`() {
        let project = shop(
            Self.views + """
                view: facts { derived_table: { explore_source: orders { column: user_id {} } } dimension: user_id { primary_key: yes } }
                explore: +orders { join: facts { sql_on: ${orders.user_id} = ${facts.user_id} ;; } }
                """)
        #expect(codes(project) == [])
    }
}
