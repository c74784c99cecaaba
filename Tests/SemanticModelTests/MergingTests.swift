import LookML
import Testing

@testable import SemanticModel

@Suite struct MergingTests {
    /// The published precedence table: what label an explore ends up with.
    static let labels: [(text: String, explore: String, label: String)] = [
        ("explore: e1 { view_name: v extends: [a, b] }", "e1", "B"),
        ("explore: e2 { view_name: v extends: [b, a] }", "e2", "A"),
        ("explore: e3 { view_name: v extends: [b, a] } explore: +a { label: \"A+\" }", "e3", "A+"),
        ("explore: e4 { view_name: v extends: [a, b] } explore: +e4 { label: \"C\" }", "e4", "C"),
        ("explore: +e4 { label: \"C\" } explore: e4 { view_name: v extends: [a, b] }", "e4", "C"),
        ("explore: e5 { view_name: v extends: [b] } explore: +e5 { extends: [a] }", "e5", "A"),
        ("explore: e6 { view_name: v extends: [b] } explore: +e6 { extends: [a, b] }", "e6", "A"),
        ("explore: e7 { view_name: v extends: [a] } explore: +e7 { extends: [a, b] }", "e7", "B"),
    ]

    @Test(arguments: labels)
    func `parents, refinements and the own body win in their order`(
        _ text: String, _ explore: String, _ label: String
    ) {
        let parents = """
            view: v { dimension: id {} }
            explore: a { extension: required label: "A" }
            explore: b { extension: required label: "B" }

            """
        let project = shop(parents + text)
        #expect(project.explore(explore)?.label == label)
        #expect(project.problems == [])
    }

    @Test func `a named block is merged by its parameters, and new ones follow`() {
        let project = shop(
            """
            view: base {
              dimension: id { primary_key: yes }
              dimension: status { label: "State" description: "How far" sql: ${TABLE}.state ;; }
              measure: done { type: count filters: [status: "done"] }
              drill_fields: [id]
            }
            view: child {
              extends: [base]
              dimension: status { label: "Step" }
              dimension: extra {}
              measure: done { filters: { field: id value: "5" } filters: { field: status value: "over" } }
            }
            explore: child {}
            """)
        #expect(project.problems == [])
        #expect(project.explore("child")?.fields.map(\.shortName) == ["id", "status", "done", "extra"])
        let status = project.field("child.status")
        #expect(status?.labelShort == "Step")
        #expect(status?.description == "How far")
        guard case .measure(let done)? = project.field("child.done")?.kind else {
            Issue.record("no measure")
            return
        }
        #expect(
            done.filters == [
                FieldFilterText(field: "child.status", expression: "over"),
                FieldFilterText(field: "child.id", expression: "5"),
            ])
    }

    @Test func `a list parameter is replaced and not added to`() {
        let project = shop(
            """
            view: v { dimension: a { tags: ["x", "y"] } }
            view: +v { dimension: a { tags: ["z"] } }
            explore: v {}
            """)
        #expect(project.field("v.a")?.tags == ["z"])
    }

    @Test func `EXTENDED stands for the parent's text`() {
        let project = shop(
            """
            view: v { dimension: a { sql: upper(${TABLE}.a) ;; } }
            view: +v { dimension: a { sql: trim(${EXTENDED}) ;; } }
            explore: v {}
            """)
        guard case .plain(let sql, _)? = project.field("v.a")?.kind else {
            Issue.record("no dimension")
            return
        }
        #expect(sql.written == "trim(upper(${TABLE}.a))")
    }

    @Test func `a derived table takes the place of the parent's table`() {
        let project = shop(
            """
            view: v { sql_table_name: raw.v ;; dimension: a {} }
            view: w { extends: [v] derived_table: { sql: SELECT 1 AS a ;; } }
            explore: w {}
            """)
        guard case .derivedSQL(let sql)? = project.explore("w")?.views.first?.source else {
            Issue.record("no derived table")
            return
        }
        #expect(sql.written == "SELECT 1 AS a")
    }

    @Test func `templates are neither shown nor inherited as templates`() {
        let project = shop(
            """
            view: base { extension: required dimension: a {} }
            view: v { extends: [base] }
            explore: base_explore { extension: required view_name: v }
            explore: v { extends: [base_explore] }
            """)
        #expect(project.models.first?.explores.map(\.name) == ["v"])
        #expect(project.problems == [])
    }

    @Test func `a measure laid over a dimension of its name takes its place`() {
        let project = shop(
            """
            view: base { dimension: total {} }
            view: v { extends: [base] measure: total { type: sum sql: ${TABLE}.total ;; } }
            explore: v {}
            """)
        #expect(project.field("v.total")?.category == .measure)
        #expect(project.problems == [])
    }

    @Test func `text that names its parent twice at every step stays bounded`() {
        var text = "view: v0 { dimension: a { sql: ${TABLE}.abcdefgh ;; } }\n"
        for step in 1...40 {
            text += "view: v\(step) { extends: [v\(step - 1)] dimension: a { sql: ${EXTENDED} + ${EXTENDED} ;; } }\n"
        }
        #expect(shop(text + "explore: v40 {}").explore("v40") != nil)
    }
}
