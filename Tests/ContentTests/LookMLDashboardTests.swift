import JSON
import LookML
import SemanticModel
import Testing

@testable import Content

/// One dashboard with every kind of element.
let everything = """
    - dashboard: everything
      title: Everything
      layout: newspaper
      preferred_viewer: dashboards-next
      description: 'All kinds'
      preferred_slug: every-thing
      crossfilter_enabled: true
      refresh: 5 minutes
      query_timezone: user_timezone
      filters_location_top: false
      embed_style: {background_color: '#fff', show_title: no}
      tabs: [{name: a, label: A}]
      filters:
      - name: Created
        title: Created at
        type: field_filter
        default_value: 90 day
        allow_multiple_values: true
        required: true
        ui_config: {type: relative_timeframes, display: inline, options: []}
        model: shop
        explore: orders
        field: orders.created_date
        listens_to_filters: [Account name]
      - name: Account name
        title: Account name
        type: string_filter
        default_value: ''
      - {name: When, title: When, type: date_filter, default_value: 2024-01-02, suggest: no}
      - {name: How many, type: number_filter, default_value: 30}
      elements:
      - name: t1
        title: Orders by month
        type: looker_line
        model: shop
        explore: orders
        fields: [orders.created_month, orders.count, share]
        pivots: [orders.status]
        fill_fields: [orders.created_month]
        filters: {orders.is_test: 'No', orders.status: "%{{ _user_attributes['x'] }}%"}
        sorts: [orders.created_month desc, share]
        limit: 500
        column_limit: 50
        total: true
        row_total: right
        dynamic_fields: [{table_calculation: share, label: Share, expression: "${orders.count} / 2"}]
        query_timezone: Europe/Berlin
        series_types: {orders.count: looker_column}
        show_value_labels: yes
        stacking: ''
        y_axes: [{label: '', series: [{id: orders.count}], minValue: 0.5}]
        series_colors: null
        listen: {Created: orders.created_date}
        row: 0
        col: 0
        width: 12
        height: 6
        tab_name: a
      - name: t2
        title: One
        title_hidden: true
        type: single_value
        explore: orders
        fields: [orders.count]
        note_text: Mind the gap
        note_state: collapsed
        note_display: hover
        refresh: 1 minute
        listen:
        - [Created, orders.created_date]
        - [Account name, orders.status]
        row: 0
        col: 12
        width: 12
        height: 6
      - name: words
        type: text
        title_text: Hello
        subtitle_text: to all
        body_text: |
          **bold** & *plain*
          <b>html</b>
        row: 6
        col: 0
        width: 24
        height: 2
      - name: press
        type: button
        rich_content_json: '{"text":"Go","href":"/x"}'
        row: 8
        col: 0
        width: 4
        height: 1
      - name: plugin
        type: extension
        extension_id: 'a::b'
        row: 8
        col: 4
        width: 4
        height: 1
      - name: merged
        type: table
        merged_queries:
        - {model: shop, explore: orders, fields: [orders.status, orders.count]}
        - model: shop
          explore: orders
          fields: [orders.status, users.count]
          join_fields: [{field_name: orders.status, source_field_name: orders.status}]
        listen:
        - {Created: orders.created_date}
        - {Created: orders.created_month}
        show_row_numbers: false
        row: 9
        col: 0
        width: 12
        height: 4
      - name: look
        look: 7
        title: A Look
        hidden_fields: [orders.status]
        listen: {Created: orders.created_date}
        row: 9
        col: 12
        width: 12
        height: 4
    """

private let look = """
    look: {id: 7, title: Seven, model: shop, explore: orders, fields: [orders.count], vis_config: {type: table}}
    """

