import LookML
import Testing

@testable import SemanticModel

/// Examples of the language's reference that no other test holds, by its sections.
@Suite struct WorkedExamplesTests {
    @Test func `2.8: repeatable keys add up, of all others the last one counts`() {
        let project = shop(
            """
            view: v {
              label: "First" label: "Second"
              dimension: a { link: { label: "One" url: "/1" } link: { label: "Two" url: "/2" } tags: ["x"] tags: ["y"] }
            }
            explore: v {}
            """)
        #expect(project.explore("v")?.views.first?.label == "Second")
        #expect(project.field("v.a")?.details.links.map(\.label) == ["One", "Two"])
        #expect(project.field("v.a")?.tags == ["y"])
        #expect(project.diagnostics.map(\.code) == ["repeated-parameter", "repeated-parameter"])
    }

    @Test func `2.10: filters are written as a list or as blocks`() {
        let fields = "dimension: status {} dimension: day { type: date } "
        func filters(_ measure: String, _ always: String) -> ([FieldFilterText], [FieldFilterText]) {
            let project = shop(
                "view: v { \(fields) measure: m { type: count \(measure) } } explore: v { always_filter: { \(always) } }"
            )
            guard case .measure(let found)? = project.field("v.m")?.kind else { return ([], []) }
            return (found.filters, project.explore("v")?.alwaysFilters ?? [])
        }
        let list = filters(
            #"filters: [status: "complete", v.day: "7 days"]"#, #"filters: [status: "x", v.day: "1 day"]"#)
        let blocks = filters(
            #"filters: { field: status value: "complete" } filters: { field: v.day value: "7 days" }"#,
            #"filters: { field: status value: "x" } filters: { field: v.day value: "1 day" }"#)
        #expect(list.0.map(\.expression) == ["complete", "7 days"] && list.1.map(\.field) == ["v.status", "v.day"])
        #expect(list.0 == blocks.0 && list.1 == blocks.1)
    }

    @Test func `4: blocks without names are added to those of the parent`() {
        let project = shop(
            """
            view: base {
              dimension: id { primary_key: yes }
              dimension: kind {
                case: { when: { sql: ${id} = 1 ;; label: "One" } }
                link: { label: "Parent" url: "/p" }
              }
              parameter: grain { type: unquoted allowed_value: { value: "day" } }
            }
            view: v {
              extends: [base]
              dimension: kind { link: { label: "Child" url: "/c" } }
              parameter: grain { allowed_value: { value: "week" } }
            }
            explore: base_explore { extension: required view_name: v access_filter: { field: v.id user_attribute: a } }
            explore: v { extends: [base_explore] access_filter: { field: v.kind user_attribute: b } }
            """)
        #expect(project.field("v.kind")?.details.links.map(\.label) == ["Parent", "Child"])
        #expect(project.field("v.grain")?.details.allowedValues.map(\.value) == ["day", "week"])
        #expect(project.explore("v")?.accessFilters.map(\.userAttribute) == ["a", "b"])
    }

    @Test func `4: extends may come more than once, and a dimension takes the place of a generated one`() {
        let project = shop(
            """
            view: a { dimension: x { label: "A" } dimension_group: made { timeframes: [date, month] } }
            view: b { dimension: x { label: "B" } dimension: y {} }
            view: v { extends: [a] extends: [b] dimension: made_month { label: "Month" sql: ${TABLE}.m ;; } }
            explore: v {}
            """)
        #expect(project.problems == [])
        #expect(project.field("v.x")?.labelShort == "B")
        #expect(project.field("v.made_month")?.labelShort == "Month")
        #expect(Set(project.explore("v")?.fields.map(\.shortName) ?? []) == ["x", "made_date", "y", "made_month"])
    }

    @Test func `4: a child of an explore whose view is not named has a view of its own name`() {
        let views = "view: orders { dimension: id {} } view: child { dimension: other {} } "
        #expect(
            shop(views + "explore: orders {} explore: child { extends: [orders] }").explore("child")?.views.first?.view
                == "child")
        #expect(
            shop(views + "explore: orders { view_name: orders } explore: child { extends: [orders] }").explore("child")?
                .views.first?.view == "orders")
    }

    @Test func `5.6: durations without intervals come from years down to seconds`() {
        let project = shop(
            "view: v { dimension_group: open { type: duration sql_start: ${TABLE}.a ;; sql_end: ${TABLE}.b ;; } } explore: v {}"
        )
        #expect(
            project.explore("v")?.fields.map(\.shortName) == [
                "years_open", "quarters_open", "months_open", "weeks_open", "days_open", "hours_open", "minutes_open",
                "seconds_open",
            ])
    }

    @Test func `6.1: what stands for what in an expression`() {
        let project = shop(
            """
            view: users { sql_table_name: raw.users ;; dimension: id { primary_key: yes } }
            view: v {
              dimension: id { primary_key: yes sql: ${TABLE}.id ;; }
              dimension: own { sql: f(${id}) ;; }
              dimension: other { sql: ${users.id} ;; }
              dimension_group: made { timeframes: [raw, date] }
              dimension: day { sql: ${made_date} || ${made_raw} ;; }
              measure: count { type: count }
              measure: twice { type: number sql: 2 * ${count} ;; }
              dimension: table { sql: (SELECT COUNT(*) FROM ${users.SQL_TABLE_NAME}) ;; }
            }
            explore: v { join: users { sql_on: ${v.own} = ${users.id} ;; } }
            """)
        #expect(project.problems == [])
        func sql(_ name: String) -> String? {
            switch project.field("v." + name)?.kind {
            case .plain(let sql, _): return sql.written
            case .measure(let measure):
                guard case .expression(let sql, _) = measure.form else { return nil }
                return sql.written
            default: return nil
            }
        }
        #expect(sql("id") == "${TABLE}.id")
        #expect(sql("own") == "f(${v.id})")
        #expect(sql("other") == "${users.id}")
        #expect(sql("day") == "${v.made_date} || ${v.made_raw}")
        #expect(sql("twice") == "2 * ${v.count}")
        #expect(sql("table") == "(SELECT COUNT(*) FROM ${users.SQL_TABLE_NAME})")
    }

    @Test func `6.3: exclusions alone leave all but what they name`() {
        let project = shop(
            "view: v { dimension: a {} dimension: secret {} measure: n { type: count } } explore: v { fields: [-v.secret] }"
        )
        #expect(project.explore("v")?.fields.map(\.name) == ["v.a", "v.n"])
    }

    static let formats: [(name: String, pattern: String)] = [
        ("decimal_0", "#,##0"), ("decimal_1", "#,##0.0"), ("decimal_2", "#,##0.00"), ("decimal_4", "#,##0.0000"),
        ("usd_0", "$#,##0"), ("usd", "$#,##0.00"), ("percent_0", "#,##0%"), ("percent_4", "#,##0.0000%"), ("id", "0"),
    ]

    @Test(arguments: formats)
    func `16: named formats of the language`(_ name: String, _ pattern: String) {
        let project = shop("view: v { dimension: a { type: number value_format_name: \(name) } } explore: v {}")
        #expect(project.problems == [])
        #expect(project.field("v.a")?.valueFormat == pattern)
    }
}
