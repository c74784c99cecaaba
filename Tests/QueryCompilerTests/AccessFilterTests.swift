import QueryCompiler
import Testing

/// Row-level rules: everybody sees only the orders of the regions that the attribute names.
@Suite struct AccessFilterTests {
    private static let model = Shop.with(
        """
        explore: orders {
          access_filter: { field: users.region user_attribute: region }
          \(Shop.joins)
        }
        explore: users { access_filter: { field: age user_attribute: age } }
        """)

    private func check(
        _ attributes: [String: String], _ query: ExploreQuery, gives expected: [[String?]],
        at place: Testing.SourceLocation = #_sourceLocation
    ) async throws {
        try await withBench(Self.model, tables: Shop.tables, attributes: attributes) { bench async throws in
            try await bench.check(query, gives: expected, at: place)
        }
    }

    @Test func `rows have to match the user's attribute, also where the query does not show the field`() async throws {
        try await check(["region": "west"], ask(["orders.id"]), gives: [["1"], ["2"]])
        try await check(["region": "east"], ask(["orders.count", "orders.total"]), gives: [["1", "40"]])
        // Ann's orders have items 1, 2 and 3 and payments of 31.
        try await check(
            ["region": "west"], ask(["orders.count", "items.quantity", "payments.total"]), gives: [["2", "7", "31"]])
    }

    @Test func `of several values, separated by commas, each is let through, exactly as it stands`() async throws {
        try await check(["region": "west,east"], ask(["orders.id"]), gives: [["1"], ["2"], ["3"]])
        try await check(["region": " west , ,east,"], ask(["orders.id"]), gives: [["1"], ["2"], ["3"]])
        try await check(["region": "west,north"], ask(["orders.id"]), gives: [["1"], ["2"]])
        try await check(["region": "w%"], ask(["orders.id"]), gives: [])
        try await check(["region": "north,w%,-west"], ask(["orders.id"]), gives: [])
        try await check(["age": "30,50"], ask(["users.name"]), gives: [["Ann"], ["Cy"]])
    }

    @Test func `without the attribute there are no rows`() async throws {
        try await check([:], ask(["orders.id"]), gives: [])
        try await check(["country": "west"], ask(["orders.id"]), gives: [])
        try await check([:], ask(["orders.count", "orders.total"]), gives: [["0", "0"]])
        try await check([:], ask(["users.name"]), gives: [])
        try await check(["region": "north"], ask(["orders.id"]), gives: [])
    }

    @Test(arguments: ["", " ", ",", " , ,", "west' OR '1'='1", "-west", "NULL", "EMPTY", "x\"; --"])
    func `an attribute that says nothing, or something else than values, opens nothing`(_ value: String) async throws {
        try await withBench(Self.model, tables: Shop.tables, attributes: ["region": value]) { bench async throws in
            let rows = try? await bench.rows(ask(["orders.id"], of: "orders"))
            #expect((rows ?? []).isEmpty)
        }
    }

    @Test(arguments: ["", "lots", ">0", "NOT 30"])
    func `a number's attribute that is no number opens nothing`(_ value: String) async throws {
        try await withBench(Self.model, tables: Shop.tables, attributes: ["age": value]) { bench async throws in
            let rows = try? await bench.rows(ask(["users.name"]))
            #expect((rows ?? []).isEmpty)
        }
    }

    @Test func `a query's own filters only narrow what a rule lets through`() async throws {
        try await check(["region": "west"], ask(["orders.id"], where: ["users.region": "east"]), gives: [])
        try await check(["region": "west"], ask(["orders.id"], where: ["users.region": ""]), gives: [["1"], ["2"]])
        try await check(["region": "west"], ask(["orders.id"], where: ["orders.amount": "10"]), gives: [["1"]])
    }

    @Test func `a rule holds for totals and pivots too, and is not among the filters shown`() async throws {
        try await withBench(Self.model, tables: Shop.tables, attributes: ["region": "west"]) { bench async throws in
            let query = ask(["orders.status", "orders.count"], limit: 1, total: true)
            #expect(try await bench.totals(query) == ["2"])
            #expect(try bench.compile(query).appliedFilters.isEmpty)
            try await bench.check(
                ask(["orders.status", "users.name", "orders.count"], pivots: ["users.name"]),
                gives: [["done", "Ann", "2"]])
        }
    }

    @Test func `a rule on a field that queries can't name still holds`() async throws {
        let model = Shop.with(
            """
            explore: orders {
              fields: [ALL_FIELDS*, -users.region]
              access_filter: { field: users.region user_attribute: region }
              \(Shop.joins)
            }
            """)
        try await withBench(model, tables: Shop.tables, attributes: ["region": "west"]) { bench async throws in
            try await bench.check(ask(["orders.count"]), gives: [["2"]])
        }
        #expect(
            compileError(
                ask(["users.region"], of: "orders"), on: model, context: testContext(attributes: ["region": "west"]))?
                .code == .unknownField)
    }
}
