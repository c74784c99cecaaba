import LookML
import Testing

@testable import SemanticModel

@Suite struct ProjectTests {
    private static let tree: [String: String] = [
        "shop.model.lkml": "", "views/orders.view.lkml": "view: orders { dimension: a {} }",
        "views/deep/users.view.lkml": "view: users { dimension: a {} }",
        "views/deep/er/lines.view.lkml": "view: lines { dimension: a {} }",
        "dashboards/sales.dashboard.lookml": "- dashboard: sales", "notes.lkml": "view: notes { dimension: a {} }",
    ]

    static let includes: [(include: String, views: [String])] = [
        ("/views/orders.view", ["orders"]), ("views/orders.view.lkml", ["orders"]), ("/views/*", ["orders"]),
        ("/views/*.view", ["orders"]), ("/views/**/*.view", ["lines", "users", "orders"]),
        ("/**/*.view.lkml", ["lines", "users", "orders"]), ("**/*", ["notes", "lines", "users", "orders"]),
        ("/views/**/u*s.view", ["users"]), ("/views/*/*", ["users"]), ("users.view", ["users"]), ("notes", ["notes"]),
        ("./views/orders.view", ["orders"]), ("/*", ["notes"]), ("/views/**", ["lines", "users", "orders"]),
    ]

    @Test(arguments: includes)
    func `an include finds its files in the order of their paths`(_ include: String, _ views: [String]) {
        var files = Self.tree
        let explores = ["orders", "users", "lines", "notes"].map { "explore: \($0) {}\n" }.joined()
        files["shop.model.lkml"] = "include: \"\(include)\"\n" + explores
        let explored = project(files).models.first?.explores.map(\.name) ?? []
        #expect(Set(explored) == Set(views))
    }

    @Test func `each file counts once, where it is first included, and circles are allowed`() {
        let project = project([
            "m.model.lkml": "include: \"a.view\"\ninclude: \"b.view\"\ninclude: \"a.view\"\nexplore: a {}",
            "a.view.lkml": "include: \"b.view\"\nview: a { label: \"1\" dimension: x {} }",
            "b.view.lkml": "include: \"a.view\"\nview: +a { label: \"2\" }",
        ])
        #expect(project.problems == [])
        #expect(project.explore("a")?.views.first?.label == "2")
    }

    @Test func `refinements apply in the order of the files`() {
        func label(_ first: String, _ second: String) -> String? {
            project([
                "m.model.lkml":
                    "include: \"a.view\"\ninclude: \"\(first).lkml\"\ninclude: \"\(second).lkml\"\nexplore: a {}",
                "a.view.lkml": "view: a { dimension: x {} }", "one.lkml": "view: +a { label: \"one\" }",
                "two.lkml": "view: +a { label: \"two\" }",
            ]).explore("a")?.views.first?.label
        }
        #expect(label("one", "two") == "two")
        #expect(label("two", "one") == "one")
    }

    @Test func `a long chain of includes is followed`() {
        var files = ["m.model.lkml": "include: \"f0.lkml\"\nexplore: last {}"]
        for index in 0..<5_000 { files["f\(index).lkml"] = "include: \"f\(index + 1).lkml\"" }
        files["f5000.lkml"] = "view: last { dimension: a {} }"
        #expect(project(files).explore("last") != nil)
    }

    @Test func `dashboards belong to the models that include them`() {
        var files = Self.tree
        files["shop.model.lkml"] = "include: \"/dashboards/*.dashboard\""
        files["other.model.lkml"] = "include: \"/dashboards/sales.dashboard.lookml\""
        let project = project(files)
        #expect(project.dashboardFiles.map(\.path) == ["dashboards/sales.dashboard.lookml"])
        #expect(project.dashboardFiles.first?.models == ["other", "shop"])
    }

    @Test func `models do not see each other`() {
        let project = project([
            "a.model.lkml": "label: \"First\" view: v { dimension: x {} } explore: v {}",
            "sub/b.model.lkml":
                "connection: \"c\" week_start_day: sunday fiscal_month_offset: -2 case_sensitive: no explore: v {}",
        ])
        #expect(project.models.map(\.name) == ["a", "b"])
        #expect(project.model("a")?.label == "First")
        #expect(project.model("a")?.weekStartDay == .monday)
        #expect(project.model("b")?.label == "B")
        #expect(project.model("b")?.connection == "c")
        #expect(project.model("b")?.weekStartDay == .sunday)
        #expect(project.model("b")?.fiscalMonthOffset == -2)
        #expect(project.model("b")?.caseSensitive == false)
        #expect(project.problems == ["error unknown-view sub/b.model.lkml:1:83"])
    }

