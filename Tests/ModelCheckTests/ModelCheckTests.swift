import LookML
import QueryCompiler
import SQL
import SemanticModel
import Testing
import Warehouse
import WarehouseDuckDB

@testable import ModelCheck

@Suite struct ModelCheckTests {
    private static let tables = [
        "CREATE TABLE orders (id INTEGER, user_id INTEGER, status VARCHAR, amount DECIMAL(9,2), created TIMESTAMP)",
        "CREATE TABLE users (id INTEGER, name VARCHAR, status VARCHAR)",
    ]

    private static let good = """
        view: orders {
          sql_table_name: main.orders ;;
          dimension: id { primary_key: yes type: number sql: ${TABLE}.id ;; }
          dimension: user_id { type: number sql: ${TABLE}.user_id ;; }
          dimension: status { sql: ${TABLE}.status ;; }
          dimension: is_open { type: yesno sql: ${status} = 'open' ;; }
          dimension: size { type: tier tiers: [10, 100] sql: ${TABLE}.amount ;; }
          dimension_group: created { type: time timeframes: [raw, date, month] sql: ${TABLE}.created ;; }
          filter: since { type: date sql: {% condition since %} ${TABLE}.created {% endcondition %} ;; }
          measure: count { type: count filters: [status: "open"] }
          measure: total { type: sum sql: ${TABLE}.amount ;; }
          measure: per_order { type: number sql: ${total} / nullif(${count}, 0) ;; }
        }
        view: users {
          dimension: id { primary_key: yes type: number sql: ${TABLE}.id ;; }
          dimension: name {}
          measure: count { type: count }
        }
        view: totals {
          derived_table: { sql: SELECT user_id, sum(amount) AS total FROM ${orders.SQL_TABLE_NAME} GROUP BY 1 ;; }
          dimension: user_id { primary_key: yes type: number }
          measure: total { type: sum sql: ${TABLE}.total ;; }
        }
        explore: orders {
          join: users { sql_on: ${orders.user_id} = ${users.id} ;; relationship: many_to_one }
          join: totals { sql_on: ${users.id} = ${totals.user_id} ;; relationship: one_to_one }
          sql_always_where: ${orders.id} > 0 ;;
          always_filter: { filters: [orders.created_date: "7 days"] }
        }
        explore: users {
          join: orders { sql_on: ${orders.user_id} = ${users.id} ;; relationship: one_to_many }
        }

        """

    private func check(_ model: String, timeLimit: Duration = .seconds(3_600)) async throws -> ModelCheck.Report {
        let project = ProjectResolver.resolve(
            name: "test", files: [SourceFile(path: "shop.model.lkml", text: model)])
        let errors = project.diagnostics.filter { $0.severity == .error }
        #expect(errors == [], "the test's own model")
        let warehouse = try DuckDBWarehouse.open(DuckDBConfiguration(path: nil, threads: 1))
        for table in Self.tables { try await warehouse.execute(Statement(table, label: "test")) }
        let check = ModelCheck(
            warehouse: warehouse, context: QueryContext(now: 0, projectTimezone: "UTC"), timeLimit: timeLimit)
        let report = try await check.run(project)
        try await warehouse.close()
        return report
    }

    /// "code file:line:column → suggestion"
    private func problems(_ model: String) async throws -> [String] {
        try await check(model).problems.map { problem in
            "\(problem.code) \(problem.location)" + (problem.suggestion.map { " → \($0)" } ?? "")
        }
    }

    @Test func `a model whose tables are there has no problems`() async throws {
        let report = try await check(Self.good)
        #expect(report.problems == [])
        #expect(report.explores == 2 && report.isComplete)
        // Tables, joins, conditions and the fields of 3 + 2 views in at most two statements each.
        #expect(report.statements < 30)
    }