@Suite struct LookMLDashboardTests {
    @Test func `every kind of element is read as it is written`() throws {
        let project = shop(dashboards: [dashboardFile(everything)])
        let files = ContentFiles.read(project: project, files: [("content/seven.yaml", look)])
        #expect(files.diagnostics.isEmpty)
        let dashboard = try #require(files.dashboards.first)
        #expect(dashboard.id == "shop::everything" && dashboard.slug == "every-thing" && dashboard.model == "shop")
        #expect(dashboard.crossfilterEnabled && dashboard.refreshInterval == "5 minutes")
        #expect(dashboard.queryTimezone == "user_timezone" && !dashboard.filtersLocationTop)
        #expect(dashboard.settings["embed_style"] == ["background_color": "#fff", "show_title": false])
        #expect(dashboard.filters.map(\.name) == ["Created", "Account name", "When", "How many"])
        #expect(dashboard.filters.map(\.type) == [.field, .string, .date, .number])
        #expect(dashboard.filters.map(\.defaultValue) == ["90 day", "", "2024-01-02", "30"])
        #expect(dashboard.filters[0].required && dashboard.filters[0].allowMultipleValues)
        #expect(dashboard.filters[2].extra["suggest"] == false)
        #expect(dashboard.tiles.map(\.kind) == [.vis, .vis, .text, .button, .extension, .vis, .look])

        let line = try #require(dashboard.tiles[0].query)
        #expect(line.fields == ["orders.created_month", "orders.count", "share"])
        #expect(line.filterTexts == ["orders.is_test": "No", "orders.status": "%{{ _user_attributes['x'] }}%"])
        #expect(line.limit == "500" && line.columnLimit == "50" && line.total && line.rowTotal == "right")
        #expect(
            line.dynamicFields
                == #"[{"table_calculation":"share","label":"Share","expression":"${orders.count} / 2"}]"#)
        #expect(
            JSONValue.object(line.visConfig).text
                == #"{"type":"looker_line","series_types":{"orders.count":"looker_column"},"show_value_labels":true,"#
                + #""stacking":"","y_axes":[{"label":"","series":[{"id":"orders.count"}],"minValue":0.5}],"series_colors":null}"#
        )
        #expect(dashboard.tiles[0].listeners == [FilterListener(filter: "Created", field: "orders.created_date")])
        #expect(
            dashboard.tiles[1].listeners == [
                FilterListener(filter: "Created", field: "orders.created_date"),
                FilterListener(filter: "Account name", field: "orders.status"),
            ])
        #expect(dashboard.tiles[1].query?.model == "shop")
        #expect(dashboard.tiles[2].bodyText == "**bold** & *plain*\n<b>html</b>\n")
        #expect(dashboard.tiles[4].extra["extension_id"] == "a::b")
        #expect(dashboard.tiles[5].mergedQueries?.arrayValue?.count == 2)
        #expect(dashboard.tiles[5].listeners.count == 2)
        #expect(
            dashboard.tiles[6].lookID == "7" && dashboard.tiles[6].visOverrides["hidden_fields"] == ["orders.status"])
        #expect(dashboard.tiles[6].placement == TilePlacement(row: 9, column: 12, width: 12, height: 4))
    }

    @Test func `a dashboard is the same after the database and after being written as text`() async throws {
        let test = try TestDatabase()
        let project = shop(dashboards: [dashboardFile(everything)])
        let files = ContentFiles.read(project: project, files: [("content/seven.yaml", look)])
        #expect(try await test.store.synchronise(with: files) == files.diagnostics)
        let read = try #require(files.dashboards.first)
        let stored = try #require(try await test.store.dashboard("shop::everything"))
        #expect(stored.definition == read)
        #expect(stored.readOnly && stored.folderID == "lookml")
        #expect(try await test.store.dashboard("every-thing")?.id == "shop::everything")
        #expect(stored.elements[6].look?.title == "Seven")
        #expect(stored.elements[0].query?.definition == read.tiles[0].query)
        #expect(stored.layouts.first?.components.map(\.placement) == read.tiles.compactMap(\.placement))
        #expect(stored.layouts.first?.components.map(\.elementID) == stored.elements.map(\.id))

        let text = ContentText.yaml(read)
        let again = ContentFiles.read(project: shop(dashboards: [dashboardFile(text)]), files: [])
        #expect(again.dashboards == [read])
        #expect(again.dashboards.first.map(ContentText.yaml) == text)
    }

    @Test func `what nests up to the limit survives the database`() async throws {
        let test = try TestDatabase()
        let deep = String(repeating: "[", count: 56) + String(repeating: "]", count: 56)
        let text = """
            - dashboard: a
              elements:
              - {name: a, type: table, explore: orders, fields: [orders.count], dynamic_fields: [{name: x, y: \(deep)}], z: \(deep)}
            """
        #expect(try await test.store.synchronise(with: shop(dashboards: [dashboardFile(text)]), files: []) == [])
        let tile = try #require(try await test.store.dashboard("shop::a")).elements.first
        #expect(tile?.query?.dynamicFields?.contains(deep) == true)
        #expect(tile?.query?.visConfig["z"]?.text == deep)
    }

    @Test func `each model that includes the file shows the dashboard`() async throws {
        var file = dashboardFile("- dashboard: a\n  preferred_slug: a\n")
        file.models = ["one", "two"]
        let test = try TestDatabase()
        #expect(try await test.store.synchronise(with: shop(dashboards: [file]), files: []) == [])
        #expect(try await test.store.dashboards().map(\.id) == ["one::a", "two::a"])
        #expect(try await test.store.dashboard("a")?.id == "one::a")
        file.models = []
        let diagnostics = try await test.store.synchronise(with: shop(dashboards: [file]), files: [])
        #expect(diagnostics.map(\.code) == ["unused-file"] && diagnostics.allSatisfy { $0.severity == .warning })
        #expect(try await test.store.dashboards().isEmpty)
    }

    @Test func `a dashboard extends others, its own keys before theirs`() throws {
        let base = """
            - dashboard: base
              extension: required
              title: Base
              refresh: 1 hour
              filters:
              - {name: Status, type: string_filter, default_value: open}
              elements:
              - {name: a, title: A, type: table, explore: orders, fields: [orders.count], row: 0, col: 0, width: 8, height: 4}
              - {name: b, type: text, body_text: b, row: 0, col: 8, width: 8, height: 4}
            """
        let child = """
            - dashboard: child
              extends: base
              title: Child
              filters:
              - {name: Status, default_value: closed}
              elements:
              - {name: a, title: Mine}
              - {name: c, type: text, body_text: c}
            """
        let project = shop(dashboards: [
            dashboardFile(base, path: "z.dashboard.lookml"), dashboardFile(child, path: "a.dashboard.lookml"),
        ])
        let files = ContentFiles.read(project: project, files: [])
        #expect(files.diagnostics == [])
        let dashboard = try #require(files.dashboards.first)
        #expect(files.dashboards.count == 1 && dashboard.title == "Child" && dashboard.refreshInterval == "1 hour")
        #expect(dashboard.filters.map(\.defaultValue) == ["closed"] && dashboard.filters.map(\.type) == [.string])
        #expect(dashboard.tiles.map(\.name) == ["a", "b", "c"])
        #expect(dashboard.tiles[0].title == "Mine" && dashboard.tiles[0].query?.fields == ["orders.count"])
    }

    @Test func `extending in a circle or nothing is an error`() {
        let text = """
            - {dashboard: a, extends: b}
            - {dashboard: b, extends: [a]}
            - {dashboard: c, extends: aa}
            """
        let files = ContentFiles.read(project: shop(dashboards: [dashboardFile(text)]), files: [])
        #expect(Set(files.diagnostics.map(\.code)) == ["extends-cycle", "unknown-dashboard"])
        #expect(files.diagnostics.last?.suggestion == "a" || files.diagnostics.last?.suggestion == "b")
    }

    /// On 24 columns, with tiles of 8 by 6.
    @Test func `one more tile stands beside the lowest where it fits, else below all`() {
        func next(_ others: (row: Int, column: Int, width: Int, height: Int)...) -> [Int] {
            let place = TileFlow.next(
                after: others.map { TilePlacement(row: $0.row, column: $0.column, width: $0.width, height: $0.height) })
            return [place.row, place.column]
        }
        #expect(next() == [0, 0])
        #expect(next((0, 0, 8, 6)) == [0, 8])
        #expect(next((0, 0, 8, 6), (0, 8, 8, 6)) == [0, 16])
        #expect(next((0, 0, 8, 6), (0, 8, 8, 6), (0, 16, 8, 6)) == [6, 0])
        #expect(next((0, 0, 17, 6)) == [6, 0])
        // Something reaches into the place beside the lowest.
        #expect(next((0, 16, 8, 5), (3, 0, 12, 6)) == [9, 0])
        #expect(next((0, 0, 24, 2), (2, 0, 12, 6)) == [2, 12])
    }

    @Test func `tiles without a place flow below the others, rows of a grid share its width`() throws {
        let text = """
            - dashboard: a
              elements:
              - {name: a, type: text, row: 2, col: 20, width: 12, height: 3}
              - {name: b, type: text}
              - {name: c, type: text, width: 12}
              - {name: d, type: text, width: 6, height: 2}
            - dashboard: b
              layout: grid
              rows:
              - {elements: [x, y], height: 200}
              - {elements: [z], height: 100}
              elements:
              - {name: x, type: text}
              - {name: y, type: text}
              - {name: z, type: text}
            """
        let files = ContentFiles.read(project: shop(dashboards: [dashboardFile(text)]), files: [])
        #expect(files.diagnostics == [])
        #expect(
            files.dashboards[0].tiles.map(\.placement) == [
                TilePlacement(row: 2, column: 12, width: 12, height: 3),
                TilePlacement(row: 5, column: 0, width: 8, height: 6),
                TilePlacement(row: 5, column: 8, width: 12, height: 6),
                TilePlacement(row: 11, column: 0, width: 6, height: 2),
            ])
        #expect(
            files.dashboards[1].tiles.map(\.placement) == [
                TilePlacement(row: 0, column: 0, width: 12, height: 4),
                TilePlacement(row: 0, column: 12, width: 12, height: 4),
                TilePlacement(row: 4, column: 0, width: 24, height: 2),
            ])
    }
}
