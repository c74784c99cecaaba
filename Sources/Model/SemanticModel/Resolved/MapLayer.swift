/// Areas of a map, and which of their properties holds the value of a field.
package struct MapLayer: Sendable, Hashable {
    package enum Format: String, Sendable, CaseIterable {
        case topojson
        case vectorTiles = "vector_tile_region"
    }
    package enum Source: Sendable, Hashable {
        /// A file of the project, by its path from the root.
        case file(String)
        case url(String)
    }

    package var name: String
    package var source: Source
    package var format: Format
    /// `extents_json_url`, for vector tiles: the bounding boxes of the areas.
    package var extentsURL: String?
    package var featureKey: String?
    package var propertyKey: String?
    package var propertyLabelKey: String?
    /// A projection of D3, `geoAlbersUsa`; empty for none.
    package var projection: String?
    package var minZoom: Int?
    package var maxZoom: Int?

    /// The layers that every model has.
    package static let builtIn = ["us_states", "us_counties_fips", "us_zipcode_tabulation_areas", "countries"]
}
