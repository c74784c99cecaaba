import QueryCompiler
import Testing

/// Custom fields that need no expression: measures, groups and bins.
@Suite struct CustomFieldTests {
    private func measure(
        _ name: String, _ basedOn: String?, _ type: String?, filters: [String: String] = [:], percentile: Double? = nil
    ) -> DynamicField {
        DynamicField(
            name: name, kind: .measure(.init(basedOn: basedOn, type: type, percentile: percentile, filters: filters)))
    }

    private func check(
        _ fields: [String], custom: [DynamicField], where filters: [String: String] = [:], gives rows: [[String?]],
        at place: Testing.SourceLocation = #_sourceLocation
    ) async throws {
        try await withBench(Shop.model, tables: Shop.tables) { bench async throws in
            var query = ask(fields, of: "orders", where: filters)
            query.dynamicFields = custom
            try await bench.check(query, gives: rows, at: place)
        }
    }

    private func error(_ fields: [String], custom: [DynamicField]) -> QueryError? {
        var query = ask(fields, of: "orders")
        query.dynamicFields = custom
        return compileError(query, on: Shop.model)
    }

    @Test func `a custom measure aggregates a dimension`() async throws {
        try await check(
            ["sum", "mean", "most", "least", "middle", "kinds", "names", "low"],
            custom: [
                measure("sum", "orders.amount", "sum"), measure("mean", "orders.amount", "average"),
                measure("most", "orders.amount", "max"), measure("least", "orders.amount", "min"),
                measure("middle", "orders.amount", "median"), measure("kinds", "orders.status", "count_distinct"),
                measure("names", "orders.status", "list"),
                measure("low", "orders.amount", "percentile", percentile: 25),
            ], gives: [["310", "62", "160", "10", "40", "2", "done, open", "20"]])
    }

    @Test func `it counts each row once, whatever is joined`() async throws {
        try await check(
            ["items.sku", "sum"], custom: [measure("sum", "orders.amount", "sum")],
            gives: [["a", "70"], ["b", "10"], ["c", "40"], [nil, "240"]])
    }

    @Test func `its filters say which rows count, on a dimension or on a measure`() async throws {
        try await check(
            ["sum", "done"],
            custom: [
                measure("sum", "orders.amount", "sum", filters: ["orders.status": "open"]),
                measure("done", "orders.count", nil, filters: ["users.region": "west"]),
            ], gives: [["200", "2"]])
    }

    @Test func `groups take the first label whose filter lets the value through`() async throws {
        let groups = DynamicField(
            name: "kind",
            kind: .groups(
                of: "orders.status", [.init(label: "Finished", filter: "done"), .init(label: "Any", filter: "d%,o%")],
                otherwise: "Other"))
        try await check(
            ["kind", "orders.count"], custom: [groups], gives: [["Finished", "3"], ["Any", "2"], ["Other", "1"]])
        let open = DynamicField(
            name: "kind", kind: .groups(of: "orders.status", [.init(label: "Finished", filter: "done")], otherwise: nil)
        )
        try await check(["kind"], custom: [open], gives: [["Finished"], ["open"], [nil]])
    }

    @Test func `bins are ranges of numbers`() async throws {
        let bins = DynamicField(
            name: "size", kind: .bins(of: "orders.amount", .init(bounds: [0, 50, 100], style: "integer")))
        try await check(
            ["size", "orders.count"], custom: [bins], where: ["size": "-Undefined"],
            gives: [["0 to 49", "3"], ["50 to 99", "1"], ["100 or Above", "1"]])
        let wrong = DynamicField(name: "size", kind: .bins(of: "orders.status", .init(bounds: [0], style: "integer")))
        #expect(error(["size"], custom: [wrong])?.code == .badExpression)
    }

    @Test func `a custom field may stand on another, not on itself`() async throws {
        let bins = DynamicField(name: "size", kind: .bins(of: "orders.amount", .init(bounds: [50], style: "integer")))
        let groups = DynamicField(
            name: "small", kind: .groups(of: "size", [.init(label: "yes", filter: "Below%")], otherwise: "no"))
        try await check(["small", "orders.count"], custom: [groups, bins], gives: [["yes", "3"], ["no", "3"]])
        let first = DynamicField(name: "a", kind: .groups(of: "b", [], otherwise: nil))
        let second = DynamicField(name: "b", kind: .groups(of: "a", [], otherwise: nil))
        #expect(error(["a"], custom: [first, second])?.code == .circularReference)
    }

    @Test func `what is wrong is named`() {
        #expect(error(["x"], custom: [measure("x", "orders.nothing", "sum")])?.field == "orders.nothing")
        #expect(error(["x"], custom: [measure("x", "orders.amount", "total")])?.code == .badExpression)
        #expect(error(["x"], custom: [measure("x", "orders.done_share", nil)])?.code == .badExpression)
        #expect(error(["x"], custom: [measure("x", nil, "sum")])?.code == .badExpression)
        let twice = [measure("x", "orders.amount", "sum"), measure("x", "orders.amount", "max")]
        #expect(error(["x"], custom: twice)?.code == .badExpression)
    }
}