    @Test func `two models of one name are a problem`() {
        let project = project(["a/m.model.lkml": "", "b/m.model.lkml": ""])
        #expect(project.problems == ["error duplicate-name b/m.model.lkml:1:1 → Rename one of the files."])
        #expect(project.models.count == 1)
    }

    @Test func `a folder without a model file is one model`() {
        let project = project([
            "v.view.lkml": "view: v { dimension: a {} }", "x.explore.lkml": "explore: v {}",
            "d.dashboard.lookml": "- dashboard: d",
        ])
        #expect(project.models.map(\.name) == ["test"])
        #expect(project.explore("v") != nil)
        #expect(project.dashboardFiles.first?.models == ["test"])
        #expect(SemanticModelTests.project([:]).models.isEmpty)
    }

    @Test func `constants are replaced in strings, expressions and includes`() {
        let project = project([
            "manifest.lkml": """
            project_name: "p"
            constant: SCHEMA { value: "raw_@{SUFFIX}" }
            constant: SUFFIX { value: "x" export: override_optional }
            constant: DIR { value: "views" }
            """,
            "m.model.lkml": "include: \"/@{DIR}/v.view\"\nconnection: \"@{SUFFIX}\"\nexplore: v {}",
            "views/v.view.lkml": "view: v { sql_table_name: @{SCHEMA}.t ;; dimension: a { label: \"The @{SUFFIX}\" } }",
        ])
        #expect(project.problems == [])
        #expect(project.models.first?.connection == "x")
        #expect(project.field("v.a")?.labelShort == "The x")
        guard case .table(let sql)? = project.explore("v")?.views.first?.source else {
            Issue.record("no table")
            return
        }
        #expect(sql.written == "raw_x.t")
    }

    @Test func `constants that contain themselves are a problem`() {
        let project = project([
            "manifest.lkml": "constant: A { value: \"@{B}@{B}\" } constant: B { value: \"@{A}\" }",
            "m.model.lkml": "label: \"@{A}\"",
        ])
        #expect(project.problems == ["error circular-reference m.model.lkml:1:8"])
    }

    @Test func `LookML of the old kind is named`() {
        #expect(project(["a.view.lookml": "- view: a"]).problems == ["warning old-lookml a.view.lookml:1:1"])
    }

    @Test func `damaged projects never stop the resolver`() {
        var random = SeededRandom(state: 5_141)
        let text = """
            include: "/**/*.view"
            view: a { extends: [b] sql_table_name: raw.a ;; dimension: id { primary_key: yes }
              dimension_group: t { type: time timeframes: [raw, date, week] sql: ${TABLE}.t ;; }
              dimension: x { type: tier tiers: [1, 2] sql: ${id} ;; } set: s { fields: [id, -x, s2*] }
              measure: n { type: count filters: [t_date: "7 days", id: "-5"] drill_fields: [s*] } }
            view: b { extension: required dimension: y { case: { when: { sql: ${a.id} = 1 ;; label: "One" } else: "z" } } }
            view: +a { dimension: id { sql: ${EXTENDED} + 1 ;; } }
            explore: a { join: c { from: a sql_on: ${a.id} = ${c.id} ;; relationship: one_to_many fields: [c.s*] }
              always_filter: { filters: { field: id value: "1" } } access_filter: { field: a.id user_attribute: u } }
            explore: d { extends: [a] view_name: a sql_always_where: ${a.y} = 'x' ;; }
            """
        let scalars = Array(text.unicodeScalars)
        let pieces = ["{", "}", "[", "]", ":", ";;", "${", "}", "*", "-", "+", ".", "\"", "a", "extends: [a]", "\u{0}"]
        for _ in 0..<400 {
            var damaged = scalars
            for _ in 0..<(1 + random.below(6)) {
                let place = random.below(damaged.count)
                if random.below(2) == 0 {
                    damaged.removeSubrange(place..<min(damaged.count, place + 1 + random.below(20)))
                } else {
                    damaged.insert(contentsOf: Array(pieces[random.below(pieces.count)].unicodeScalars), at: place)
                }
                if damaged.isEmpty { damaged = scalars }
            }
            var view = String.UnicodeScalarView()
            view.append(contentsOf: damaged)
            _ = shop(String(view))
        }
    }
}
