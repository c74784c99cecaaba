import JSON
import Presentation
import QueryCompiler
import Testing

@testable import QueryDesk

/// What is pressed on one tile filters the queries of the others.
@Suite struct CrossFilterTests {
    @Test func `a press filters what has the field, and nothing else`() async throws {
        var random = DeskRandom(seed: 3)
        let house = try await RuledHouse(random: &random)
        let caller = house.caller(["tenant": "t1"], permissions: ["access_data"])
        let cross = CrossFilters(
            ["orders.region": "r1", "accounts.name": "Acme"], in: house.desk.project(for: caller), for: caller)
        var query = ExploreQuery(model: "house", explore: "ruled_0", fields: ["orders.count"])
        query.filters = ["orders.region": "r0", "orders.tenant": "t1"]
        cross.apply(to: &query)
        #expect(query.filters == ["orders.region": "r1", "orders.tenant": "t1"])
        var other = ExploreQuery(model: "house", explore: "nothing", fields: ["orders.count"])
        cross.apply(to: &other)
        #expect(other.filters.isEmpty)
    }

    @Test func `nobody filters by what is closed to them`() async throws {
        var random = DeskRandom(seed: 3)
        let house = try await RuledHouse(random: &random)
        let caller = house.caller([:], permissions: ["access_data"])
        let cross = CrossFilters(
            ["orders.inside": "INSIDE-%"], in: house.desk.project(for: caller), for: caller)
        var query = ExploreQuery(model: "house", explore: "ruled_0", fields: ["orders.count"])
        cross.apply(to: &query)
        #expect(query.filters.isEmpty)
    }
}
