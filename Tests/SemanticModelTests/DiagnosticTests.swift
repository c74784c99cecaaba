import LookML
import Testing

@testable import SemanticModel

/// One small text for each problem, with what is reported and where.
@Suite struct DiagnosticTests {
    /// Views that are right, in lines 1 to 4; the text under test begins in line 5.
    private static let views = """
        view: orders { dimension: id { primary_key: yes } dimension: status {} dimension: user_id {}
          measure: count { type: count } measure: total { type: sum sql: ${TABLE}.x ;; } }
        view: users { dimension: id { primary_key: yes } dimension: name {} measure: count { type: count }
          set: basic { fields: [id, name] } parameter: p { type: number } }

        """

    static let examples: [(text: String, problems: [String])] = [
        // Names
        ("explore: ordres {}", ["error unknown-view shop.model.lkml:5:1 → orders"]),
        ("explore: e { view_name: order }", ["error unknown-view shop.model.lkml:5:25 → orders"]),
        (
            "explore: orders { join: user { sql_on: 1 = 1 ;; } }",
            ["error unknown-view shop.model.lkml:5:19 → users"]
        ),
        (
            "explore: orders { join: users { sql_on: ${orders.usr_id} = ${users.id} ;; } }",
            ["error unknown-field shop.model.lkml:5:41 → user_id"]
        ),
        (
            "explore: orders {\n  sql_always_where: ${status} = 1\n    AND ${users.name} = 2 ;; }",
            ["error unknown-view shop.model.lkml:7:9 → join: users { … }"]
        ),
        (
            "explore: orders { sql_always_where: ${user.name} = 2 ;; }",
            ["error unknown-view shop.model.lkml:5:37 → users"]
        ),
        (
            "explore: orders { join: users { sql_on: ${id} = ${users.id} ;; required_joins: [usrs] } always_join: [usres] }",
            [
                "error unknown-join shop.model.lkml:5:81 → users",
                "error unknown-join shop.model.lkml:5:103 → users",
            ]
        ),
        (
            "explore: orders { always_filter: { filters: [statsu: \"x\"] } }",
            ["error unknown-field shop.model.lkml:5:46 → status"]
        ),
        (
            "explore: orders { fields: [ALL_FIELDS*, -stats, basic*, nope.x] }",
            [
                "warning unknown-field shop.model.lkml:5:41 → status",
                "warning unknown-set shop.model.lkml:5:49",
                "warning unknown-view shop.model.lkml:5:57",
            ]
        ),
        ("view: v { dimension: a { sql: ${b} ;; } }", ["error unknown-field shop.model.lkml:5:31"]),
        (
            "view: v { dimension: a {} measure: m { type: count filters: [aa: \"1\"] } } explore: v {}",
            ["error unknown-field shop.model.lkml:5:62"]
        ),
        (
            "view: v { set: s { fields: [x*, y] } }",
            ["warning unknown-set shop.model.lkml:5:29", "warning unknown-field shop.model.lkml:5:33"]
        ),
        ("view: v { extends: [ordrs] }", ["error unknown-view shop.model.lkml:5:21 → orders"]),
        ("view: +ordrs {}", ["error unknown-view shop.model.lkml:5:1 → orders"]),
        ("explore: e { view_name: orders extends: [f] }", ["error unknown-explore shop.model.lkml:5:42"]),
        (
            "explore: orders { dimension: x {} jion: users {} }",
            [
                "warning unknown-parameter shop.model.lkml:5:19",
                "warning unknown-parameter shop.model.lkml:5:35 → join",
            ]
        ),
        ("veiw: x {}", ["warning unknown-parameter shop.model.lkml:5:1 → view"]),
        (
            "view: orders {}",
            ["error duplicate-name shop.model.lkml:5:1 → Rename one of them, or refine the first with `view: +orders`."]
        ),
        (
            "view: v { dimension: a {} measure: a { type: count } }",
            ["error duplicate-name shop.model.lkml:5:27 → Rename one of them."]
        ),
        (
            "view: v { dimension_group: a { timeframes: [date] } measure: a_date { type: count } }",
            ["error duplicate-name shop.model.lkml:5:53 → Rename one of them."]
        ),
        (
            "explore: orders { join: orders { sql_on: 1 = 1 ;; } }",
            [
                "error duplicate-name shop.model.lkml:5:19 → Give the join another name, and say `from: orders`."
            ]
        ),
        ("view: v { dimension: { } }", ["error missing-name shop.model.lkml:5:11"]),
        ("view: v { dimension: Big {} }", ["warning name-style shop.model.lkml:5:11 → big"]),
        // Values
        ("view: v { dimension: a { type: nmber } }", ["error unknown-type shop.model.lkml:5:32 → number"]),
        ("view: v { measure: a { type: summ sql: x ;; } }", ["error unknown-type shop.model.lkml:5:30 → sum"]),
        ("view: v { dimension: a { hidden: maybe } }", ["error wrong-type shop.model.lkml:5:34"]),
        ("view: v { dimension: a { hidden: true } }", ["warning wrong-type shop.model.lkml:5:34 → yes"]),
        ("view: v { dimension: a { type: tier tiers: [1, x] } }", ["error wrong-type shop.model.lkml:5:48"]),
        ("view: v { dimension: \"a\" }", ["error wrong-type shop.model.lkml:5:11"]),
        (
            "view: v { dimension_group: a { timeframes: [date, weak] } }",
            ["error unknown-timeframe shop.model.lkml:5:51 → week"]
        ),
        (
            "view: v { dimension_group: a { timeframes: [fiscal_year] } }",
            ["error missing-parameter shop.model.lkml:5:45 → fiscal_month_offset: 0"]
        ),
        (
            "view: v { dimension_group: a { datatype: date timeframes: [hour] } }",
            ["warning timeframe-below-day shop.model.lkml:5:60"]
        ),
        (
            "view: v { dimension_group: a { type: duration sql_start: x ;; } }",
            ["error missing-parameter shop.model.lkml:5:11"]
        ),
        ("view: v { measure: a { type: sum } }", ["error missing-parameter shop.model.lkml:5:11"]),
        (
            "view: v { measure: a { type: percentile percentile: 200 sql: x ;; } }",
            ["error wrong-type shop.model.lkml:5:53"]
        ),
        (
            "explore: orders { join: users { type: outer sql_on: ${id} = ${users.id} ;; } }",
            ["error wrong-type shop.model.lkml:5:39"]
        ),
        ("explore: orders { join: users { } }", ["error missing-join-condition shop.model.lkml:5:19"]),
        ("week_start_day: sundy", ["error wrong-type shop.model.lkml:5:17 → sunday"]),
        ("fiscal_month_offset: 13", ["error wrong-type shop.model.lkml:5:22"]),
        ("view: v { label: \"a\" label: \"b\" }", ["warning repeated-parameter shop.model.lkml:5:22"]),
        (
            "view: v { dimension: a { sql: ${a b} ${ ;; } }",
            [
                "error bad-reference shop.model.lkml:5:31 → Write ${field} or ${view.field}.",
                "error bad-reference shop.model.lkml:5:38 → Add the missing }.",
            ]
        ),
        ("view: v { dimension: a { sql: ${EXTENDED} ;; } }", ["error bad-reference shop.model.lkml:5:31"]),
        ("explore: orders { sql_always_where: ${TABLE}.x ;; }", ["error bad-reference shop.model.lkml:5:37"]),
        ("explore: users { sql_always_where: ${p} = 1 ;; }", ["error bad-reference shop.model.lkml:5:36"]),
        (
            "view: v { dimension: d { type: date } measure: m { type: count filters: [d: \"3 dogs\"] } } explore: v {}",
            ["error bad-filter shop.model.lkml:5:77"]
        ),
        // Meaning
        (
            "view: v { measure: m { type: count } dimension: a { sql: ${m} ;; } } explore: v {}",
            ["error measure-in-dimension shop.model.lkml:5:58"]
        ),
        (
            "view: v { measure: m { type: count } measure: s { type: sum sql: ${m} ;; } } explore: v {}",
            ["error measure-in-measure shop.model.lkml:5:66 → Use a measure of type number."]
        ),
        (
            "view: v { measure: m { type: number sql: 1 ;; filters: [a: \"1\"] } }",
            ["error unexpected-parameter shop.model.lkml:5:47 → Filter the measures that it is computed from."]
        ),
        ("view: v { measure: m { type: count sql: x ;; } }", ["warning ignored-parameter shop.model.lkml:5:36"]),
        (
            "view: v { dimension: a { primary_key: yes } dimension: b { primary_key: yes } }",
            [
                "error duplicate-primary-key shop.model.lkml:5:45 → A key of several columns is one dimension that concatenates them."
            ]
        ),
        (
            "view: v { measure: s { type: sum_distinct sql: x ;; } }",
            [
                "error missing-primary-key shop.model.lkml:5:11 → Add `sql_distinct_key`, or `primary_key: yes` to a dimension."
            ]
        ),
        (
            "view: v { dimension: x {} measure: n { type: count } } explore: orders { join: v { sql_on: ${id} = ${v.x} ;; } }",
            [
                "warning missing-primary-key shop.model.lkml:5:74 → Add `primary_key: yes` to a dimension of the view `v`."
            ]
        ),
        (
            "view: v { dimension: x {} } explore: orders { join: v { foreign_key: user_id } }",
            [
                "error missing-primary-key shop.model.lkml:5:70 → Add `primary_key: yes` to a dimension, or use sql_on."
            ]
        ),
        ("view: v { final: yes } view: +v { label: \"x\" }", ["error refinement-of-final shop.model.lkml:5:24"]),
        // Circles
        (
            "view: v { dimension: a { sql: ${b} ;; } dimension: b { sql: ${c} ;; } dimension: c { sql: ${a} ;; } } explore: v {}",
            ["error circular-reference shop.model.lkml:5:11"]
        ),
        ("view: a { extends: [b] } view: b { extends: [a] }", ["error circular-reference shop.model.lkml:5:46"]),
        (
            "view: a { derived_table: { sql: ${b.SQL_TABLE_NAME} ;; } } view: b { derived_table: { sql: ${a.SQL_TABLE_NAME} ;; } }",
            ["error circular-reference shop.model.lkml:5:33"]
        ),
        (
            "view: v { set: a { fields: [b*] } set: b { fields: [a*] } }",
            ["error circular-reference shop.model.lkml:5:29", "error circular-reference shop.model.lkml:5:53"]
        ),
        // Known and not honoured
        (
            "view: v { dimension: a { string_datatype: unicode } dimension: b { string_datatype: unicode } }",
            ["warning unsupported-parameter shop.model.lkml:5:26"]
        ),
        (
            "view: v { dimension: a { type: location } dimension: b { sql: ${a} ;; } }",
            ["error missing-parameter shop.model.lkml:5:11", "error unknown-field shop.model.lkml:5:63"]
        ),
        (
            "view: v { derived_table: { explore_source: orders { column: id {} } } } explore: orders {} explore: v {}",
            []
        ),
        ("fiscal_month_offset: 0 localization_settings: {}", ["warning unsupported-parameter shop.model.lkml:5:24"]),
        ("view: v { dimension: a { fanout_on: \"x\" } }", ["warning unsupported-parameter shop.model.lkml:5:26"]),
        (
            "view: v { measure: a { type: time sql: x ;; } }",
            ["warning unsupported-parameter shop.model.lkml:5:30"]
        ),
        (
            "view: v { derived_table: { sql_create: CREATE TABLE x ;; } } explore: v {}",
            [
                "warning unsupported-parameter shop.model.lkml:5:28",
                "warning unsupported-parameter shop.model.lkml:5:62",
            ]
        ),
        // Files
        ("include: \"nothing.view\"", ["error include-not-found shop.model.lkml:5:10"]),
        ("include: \"*.view\"", ["warning include-not-found shop.model.lkml:5:10"]),
        (
            "include: \"/../../etc/passwd\"",
            [
                "error include-outside-project shop.model.lkml:5:10 → Write the path from the project's root, beginning with `/`."
            ]
        ),
        ("include: \"//other/x.view\"", ["error include-not-found shop.model.lkml:5:10"]),
        ("label: \"@{NAME}\"", ["error unknown-constant shop.model.lkml:5:8"]),
    ]

