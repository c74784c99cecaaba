package import Catalogue
package import JSON
internal import Warehouse

/// Up to when what charts read is complete.
package struct ChartDataTime: Sendable {
    package let catalogue: Catalogue
    private let now: @Sendable () -> Int64

    package init(_ catalogue: Catalogue, now: @escaping @Sendable () -> Int64) {
        self.catalogue = catalogue
        self.now = now
    }

    /// `complete_through`, `late` and what else is known of the tables below a chart; null for an explore that isn't there.
    /// - Parameter attributes: Of the user, on whom it depends which explores there are.
    /// - Throws: as ``Catalogue/freshness()``.
    package func json(of definition: JSONValue, attributes: [String: String] = [:]) async throws -> JSONValue {
        let source = definition["source"]
        if let model = source?["model"]?.stringValue, let explore = source?["explore"]?.stringValue {
            let time = try await catalogue.dataTime(
                model: model, explore: explore, fields: [], attributes: attributes)
            return time?.json(now: now()) ?? .null
        }
        return try await catalogue.freshness().dataTime(of: [TableName(schema: "main", "events")]).json(now: now())
    }
}
