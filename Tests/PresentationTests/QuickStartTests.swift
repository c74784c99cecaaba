import JSON
import LookML
import SemanticModel
import Testing

@testable import Presentation

@Suite struct QuickStartTests {
    private func described(_ queries: String) throws -> JSONValue {
        let text = """
            view: orders {
              dimension: status {}
              dimension_group: created { type: time timeframes: [month] }
              measure: count { type: count }
            }
            explore: orders {
              \(queries)
            }
            """
        let project = ProjectResolver.resolve(
            name: "test", files: [SourceFile(path: "shop.model.lkml", text: text)])
        #expect(project.diagnostics.filter { $0.severity == .error }.isEmpty)
        let explore = try #require(project.model("shop")?.explore("orders"))
        return ExploreDescription.quickStarts(explore, model: "shop")
    }

    @Test func `a quick start has the address that asks all of its query`() throws {
        let found = try described(
            """
            query: by_month {
              label: "By month"
              description: "What was done."
              dimensions: [created_month, status]
              measures: [count]
              pivots: [status]
              filters: [created_month: "6 months", status: "a&b"]
              sorts: [created_month: desc, count: asc]
              limit: 12
              timezone: "Europe/Vienna"
            }
            """)
        #expect(
            found == [
                [
                    "name": "by_month", "label": "By month", "description": "What was done.",
                    "url": .string(
                        "/explore/shop/orders?fields=orders.created_month,orders.status,orders.count"
                            + "&f[orders.created_month]=6%20months&f[orders.status]=a%26b"
                            + "&sorts=orders.created_month%20desc,orders.count&pivots=orders.status"
                            + "&query_timezone=Europe%2FVienna&limit=12"),
                ]
            ])
    }

    @Test func `what is not said of a quick start is its name in words and the usual limit`() throws {
        #expect(
            try described("query: open_orders { measures: [count] }") == [
                [
                    "name": "open_orders", "label": "Open Orders", "description": .null,
                    "url": "/explore/shop/orders?fields=orders.count&limit=500",
                ]
            ])
        #expect(try described("") == .array([]))
    }
}
