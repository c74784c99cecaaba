import JSON
import LookML
import SemanticModel
import Testing

@testable import Content

@Suite struct ContentFilesTests {
    private func problems(_ text: String, path: String = "content/a.yaml") -> [String] {
        ContentFiles.read(project: shop(), files: [(path, text)]).diagnostics.map {
            "\($0.location.line):\($0.location.column) \($0.code)" + ($0.suggestion.map { " → \($0)" } ?? "")
        }
    }

    @Test func `all problems are reported at once with their places`() {
        let text = """
            - look:
                id: 1
                title: One
                model: shop
                explore: orders
                fields: [orders.creted_date, orders.count, share]
                filters:
                  orders.staus: open
                sorts: [orders.cout desc 0]
                dynamic_fields: [{table_calculation: share, expression: "1"}]
                desciption: typo
            - look: {id: 2, title: Two, model: shopp, explore: orders, fields: [a.b]}
            - look: {id: 3, title: Three, model: shop, explore: order, fields: [a.b]}
            - dashboard: 4
              title: Four
              filters:
              - {name: Status, type: field_filter, model: shop, explore: orders, field: orders.statu}
              elements:
              - {name: a, look: 9}
              - {name: b, type: table, model: shop, explore: orders, fields: [orders.count], listen: {Staus: orders.x}}
            """
        #expect(
            problems(text) == [
                "6:14 unknown-field → orders.created_date",
                "8:7 unknown-field → orders.status",
                "9:13 unknown-field → orders.count",
                "11:5 unknown-key → description",
                "12:36 unknown-model → shop",
                "13:53 unknown-explore → orders",
                "17:77 unknown-field → orders.status",
                "19:21 unknown-look → 1",
                "20:91 unknown-field",
                "20:91 unknown-filter → Status",
            ])
    }

    @Test func `names in custom fields, expressions and listening tiles are checked too`() {
        let text = """
            - look:
                id: 1
                title: One
                model: shop
                explore: orders
                fields: [orders.count, share, paid, size]
                filter_expression: ${orders.staus} = "x"
                dynamic_fields:
                - {table_calculation: share, expression: "${orders.cuont} / ${paid} + ${shair}"}
                - {measure: paid, based_on: orders.cont, type: sum, filters: {orders.stats: open}}
                - {dimension: size, calculation_type: bin, args: [orders.cnt, "5"]}
                - {table_calculation: broken, expression: "(${orders.count}"}
            - look:
                {id: 2, title: Two, model: shop, explore: orders, fields: [orders.count],
                 dynamic_fields: '[{"table_calculation": "a", "expression": "${orders.coun}"}]'}
            - dashboard: 4
              title: Four
              filters:
              - {name: Status, type: field_filter, model: shop, explore: orders, field: orders.status}
              elements:
              - {name: a, look: 1, listen: {Status: orders.statsu}}
              - {name: b, look: 1, listen: {Status: orders.status}}
            """
        #expect(
            problems(text) == [
                "7:24 unknown-field → orders.status",
                "9:46 unknown-field → orders.count",
                "9:46 unknown-field",
                "10:33 unknown-field → orders.count",
                "10:67 unknown-field → orders.status",
                "11:55 unknown-field → orders.count",
                "12:47 bad-expression → add )",
                "15:22 unknown-field → orders.count",
                "21:33 unknown-field → orders.status",
            ])
    }

    @Test(arguments: [
        ("look: {id: 1, title: A, model: shop}", "missing-key"),
        ("look: {title: A, model: shop, explore: orders}", "missing-key"),
        ("look: {id: 0, title: A, model: shop, explore: orders}", "missing-key"),
        ("look: {id: 99999999999999999999, title: A, model: shop, explore: orders}", "missing-key"),
        ("look: {id: 1, model: shop, explore: orders}", "missing-key"),
        ("look: {id: 1, title: [a], model: shop, explore: orders}", "wrong-type"),
        ("look: {id: 1, title: A, model: shop, explore: orders, fields: {a: b}}", "wrong-type"),
        ("look: {id: 1, title: A, model: shop, explore: orders, total: 3}", "wrong-type"),
        ("look: {id: 1, title: A, model: shop, explore: orders, filters: [a]}", "wrong-type"),
        ("look: {id: 1, title: A, model: shop, explore: orders, dynamic_fields: no list}", "wrong-type"),
        ("look: {id: 1, title: A, model: shop, explore: orders, folder: lookml}", "wrong-type"),
        ("look: {id: 1, title: A, model: shop, explore: orders, folder: 2}", "wrong-type"),
        ("look: {id: 1, title: A, model: shop, explore: orders, folder: '2'}", "wrong-type"),
        ("look:\n  id: 1\nother: 2", "unknown-key"), ("board: {id: 1}", "wrong-type"), ("just text", "wrong-type"),
        ("folder: {id: 1, name: Mine}", "duplicate-id"), ("folder: {id: 3}", "missing-key"),
        ("dashboard: sales\ntitle: A", "missing-key"), ("dashboard: 3\nslug: a b", "wrong-type"),
        ("dashboard: 3\nslug: 12", "wrong-type"), ("dashboard: 3\nelements: {a: b}", "wrong-type"),
        ("dashboard: 3\nelements: [a]", "wrong-type"), ("dashboard: 3\nelements: [{type: table}]", "missing-key"),
        ("dashboard: 3\nelements: [{name: a, type: text}, {name: a, type: text}]", "duplicate-name"),
        ("dashboard: 3\nelements: [{name: a, look: x}]", "wrong-type"),
        ("dashboard: 3\nelements: [{name: a, type: look}]", "missing-key"),
        ("dashboard: 3\nelements: [{name: a, type: text, listen: x}]", "wrong-type"),
        ("dashboard: 3\nelements: [{name: a, type: text, width: -1}]", "wrong-type"),
        ("dashboard: 3\nelements: [{name: a, type: text, row: 1e99}]", "wrong-type"),
        ("dashboard: 3\nfilters: [{title: a}]", "missing-key"),
        ("dashboard: 3\nfilters: [{name: a, type: felt_filter}]", "wrong-type"),
        ("dashboard: 3\nfilters: [{name: a, type: string_filter}, {name: a, type: string_filter}]", "duplicate-name"),
    ])
    func `a file with an error is broken and gives nothing`(_ text: String, _ code: String) {
        let files = ContentFiles.read(project: shop(), files: [("content/a.yaml", text + "\n")])
        #expect(files.diagnostics.contains { $0.code == code && $0.severity == .error })
        #expect(files.brokenFiles == ["content/a.yaml"])
        #expect(files.looks.isEmpty && files.dashboards.isEmpty && files.folders.isEmpty)
    }

    // Each takes minutes where the work grows with the square of the file.
    @Test(.timeLimit(.minutes(1))) func `files of many small things are read at once`() {
        let tiles = (0..<20_000).map { "- {name: t\($0), type: text, listen: {f\($0): a}}\n" }.joined()
        let filters = (0..<10_000).map { "- {name: g\($0), type: string_filter}\n" }.joined()
        let wide = ContentFiles.read(
            project: shop(), files: [("content/a.yaml", "dashboard: 3\nfilters:\n\(filters)elements:\n\(tiles)")])
        #expect(wide.diagnostics.count == 20_000 && wide.diagnostics.allSatisfy { $0.code == "unknown-filter" })
        #expect(wide.dashboards.first?.tiles.count == 20_000)

        let parent = "- dashboard: p\n  elements:\n" + (0..<5000).map { "  - {name: t\($0), type: text}\n" }.joined()
        let children = (0..<5000).map { "- {dashboard: c\($0), extends: p}\n" }.joined()
        let inherited = ContentFiles.read(project: shop(dashboards: [dashboardFile(parent + children)]), files: [])
        #expect(Set(inherited.diagnostics.map(\.code)) == ["extends-limit"])
    }

    @Test func `the first of two objects with one id counts`() {
        let files = ContentFiles.read(
            project: shop(),
            files: [
                ("content/b.yaml", "look: {id: 1, title: B, model: shop, explore: orders, fields: [orders.count]}\n"),
                ("content/a.yaml", "look: {id: 1, title: A, model: shop, explore: orders, fields: [orders.count]}\n"),
            ])
        #expect(files.looks.map(\.title) == ["A"])
        #expect(files.diagnostics.map(\.code) == ["duplicate-id"])
        #expect(files.diagnostics.first?.location.file == "content/b.yaml")
        #expect(files.diagnostics.first?.message.contains("content/a.yaml:1:1") == true)
    }

    @Test func `a Look and a folder are written as they are read`() throws {
        let text = """
            look:
              id: 1519
              slug: users
              title: "Users: by type"
              description: |-
                Who uses it
                where.
              folder: Company/Usage
              model: shop
              explore: orders
              fields: [orders.created_month, orders.count]
              pivots: [orders.status]
              filters:
                orders.created_date: 12 months
                orders.is_test: "No"
              sorts: [orders.created_month desc]
              limit: 500
              total: true
              dynamic_fields:
                - table_calculation: share
                  expression: "${orders.count} / 2"
              vis_config:
                type: looker_column
                series_types: {}
                y_axes:
                  - label: ""
                    minValue: 0.5

            """
        let files = ContentFiles.read(project: shop(), files: [("content/a.yaml", text)])
        #expect(files.diagnostics == [])
        let look = try #require(files.looks.first)
        #expect(look.folder == .path(["Company", "Usage"]))
        #expect(ContentText.yaml(look) == text)

        let folder = FolderDefinition(id: 12, name: "Company", description: "All of us", parent: .id("1"))
        let written = ContentText.yaml(folder)
        #expect(written == "folder:\n  id: 12\n  name: Company\n  parent: 1\n  description: All of us\n")
        #expect(ContentFiles.read(project: shop(), files: [("a", written)]).folders == [folder])
    }

    @Test func `keys that look like slips are reported, others are kept without a word`() {
        let text = """
            dashboard: 3
            titel: A
            theme_name: dark
            anything: else
            filters:
            - {name: Status, type: string_filter, defualt_value: open, sugest: 1}
            elements:
            - name: a
              type: looker_line
              model: shop
              explore: orders
              fields: [orders.count]
              filtesr: {orders.status: open}
              point_style: circle
              hieght: 4
            """
        #expect(
            problems(text) == [
                "2:1 unknown-key → title", "6:39 unknown-key → default_value", "13:3 unknown-key → filters",
                "15:3 unknown-key → height",
            ])
        let files = ContentFiles.read(project: shop(), files: [("content/a.yaml", text)])
        #expect(files.diagnostics.allSatisfy { $0.severity == .warning })
        #expect(files.dashboards.first?.settings["titel"] == "A")
    }

    @Test func `what a query can't run with is reported, and the content is taken all the same`() {
        let text = """
            - look: {id: 1, title: A, model: shop, explore: orders}
            - look:
                id: 2
                title: B
                model: shop
                explore: orders
                fields: [orders.count]
                limit: many
                column_limit: 0
                query_timezone: Europe/Belrin
            - dashboard: 3
              query_timezone: Mars
              filters:
              - {name: When, type: date_filter, default_value: bananas}
              - {name: Size, type: number_filter, default_value: '{{ _user_attributes["x"] }}'}
              elements:
              - {name: a, type: table, model: shop, explore: orders, fields: [orders.count], limit: -1, column_limit: '5'}
            """
        #expect(
            problems(text) == [
                "1:3 no-fields", "8:12 bad-limit", "9:19 bad-limit", "10:21 bad-timezone → Europe/Berlin",
                "12:19 bad-timezone", "14:52 bad-filter",
            ])
        let files = ContentFiles.read(project: shop(), files: [("content/a.yaml", text)])
        #expect(files.looks.count == 2 && files.dashboards.count == 1 && files.brokenFiles.isEmpty)
    }

    @Test func `filters are read in the language of their field`() {
        var project = shop()
        let place = SourceLocation(file: "a", line: 1, column: 1)
        var field = project.models[0].explores[0].fields[0]
        field.kind = .plain(SQLTemplate(parts: [.text("1")], view: nil, location: place), .number)
        project.models[0].explores[0].fieldsByName["orders.count"] = field
        let text = """
            look:
              id: 1
              title: A
              model: shop
              explore: orders
              fields: [orders.count]
              filters: {orders.count: lots, orders.status: lots}
            """
        let read = ContentFiles.read(project: project, files: [("content/a.yaml", text)])
        #expect(read.diagnostics.map(\.code) == ["bad-filter"])
        #expect(read.diagnostics.first?.location == SourceLocation(file: "content/a.yaml", line: 7, column: 27))
    }

    @Test func `fill, subtotals and totals of rows are keys of a query`() {
        let text = """
            look:
              id: 1
              title: A
              model: shop
              explore: orders
              fields: [orders.created_month, orders.count]
              fill_fields: [orders.created_month]
              subtotals: [orders.created_month]
              row_total: right
            """
        #expect(problems(text) == [])
    }

    @Test func `all problems are those of form and those of taking the content into a database`() throws {
        let text = """
            - folder: {id: 30, name: Ring, parent: 31}
            - folder: {id: 31, name: Gnir, parent: 30}
            - look: {id: 1, slug: one, title: A, folder: 99, model: shop, explore: orders, fields: [orders.cnt]}
            - look: {id: 2, slug: one, title: B, model: shop, explore: orders, fields: [orders.count]}
            - {dashboard: 3, elements: [{name: a, look: 8}]}
            """
        let large = Diagnostic(
            code: "syntax-yaml-size", message: "Too large.",
            location: SourceLocation(file: "content/b.yaml", line: 1, column: 1))
        let whole = ContentFiles.read(project: shop(), files: [("content/a.yaml", text)])
        #expect(
            try whole.allProblems().map(\.code).sorted() == [
                "duplicate-id", "folder-cycle", "unknown-field", "unknown-folder", "unknown-look",
            ])
        let files = ContentFiles.read(project: shop(), files: [("content/a.yaml", text)], unreadable: [large])
        #expect(files.brokenFiles == ["content/b.yaml"])
        // The Look may be in the file that could not be read.
        #expect(
            try files.allProblems().map(\.code).sorted() == [
                "duplicate-id", "folder-cycle", "syntax-yaml-size", "unknown-field", "unknown-folder",
            ])
    }

    @Test func `options that are named like a tile's own keys are kept apart`() throws {
        var tile = TileDefinition(name: "a", kind: .vis)
        var query = QueryDefinition(model: "shop", explore: "orders")
        query.fields = ["orders.count"]
        query.visConfig = JSONObject([
            ("type", "text"), ("title", "Axis"), ("row", 3), ("limit", [1]), ("stacking", "normal"),
        ])
        tile.query = query
        tile.placement = TilePlacement(row: 0, column: 0, width: 8, height: 6)
        let problems = Problems()
        let node = ContentNode(.object(tile.fileForm), file: "a")
        let read = TileReader(defaultModel: nil, problems: problems).read(node, number: 1)
        #expect(problems.diagnostics.isEmpty && read?.tile == tile)
    }
}
