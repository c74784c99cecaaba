import Testing

@testable import SemanticModel

@Suite struct SuggestionTests {
    static let examples: [(name: String, nearest: String?)] = [
        ("orders.totl", "orders.total"), ("orders.tolat", "orders.total"), ("Orders.Total", "orders.total"),
        ("total", "orders.total"), ("users.nmae", "users.name"), ("shipments", nil), ("x", nil), ("", nil),
    ]

    @Test(arguments: examples)
    func `the nearest name is within a few slips`(_ name: String, _ nearest: String?) {
        let names = ["orders.total", "orders.count", "users.name"]
        #expect(Suggestion.nearest(to: name, in: names) == nearest)
    }

    @Test func `among equals the first in the alphabet is taken, and never the name itself`() {
        #expect(Suggestion.nearest(to: "date", in: ["date", "rate", "late"]) == "late")
    }
}