    @Test func `each wrong column is told at its field, once for all explores`() async throws {
        let model = Self.good.replacing(
            "sql: ${TABLE}.amount ;; }\n  measure: per_order", with: "sql: ${TABLE}.amuont ;; }\n  measure: per_order"
        )
        .replacing("dimension: name {}", with: "dimension: name {}\n  dimension: mail { sql: ${TABLE}.email ;; }")
        let report = try await check(model)
        // The measure that stands on the broken one is broken by it alone.
        #expect(
            report.problems.map { "\($0.code) \($0.location)" } == [
                "warehouse-field shop.model.lkml:11:3", "warehouse-field shop.model.lkml:17:3",
            ])
        #expect(report.problems.first?.suggestion == "amount")
        #expect(report.problems.first?.message.contains("`orders.total`") == true)
        #expect(report.problems.first?.message.hasSuffix("(explores `orders`, `users`)") == true)
    }

    @Test func `the members of a dimension group are one problem`() async throws {
        let model = Self.good.replacing(
            "raw, date, month] sql: ${TABLE}.created", with: "raw, date, month] sql: ${TABLE}.made"
        )
        .replacing("always_filter: { filters: [orders.created_date: \"7 days\"] }", with: "")
        let found = try await problems(model)
        #expect(found == ["warehouse-field shop.model.lkml:8:3"])
    }

    @Test func `a table that is missing hides what stands on it`() async throws {
        let model = Self.good.replacing("main.orders ;;", with: "main.order ;;")
        let report = try await check(model)
        #expect(
            report.problems.map { "\($0.code) \($0.location)" } == [
                "warehouse-table shop.model.lkml:2:19", "warehouse-table shop.model.lkml:20:25",
            ])
        #expect(report.problems.first?.suggestion == "orders")
    }

    @Test func `the complaint about a derived table is placed inside of its SQL`() async throws {
        let model = Self.good.replacing(
            "sql: SELECT user_id, sum(amount) AS total FROM",
            with: "sql:\n    SELECT user_id,\n      sum(amuont) AS total\n    FROM")
        let found = try await problems(model)
        #expect(found == ["warehouse-table shop.model.lkml:22:11 → amount"])
    }

    @Test func `a derived table that no explore uses is looked at`() async throws {
        let model =
            Self.good + "view: unused { derived_table: { sql: SELECT nope FROM orders ;; } dimension: nope {} }\n"
        let found = try await problems(model)
        #expect(found == ["warehouse-table shop.model.lkml:33:45"])
    }

    @Test func `tables from explores are looked at where they stand`() async throws {
        let native = """
            view: by_user {
              derived_table: { explore_source: orders {
                column: user_id {}
                column: amount { field: orders.total }
                derived_column: rank { sql: rank() over (order by amount) ;; }
                bind_all_filters: yes
              } }
              dimension: user_id { primary_key: yes type: number }
              measure: best { type: max sql: ${TABLE}.rank ;; }
            }
            explore: +orders { join: by_user { sql_on: ${by_user.user_id} = ${orders.user_id} ;; relationship: many_to_one } }

            """
        #expect(try await problems(Self.good + native) == [])
        let wrong = native.replacing("order by amount", with: "order by amuont")
        #expect(try await problems(Self.good + wrong) == ["warehouse-table shop.model.lkml:34:3 → amount"])
    }

    @Test func `a broken join hides the fields behind it and no others`() async throws {
        let model = Self.good.replacing(
            "${orders.user_id} = ${users.id} ;; relationship: many",
            with: "${orders.user_id} = ${users.id} + nope ;; relationship: many"
        )
        .replacing(
            "measure: per_order", with: "measure: wrong { type: sum sql: ${TABLE}.wrong ;; }\n  measure: per_order")
        let found = try await problems(model)
        #expect(
            found == [
                "warehouse-field shop.model.lkml:12:3", "warehouse-join shop.model.lkml:26:25",
            ])
    }

    @Test func `a field that joins and conditions stand on is told instead of them`() async throws {
        let model = Self.good.replacing("sql: ${TABLE}.user_id ;;", with: "sql: ${TABLE}.usre_id ;;")
        let found = try await problems(model)
        #expect(found == ["warehouse-field shop.model.lkml:4:3 → user_id"])
        let key = Self.good.replacing(
            "dimension: id { primary_key: yes type: number sql: ${TABLE}.id ;; }\n  dimension: user_id",
            with: "dimension: id { primary_key: yes type: number sql: ${TABLE}.key ;; }\n  dimension: user_id")
        let places = try await check(key).problems.map { "\($0.code) \($0.location.line)" }
        #expect(places == ["warehouse-field 3"])
    }

    @Test func `conditions of an explore are told by themselves`() async throws {
        let model = Self.good.replacing("${orders.id} > 0", with: "${orders.id} > nope")
        let found = try await problems(model)
        #expect(found == ["warehouse-explore shop.model.lkml:27:21"])
    }

    @Test func `a column without its table is ambiguous as soon as another view is joined`() async throws {
        let model = Self.good.replacing("sql: ${TABLE}.status ;;", with: "sql: status ;;")
        let found = try await check(model).problems
        #expect(found.map { "\($0.code) \($0.location.line)" } == ["warehouse-field 5"])
        #expect(found.first?.message.contains("mbiguous") == true)
        #expect(found.first?.suggestion == "Write ${TABLE} and a point before the column.")
    }

    @Test func `SQL of a filter is looked at`() async throws {
        let model = Self.good.replacing(
            "${TABLE}.created {% endcondition %}", with: "${TABLE}.creatde {% endcondition %}")
        let found = try await problems(model)
        #expect(found == ["warehouse-field shop.model.lkml:9:3 → created"])
    }

    @Test func `what the compiler can't compute is told too`() async throws {
        let model = Self.good.replacing("dimension: name {}", with: "dimension: name { sql: {{ 1 | nonsense }} ;; }")
        let found = try await check(model).problems
        #expect(found.map(\.code) == ["query-error"], "\(found)")
        #expect(found.first?.location.line == 16)
    }

    @Test func `fields behind access grants are looked at`() async throws {
        let model =
            "access_grant: staff { user_attribute: role allowed_values: [\"staff\"] }\n"
            + Self.good.replacing(
                "dimension: name {}", with: "dimension: name { required_access_grants: [staff] sql: ${TABLE}.nmae ;; }")
        let found = try await problems(model)
        #expect(found == ["warehouse-field shop.model.lkml:17:3 → name"])
    }

    @Test func `when the time is over the rest is named in a warning`() async throws {
        let report = try await check(Self.good, timeLimit: .zero)
        #expect(!report.isComplete)
        #expect(report.problems.map(\.code) == ["warehouse-incomplete"])
        #expect(report.problems.first?.severity == .warning)
        #expect(report.problems.first?.message.contains("2 of 2 explores") == true)
    }

    /// 1,000 dimensions in two explores, three of them wrong.
    @Test func `thousands of fields take few statements`() async throws {
        let fields = (0..<1_000).map { number in
            "  dimension: f\(number) { type: number sql: ${TABLE}.\(number % 400 == 7 ? "nope" : "id") + \(number) ;; }\n"
        }
        let model = Self.good.replacing("view: users {\n", with: "view: users {\n" + fields.joined())
        let report = try await check(model)
        #expect(report.problems.map(\.location.line) == [22, 422, 822])
        #expect(report.statements < 200, "\(report.statements)")
    }
}
