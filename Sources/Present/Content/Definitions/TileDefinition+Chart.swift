internal import JSON

extension TileDefinition {
    /// By this name of an extension a tile shows a saved chart of product analytics.
    package static let chartExtension = "soundings::chart"

    /// The id of the chart that it shows; `nil` for other tiles.
    package var chartID: String? {
        guard kind == .extension, attributes["extension_id"]?.stringValue == Self.chartExtension,
            let content = richContentJSON.flatMap({ try? JSONValue.parse($0) })
        else { return nil }
        return content["chart"].map { $0.stringValue ?? $0.text }
    }
}