    @Test(arguments: examples)
    func `each problem is reported at its place`(_ text: String, _ problems: [String]) {
        #expect(shop(Self.views + text).problems == problems)
    }

    @Test func `a circle is named`() {
        let project = shop("view: v { dimension: b { sql: ${a} ;; } dimension: a { sql: ${b} ;; } }\nexplore: v {}")
        #expect(project.diagnostics.map(\.message) == ["`v.a` stands on itself: v.a → v.b → v.a."])
    }

    @Test func `references that Liquid may never take are warnings`() {
        let project = shop("view: v { dimension: a { sql: {% if x %} ${b} {% endif %} ;; } }\nexplore: v {}")
        #expect(project.problems == ["warning unknown-field shop.model.lkml:1:42"])
        #expect(!project.hasErrors)
    }

    @Test func `a broken file does not hide the others`() {
        let project = project([
            "a.model.lkml": "include: \"*.view\"\nexplore: good {}\nexplore: bad {}",
            "bad.view.lkml": "view: bad {\n  dimension: a { sql: ${TABLE}.a }\n",
            "good.view.lkml": "view: good { dimension: a { sql: ${TABLE}.a ;; } }",
        ])
        #expect(project.explore("good")?.field("good.a") != nil)
        #expect(project.hasErrors)
        #expect(project.diagnostics.contains { $0.code.hasPrefix("syntax") && $0.location.file == "bad.view.lkml" })
        #expect(project.diagnostics.map(\.location) == project.diagnostics.map(\.location).sorted())
    }

    @Test func `each use of a view reports its problems once`() {
        let project = shop(
            """
            view: v { dimension: a { sql: ${b} ;; } }
            explore: v {}
            explore: w { view_name: v }
            """)
        #expect(project.problems.count == 1)
    }

    @Test func `chains of fields that no query could follow are refused`() {
        var text = "view: v { dimension: a0 {}\n"
        for step in 1...5_000 { text += "dimension: a\(step) { sql: ${a\(step - 1)} ;; }\n" }
        let project = shop(text + "}\nexplore: v {}")
        #expect(project.diagnostics.map(\.code) == ["reference-too-deep"])
        #expect(project.diagnostics.first?.location.line == 201)
    }
}
