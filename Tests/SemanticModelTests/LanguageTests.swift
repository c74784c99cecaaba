import Testing

@testable import SemanticModel

/// The language, parameter by parameter, where the other suites do not have it: what each says by itself.
@Suite struct LanguageTests {
    private func view(_ body: String, explore: String = "explore: v {}") -> Project {
        let project = shop("view: v {\n\(body)\n}\n\(explore)")
        #expect(project.problems.filter { $0.hasPrefix("error") } == [])
        return project
    }

    // MARK: Models

    @Test func `a model has a connection, a label and a calendar`() {
        let project = project([
            "manifest.lkml": "constant: DB { value: \"warehouse\" } constant: TEAM { value: \"Ops\" }",
            "web_shop.model.lkml": """
            connection: "@{DB}"
            label: "@{TEAM} Shop"
            week_start_day: wednesday
            fiscal_month_offset: -2
            case_sensitive: no
            view: v { dimension: a {} }
            explore: v { description: "For @{TEAM}" group_label: "All" tags: ["x", "y"] }
            """,
            "plain.model.lkml": "",
        ])
        let model = project.model("web_shop")
        #expect(model?.connection == "warehouse")
        #expect(model?.label == "Ops Shop")
        #expect(model?.weekStartDay == .wednesday)
        #expect(model?.fiscalMonthOffset == -2)
        #expect(model?.caseSensitive == false)
        let explore = model?.explore("v")
        #expect(explore?.caseSensitive == false)
        #expect(explore?.description == "For Ops")
        #expect(explore?.groupLabel == "All")
        #expect(explore?.tags == ["x", "y"])
        #expect(explore?.label == "V")
        let plain = project.model("plain")
        #expect(plain?.label == "Plain")
        #expect(plain?.weekStartDay == .monday)
        #expect(plain?.fiscalMonthOffset == nil)
        #expect(plain?.caseSensitive == true)
    }

    // MARK: Includes

