import Alerts
import QueryCompiler
import SemanticModel
import Testing

@testable import QueryDesk

/// What alerts are told of a tile, by who asks.
@Suite struct AlertTableTests {
    @Test func `an alert counts the rows that its owner may see`() async throws {
        var random = DeskRandom(seed: 7)
        let house = try await RuledHouse(random: &random)
        let query = ExploreQuery(model: "house", explore: "ruled_0", fields: ["orders.count"])
        let owners = [
            ["tenant": "t1", "region": "r1", "level": "1"],
            ["tenant": "t1,t2", "region": "r0,r1,r2", "level": "0,1,2"], [:],
        ]
        for attributes in owners {
            let caller = house.caller(attributes, permissions: ["access_data", "explore"])
            let table = try await house.desk.alertTable(of: QueryBody(query), for: caller, origin: QueryOrigin(.alert))
            let count = Double(house.visible(through: 0, attributes).count)
            #expect(table.columns.map(\.name) == ["orders.count"])
            #expect(table.rows.map { $0.map(\.number) } == [[count]])
        }
        try await house.warehouse.close()
    }

    @Test func `nobody may alert on what they may not explore at all`() async throws {
        var random = DeskRandom(seed: 7)
        let house = try await RuledHouse(random: &random)
        let query = ExploreQuery(model: "house", explore: "ruled_0", fields: ["orders.count"])
        let nobody = house.caller(["tenant": "t1"], permissions: [])
        await #expect(throws: (any Error).self) {
            try await house.desk.alertTable(of: QueryBody(query), for: nobody, origin: QueryOrigin(.alert))
        }
        try await house.warehouse.close()
    }
}
