import Testing

@testable import Pipelines

@Suite struct NodeSelectorTests {
    /// The short names of what is selected of the shop, without tests but those asked for.
    private func selected(
        _ select: [String], exclude: [String] = [], tests: NodeSelector.IndirectTests = .empty
    ) async throws -> [String] {
        try await withWarehouse { warehouse in
            let shop = await readShop(warehouse)
            var history = NodeSelector.History()
            history.modified = [id("model.shop.orders")]
            history.results = [id("model.shop.doubled"): "error"]
            let selector = NodeSelector(project: shop, graph: NodeGraph(shop), history: history)
            return try selector.nodes(select: select, exclude: exclude, tests: tests)
                .map { $0.text.replacing("shop.", with: "") }.sorted()
        }
    }

    @Test(arguments: [
        ("orders", ["model.orders"]),
        ("staging", ["model.big_orders", "model.doubled", "model.stg_orders"]),
        ("shop.staging.stg_*", ["model.stg_orders"]),
        ("path:models/marts", ["model.order_days", "model.orders"]),
        ("models/marts/orders.sql", ["model.orders"]),
        ("tag:hourly", ["model.orders"]),
        ("source:crm", ["source.crm.orders"]),
        ("source:crm.orders+1,resource_type:model", ["model.stg_orders"]),
        ("kind:ephemeral", ["model.big_orders", "model.doubled"]),
        ("config.materialized:incremental", ["model.orders"]),
        ("config.unique_key:id", ["model.orders", "snapshot.countries_history", "snapshot.orders_history"]),
        ("state:modified", ["model.orders"]),
        ("result:error+1", ["model.big_orders", "model.doubled", "model.order_days", "unit_test.doubled.doubles"]),
        ("exposure:weekly", ["exposure.weekly"]),
        ("owner:Ana", ["exposure.weekly", "model.orders"]),
        ("test_type:singular", ["test.no_negative_cents"]),
        ("resource_type:seed", ["seed.countries"]),
        ("+doubled", ["model.doubled", "model.stg_orders", "source.crm.orders"]),
        ("1+doubled", ["model.doubled", "model.stg_orders"]),
        ("nothing", []),
    ])
    func eachMethodFindsItsNodes(_ text: String, _ expected: [String]) async throws {
        #expect(try await selected([text]) == expected)
    }

    @Test func unionsIntersectionsAndExclusions() async throws {
        #expect(
            try await selected(["orders doubled", "countries"]) == [
                "model.doubled", "model.orders", "seed.countries",
            ])
        #expect(
            try await selected(["+orders,tag:all"], exclude: ["doubled"]) == [
                "model.big_orders", "model.orders", "model.stg_orders",
            ])
        // Downstream of big_orders is orders, which also reads the seed: @ takes that too.
        #expect(try await selected(["@big_orders,resource_type:seed"]) == ["seed.countries"])
    }

    @Test func testsComeWithTheirModels() async throws {
        let eager = try await selected(["stg_orders"], tests: .eager)
        #expect(
            eager == ["model.stg_orders", "test.relationships_orders_id__id__ref_stg_orders_.d0933588ce"])
        #expect(try await selected(["stg_orders"], tests: .cautious) == ["model.stg_orders"])
    }

    @Test func anUnknownMethodIsAnError() async throws {
        let error = await #expect(throws: SelectionError.self) { try await selected(["tga:x"]) }
        #expect(error?.description.contains("Did you mean `tag`?") == true)
    }
}