    @Test(arguments: [
        ("views/orders.view", ["views/orders.view.lkml"]), ("/views/orders.view.lkml", ["views/orders.view.lkml"]),
        ("*.view", ["top.view.lkml"]), ("/views/*", ["views/items.view.lkml", "views/orders.view.lkml"]),
        (
            "/**/*.view",
            ["top.view.lkml", "views/deep/old.view.lkml", "views/items.view.lkml", "views/orders.view.lkml"]
        ),
        ("/views/**/o*.view.lkml", ["views/deep/old.view.lkml", "views/orders.view.lkml"]),
        // From the time when projects had no folders.
        ("old.view", ["views/deep/old.view.lkml"]),
    ])
    func `an include finds files by their paths`(_ pattern: String, _ paths: [String]) {
        let all = [
            "top.view.lkml", "views/orders.view.lkml", "views/items.view.lkml", "views/deep/old.view.lkml",
        ]
        var files = ["shop.model.lkml": "include: \"\(pattern)\""]
        for path in all { files[path] = "view: \(path.filter(\.isLetter)) { dimension: a {} }" }
        let project = project(files)
        #expect(project.problems == [])
        #expect(
            Set(project.models.first?.viewSources.keys.map { $0 } ?? []) == Set(paths.map { $0.filter(\.isLetter) }))
    }

    @Test func `an include without a file is an error, and a pattern without one a warning`() {
        let project = shop("include: \"none.view\"\ninclude: \"/none/*.view\"")
        #expect(
            project.diagnostics.map { "\($0.severity.rawValue) \($0.location.line)" } == ["error 1", "warning 2"])
    }

    // MARK: extends and refinements

    /// The outcomes of the reference: parents A and B set only labels "A" and "B".
    static let outcomes: [(name: String, text: String, label: String)] = [
        ("e1", "explore: e1 { extends: [A, B] }", "B"), ("e2", "explore: e2 { extends: [B, A] }", "A"),
        ("e3", "explore: e3 { extends: [B, A] } explore: +A { label: \"A+\" }", "A+"),
        ("e4", "explore: +e4 { label: \"C\" } explore: e4 { extends: [A, B] }", "C"),
        ("e4", "explore: e4 { extends: [A, B] } explore: +e4 { label: \"C\" }", "C"),
        ("e5", "explore: e5 { extends: [B] } explore: +e5 { extends: [A] }", "A"),
        ("e6", "explore: e6 { extends: [B] } explore: +e6 { extends: [A, B] }", "A"),
        ("e7", "explore: e7 { extends: [A] } explore: +e7 { extends: [A, B] }", "B"),
    ]

    @Test(arguments: outcomes)
    func `the later parent wins, and refinements win over parents`(_ name: String, _ text: String, _ label: String) {
        let project = shop(
            """
            view: v { dimension: a {} }
            explore: A { view_name: v label: "A" }
            explore: B { view_name: v label: "B" }
            \(text)
            """)
        #expect(project.problems.filter { $0.hasPrefix("error") } == [])
        #expect(project.explore(name)?.label == label)
    }

    @Test func `blocks without a name add up, and filters of one field replace each other`() {
        let project = shop(
            """
            view: a {
              dimension: s { link: { label: "1" url: "/1" } }
              measure: m { type: count filters: [s: "x", t: "y"] }
              dimension: t {}
              dimension: k { case: { when: { sql: 1 = 1 ;; label: "one" } } }
              parameter: p { allowed_value: { value: "a" } }
            }
            view: b {
              extends: [a]
              dimension: s { label: "Ess" link: { label: "2" url: "/2" } }
              measure: m { filters: [s: "z"] }
              parameter: p { allowed_value: { value: "b" } }
            }
            explore: b {}
            """)
        #expect(project.field("b.s")?.label == "B Ess")
        #expect(project.field("b.s")?.details.links.map(\.label) == ["1", "2"])
        #expect(project.field("b.p")?.details.allowedValues.map(\.value) == ["a", "b"])
        guard case .measure(let measure)? = project.field("b.m")?.kind else {
            Issue.record("no measure")
            return
        }
        #expect(
            Set(measure.filters) == [
                FieldFilterText(field: "b.s", expression: "z"), FieldFilterText(field: "b.t", expression: "y"),
            ])
    }

    // MARK: Explores and joins

    @Test func `an explore is hidden, headed and limited`() {
        let project = shop(
            """
            view: v { dimension: a {} dimension: b {} set: s { fields: [a] } }
            view: w { label: "Double U" dimension: c {} }
            explore: e {
              from: v view_name: x label: "The E" hidden: yes view_label: " First" fields: [x.s*, w.c]
              sql_always_where: ${x.b} > 1 ;; sql_always_having: 1 = 1 ;; always_join: [w]
              join: w { relationship: one_to_one sql_on: ${x.a} = ${w.c} ;; sql_where: ${w.c} > 0 ;; }
            }
            """)
        #expect(project.problems.filter { $0.hasPrefix("error") } == [])
        let explore = project.explore("e")
        #expect(explore?.label == "The E")
        #expect(explore?.hidden == true)
        #expect(explore?.fields.map(\.name) == ["x.a", "w.c"])
        #expect(explore?.field("x.a")?.viewLabel == "First")
        #expect(explore?.field("w.c")?.label == "Double U C")
        #expect(explore?.sqlAlwaysWhere?.written.contains("${x.b} > 1") == true)
        #expect(explore?.sqlAlwaysHaving?.written.contains("1 = 1") == true)
        #expect(explore?.alwaysJoin == ["w"])
        #expect(explore?.view("w")?.join?.sqlWhere?.written.contains("${w.c} > 0") == true)
    }

    @Test func `joins have defaults, foreign keys and clauses of their own`() {
        let project = shop(
            """
            view: o { dimension: id { primary_key: yes } dimension: user_id {} }
            view: u { dimension: id { primary_key: yes } dimension: city_id {} }
            view: c { dimension: id { primary_key: yes } }
            view: n { dimension: x {} }
            explore: o {
              join: u { foreign_key: user_id }
              join: c { from: c foreign_key: u.city_id type: inner relationship: one_to_one required_joins: [u] view_label: "City" }
              join: n { sql: LEFT JOIN UNNEST(${o.id}) AS n ;; relationship: one_to_many }
              join: all { from: c type: cross relationship: many_to_many sql_table_name: other.cities ;; fields: [id] }
            }
            """)
        #expect(project.problems.filter { $0.hasPrefix("error") } == [])
        let views = project.explore("o")?.views.dropFirst().map { $0 } ?? []
        #expect(views.map(\.alias) == ["u", "c", "n", "all"])
        #expect(views.compactMap { $0.join?.kind } == [.leftOuter, .inner, .leftOuter, .cross])
        #expect(views.compactMap { $0.join?.relationship } == [.manyToOne, .oneToOne, .oneToMany, .manyToMany])
        #expect(views[0].join?.on?.written == "${o.user_id} = ${u.id}")
        #expect(views[1].join?.on?.written == "${u.city_id} = ${c.id}")
        #expect(views[1].join?.requiredJoins == ["u"])
        #expect(views[1].label == "City")
        #expect(views[2].join?.rawClause?.written.contains("UNNEST(${o.id})") == true)
        guard case .table(let table) = views[3].source else {
            Issue.record("no table")
            return
        }
        #expect(table.written.contains("other.cities"))
    }

    @Test func `a filter is written as a list or as blocks`() {
        for filters in [
            "filters: [a: \"1\", v.b: \"2\"]",
            "filters: { field: a value: \"1\" } filters: { field: v.b value: \"2\" }",
        ] {
            let project = view(
                "dimension: a {} dimension: b {} measure: m { type: count \(filters) }",
                explore: "explore: v { always_filter: { \(filters) } }")
            let expected = [
                FieldFilterText(field: "v.a", expression: "1"), FieldFilterText(field: "v.b", expression: "2"),
            ]
            #expect(project.explore("v")?.alwaysFilters == expected)
            guard case .measure(let measure)? = project.field("v.m")?.kind else {
                Issue.record("no measure")
                continue
            }
            #expect(measure.filters == expected)
        }
    }

    // MARK: Views

    @Test func `a view has a table, a label, and drills for its measures`() {
        let project = view(
            """
              sql_table_name: main."Odd Table" ;;
              label: "Vee"
              drill_fields: [detail*, -b]
              set: detail { fields: [a, b, c] }
              dimension: a {} dimension: b {} dimension: c { view_label: "Other" drill_fields: [a] }
              measure: m { type: count } measure: n { type: count drill_fields: [c] }
            """)
        #expect(project.field("v.a")?.label == "Vee A")
        #expect(project.field("v.c")?.label == "Other C")
        #expect(project.field("v.a")?.drillFields == [])
        #expect(project.field("v.c")?.drillFields == ["v.a"])
        #expect(project.field("v.m")?.drillFields == ["v.a", "v.c"])
        #expect(project.field("v.n")?.drillFields == ["v.c"])
        guard case .table(let table)? = project.explore("v")?.views.first?.source else {
            Issue.record("no table")
            return
        }
        #expect(table.written.trimmingBlanks() == "main.\"Odd Table\"")
    }

    @Test func `a view's own heading is the default of its fields`() {
        let project = shop(
            """
            view: v { view_label: "Head" dimension: a {} dimension: b { view_label: "Own" } }
            explore: v {}
            """)
        #expect(project.field("v.a")?.viewLabel == "Head")
        #expect(project.field("v.b")?.viewLabel == "Own")
    }

    // MARK: Fields

    @Test func `fields are headed, grouped and described`() {
        let project = view(
            """
              dimension: user_id { group_label: "Keys" group_item_label: "User" description: "Who" tags: ["user_id"] hidden: yes }
              dimension: is_new { type: yesno sql: 1 = 1 ;; }
              dimension: price { group_label: "Money" label: "Unit Price" }
              measure: total { type: sum sql: ${price} ;; group_label: "Money" value_format: "$0" value_format_name: usd }
              measure: plain { sql: MAX(${price}) ;; }
            """)
        let key = project.field("v.user_id")
        #expect(key?.labelShort == "User ID")
        #expect(key?.fieldGroupLabel == "Keys")
        #expect(key?.fieldGroupVariant == "User")
        #expect(key?.description == "Who")
        #expect(key?.tags == ["user_id"])
        #expect(key?.hidden == true)
        #expect(project.field("v.is_new")?.label == "V Is New (Yes / No)")
        #expect(project.field("v.price")?.fieldGroupVariant == "Unit Price")
        #expect(project.field("v.total")?.fieldGroupLabel == "Money")
        #expect(project.field("v.total")?.valueFormat == "$0")
        // Without a type a measure is text over other measures.
        #expect(project.field("v.plain")?.type == "string")
    }

    @Test func `what a group says holds for each of its dimensions`() {
        let project = view(
            """
              dimension_group: made {
                type: time timeframes: [date, week, yesno] datatype: date description: "D" hidden: yes drill_fields: [x]
                tags: ["t"] group_label: "When" allow_fill: no html: <b>{{ value }}</b> ;; required_access_grants: []
                suggestable: no can_filter: no
              }
              dimension_group: age { type: duration intervals: [day, hour] sql_start: ${made_date} ;; sql_end: NOW() ;; label: "Since" }
              dimension: x {}
            """)
        for name in ["v.made_date", "v.made_week"] {
            let field = project.field(name)
            #expect(field?.description == "D", "\(name)")
            #expect(field?.hidden == true)
            #expect(field?.drillFields == ["v.x"])
            #expect(field?.tags == ["t"])
            #expect(field?.details.allowFill == false)
            #expect(field?.details.canFilter == false)
            #expect(field?.details.html?.contains("<b>") == true)
            #expect(field?.details.suggestions.isSuggestable == false)
            #expect(field?.dimensionGroup == "v.made")
        }
        #expect(project.field("v.made")?.labelShort == "Made (Yes / No)")
        #expect(project.field("v.days_age")?.labelShort == "Days Since")
        #expect(project.field("v.hours_age")?.fieldGroupVariant == "Hours")
        guard case .timeframe(.week, _, let column)? = project.field("v.made_week")?.kind else {
            Issue.record("no week")
            return
        }
        #expect(column == TimeColumn(dataType: .date, convertsZone: false))
    }

    @Test func `Liquid that can't be read is named with its place`() {
        let project = shop(
            """
            view: v {
              dimension: a { label: "{% if x %}A" }
              dimension: b { sql: {{ x | nofilter }} ;; }
              dimension: c { link: { label: "x" url: "/{{ value" } html: {% unknown %} ;; }
              dimension: d { label: "{% if v.a._in_query %}A{% else %}B{% endif %}" }
            }
            explore: v {}
            """)
        #expect(project.diagnostics.filter { $0.code == "bad-liquid" }.map(\.location.line) == [2, 3, 4, 4])
    }
}
