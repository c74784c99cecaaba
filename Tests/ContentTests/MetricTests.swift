import LookML
import SemanticModel
import Testing

@testable import Content

@Suite struct MetricTests {
    private func read(_ text: String) -> ContentFiles {
        ContentFiles.read(project: shop(), files: [("content/metrics/a.yaml", text)])
    }

    private func problems(_ files: ContentFiles) -> [String] {
        files.diagnostics.map {
            "\($0.location.line):\($0.location.column) \($0.severity) \($0.code)"
                + ($0.suggestion.map { " → \($0)" } ?? "")
        }
    }

    @Test func `metrics are read with what they name, by group and label`() throws {
        let files = read(
            """
            - metric: paid_orders
              label: Paid orders
              group: Sales
              definition: Orders that somebody has paid for.
              formula: count of orders with status paid
              grain: day
              unit: orders
              status: proposed
              owner: Finance
              source_of_truth: {title: Ledger, url: https://ledger.example/orders}
              healthy: at least 10
              poor: under 5
              synonyms: [sold]
              model: shop
              explore: orders
              fields: [orders.count]
              looks: [1]
              dashboards: [4]
            - {metric: abc, label: Abc, group: Sales, definition: First by its label., source_of_truth: {look: 1}}
            - look: {id: 1, title: One, model: shop, explore: orders, fields: [orders.count]}
            - dashboard: {id: 4, title: Four}
            """)
        #expect(problems(files) == [])
        #expect(files.metrics.map(\.name) == ["abc", "paid_orders"])
        #expect(files.metrics[0].sourceOfTruth == .look("1"))
        #expect(files.metrics[0].status == .agreed)
        let metric = try #require(files.metrics.last)
        #expect(metric.sourceOfTruth == .other(title: "Ledger", url: "https://ledger.example/orders"))
        #expect(metric.status == .proposed && metric.owner == "Finance" && metric.synonyms == ["sold"])
        #expect(metric.model == "shop" && metric.explore == "orders" && metric.fields == ["orders.count"])
        #expect(metric.looks == ["1"] && metric.dashboards == ["4"])
    }

    @Test func `names that are not there and values that make no sense are reported with their places`() {
        let files = read(
            """
            - metric: a
              label: A
              definition: Words.
              model: shop
              explore: orders
              fields: [orders.cout]
              looks: [9]
              dashboards: [8]
            """)
        #expect(
            problems(files) == [
                "6:12 error unknown-field → orders.count", "7:11 error unknown-look", "8:16 warning unknown-dashboard",
            ])
        let broken = read(
            """
            - {metric: b c, label: B, definition: Words.}
            - {metric: d, label: D}
            - {metric: e, label: E, definition: Words., status: agred}
            - {metric: f, label: F, definition: Words., fields: [orders.count]}
            - {metric: g, label: G, definition: Words., source_of_truth: {title: T, url: "javascript:alert(1)"}}
            - {metric: h, label: H, definition: Words., ownr: me}
            """)
        #expect(
            problems(broken).map { $0.drop { $0 != " " }.dropFirst() } == [
                "error wrong-type", "error missing-key", "error wrong-type → agreed", "error missing-key",
                "error wrong-type", "warning unknown-key → owner",
            ])
        #expect(broken.metrics.isEmpty && broken.brokenFiles == ["content/metrics/a.yaml"])
    }

    @Test func `a name stands for one metric`() {
        let files = read(
            """
            - {metric: a, label: First, definition: Words.}
            - {metric: a, label: Second, definition: Words.}
            """)
        #expect(problems(files) == ["2:4 error duplicate-id"])
        #expect(files.metrics.map(\.label) == ["First"])
    }

    @Test func `metrics of a file that breaks stay as they were`() {
        let live = LiveMetrics(read("- {metric: a, label: A, definition: Words.}"))
        live.replace(with: read("- {metric: a, label: A"))
        #expect(live.current.map(\.name) == ["a"])
        live.replace(with: read("- {metric: b, label: B, definition: Words.}"))
        #expect(live.current.map(\.name) == ["b"])
    }

    @Test func `what a metric names counts as a use of the field`() {
        let project = shop()
        let files = ContentFiles.read(
            project: project,
            files: [
                (
                    "content/a.yaml",
                    "- {metric: a, label: A, definition: W., model: shop, explore: orders, fields: [orders.count]}"
                )
            ])
        let uses = files.uses(of: project).map { "\($0.use.user.rawValue) \($0.use.name) \($0.use.parameter)" }
        #expect(uses.contains("metric a \"A\" fields"))
    }
}
