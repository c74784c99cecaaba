import JSON
import LookML
import SemanticModel
import Testing

@testable import Content

@Suite struct ChartFileTests {
    private func read(_ text: String, file: String = "content/charts/a.yaml") -> ContentFiles {
        ContentFiles.read(project: shop(), files: [(file, text)])
    }

    private func problems(_ files: ContentFiles) -> [String] {
        files.diagnostics.map { "\($0.location.line):\($0.location.column) \($0.code)" }
    }

    @Test func `charts are read from YAML and JSON, by their numbers`() throws {
        let files = read(
            """
            - chart: 12
              title: Lost
              definition: {chart: lifecycle, interval: week}
            - chart: {id: 3, title: Shop, folder: Company/Sales, definition: {chart: funnel, steps: [view, buy]}}
            """)
        #expect(problems(files) == [])
        #expect(files.charts.map(\.id) == ["3", "12"])
        #expect(files.charts[0].folder == .path(["Company", "Sales"]))
        #expect(files.charts[0].definition["steps"] == ["view", "buy"])
        let json = read(
            #"{"chart": 1, "title": "One", "definition": {"chart": "lifecycle"}}"#, file: "content/charts/one.json")
        #expect(problems(json) == [] && json.charts.map(\.title) == ["One"])
    }

    @Test func `what is wrong with a definition is reported where it stands`() {
        let files = read(
            """
            - chart: 12
              title: Lost
              definition:
                chart: segmentation
                events:
                  - buy
                  - event: view
                    filters: [{property: event.page, op: iss, value: a}]
                intervall: day
            """)
        #expect(problems(files) == ["8:42 bad-chart", "9:5 bad-chart"])
        #expect(files.charts.isEmpty)
    }

    @Test func `charts need a number of their own, a title and a definition`() {
        #expect(problems(read("chart: x\ntitle: A\ndefinition: {chart: lifecycle}")) == ["1:8 missing-key"])
        #expect(problems(read("chart: 1\ndefinition: {chart: lifecycle}")) == ["1:1 missing-key"])
        #expect(problems(read("chart: 1\ntitle: A")) == ["1:1 missing-key"])
        let twice = read(
            "- {chart: 1, title: A, definition: {chart: lifecycle}}\n- {chart: 1, title: B, definition: {chart: lifecycle}}"
        )
        #expect(problems(twice) == ["2:3 duplicate-id"])
    }

    @Test func `a definition alone is a chart of the command line`() {
        let read = ChartText.read("chart: funnel\nsteps: [view, {evnt: buy}]\n", file: "f.yaml")
        #expect(read.diagnostics.isEmpty && read.charts.count == 1)
        #expect(read.charts[0].isAlone)
        #expect(throws: (any Error).self) { try read.charts[0].check() }
        #expect(read.charts[0].location(of: "steps[1].evnt").description == "f.yaml:2:16")
    }

    @Test func `cohorts of a file that contain each other are named`() {
        let read = ChartText.read(
            """
            - cohort: a
              definition: {all_of: [{clause: in_cohort, cohort: b}]}
            - cohort: b
              definition: {all_of: [{clause: in_cohort, cohort: a}]}

            """, file: "f.yaml")
        #expect(read.charts.isEmpty)
        #expect(
            read.diagnostics.map(\.message) == [
                "The cohort a contains itself: a, b, a.", "The cohort b contains itself: b, a, b.",
            ])
        #expect(read.diagnostics.map(\.location.line) == [2, 4])
    }

    @Test func `a file with an empty list has no chart`() {
        let read = ChartText.read("[]\n", file: "f.yaml")
        #expect(read.charts.isEmpty)
        #expect(read.diagnostics.map(\.message) == ["The list is empty: it has no chart."])
    }

    @Test func `explores that the model does not have are reported`() {
        let files = read(
            """
            chart: 1
            title: A
            definition:
              chart: lifecycle
              source: {model: shop, explore: order}
            """)
        #expect(problems(files) == ["5:25 unknown-explore"])
        #expect(files.diagnostics.first?.suggestion == "orders" && files.charts.count == 1)
    }
}
