internal import JSON

/// A dashboard while it is being changed.
///
/// Parts are known by their names in ``definition`` and by their ids outside; one that is renamed keeps its id.
package struct DashboardDraft: Sendable, Hashable {
    package var definition: DashboardDefinition
    /// The folder's id; `definition.folder` does not count.
    package var folderID: String
    package var ownerID: String?
    /// Whether it is in the trash.
    package var deleted: Bool
    var ids: DashboardRows.IDs

    package init(_ definition: DashboardDefinition, folderID: String) {
        self.definition = definition
        self.folderID = folderID
        deleted = false
        ids = DashboardRows.IDs()
    }

    init(_ dashboard: Dashboard) {
        self.init(dashboard.definition, folderID: dashboard.folderID)
        ownerID = dashboard.ownerID
        deleted = dashboard.deletedAt != nil
        ids.filters = Self.ids(dashboard.filters.map { ($0.name, $0.id) })
        ids.elements = Self.ids(dashboard.elements.map { ($0.definition.name, $0.id) })
        ids.layouts = Self.ids(dashboard.layouts.map { ($0.name, $0.id) })
    }

    private static func ids(_ parts: [(String, String)]) -> [String: Int64] {
        Dictionary(parts.compactMap { part in Int64(part.1).map { (part.0, $0) } }, uniquingKeysWith: { $1 })
    }

    // MARK: Tiles

    /// Where the tile with this id stands in ``definition``.
    package func tileIndex(id: String) -> Int? {
        guard let name = Self.name(id, in: ids.elements) else { return nil }
        return definition.tiles.firstIndex { $0.name == name }
    }

    package func tileID(named name: String) -> String? { ids.elements[name].map(String.init) }

    /// A name that no tile has yet.
    package func freeTileName(_ wanted: String?) -> String {
        Self.free(wanted ?? "tile", among: Set(definition.tiles.map(\.name)))
    }

    /// Gives a new tile the id that it had before, where nothing else has it.
    mutating func keepID(_ id: Int64, ofTile name: String) { if ids.elements[name] == nil { ids.elements[name] = id } }

    package mutating func removeTile(at index: Int) {
        let name = definition.tiles[index].name
        definition.tiles.remove(at: index)
        for place in definition.otherLayouts.indices { definition.otherLayouts[place].placements[name] = nil }
    }

    /// Puts a new tile at the end; beside the last ones or below all others where it has no place yet.
    package mutating func append(_ tile: TileDefinition) {
        var tile = tile
        let tabs = definition.tabs.map(\.name)
        func tab(of tile: TileDefinition) -> String {
            tile.tabName.flatMap { tabs.contains($0) ? $0 : nil } ?? tabs.first ?? ""
        }
        if tile.placement == nil {
            tile.placement = TileFlow.next(
                after: definition.tiles.filter { tab(of: $0) == tab(of: tile) }.compactMap(\.placement))
        }
        definition.tiles.append(tile)
        for place in definition.otherLayouts.indices {
            definition.otherLayouts[place].placements[tile.name] = TileFlow.next(
                after: Array(definition.otherLayouts[place].placements.values))
        }
    }

    // MARK: Filters

    package func filterIndex(id: String) -> Int? {
        guard let name = Self.name(id, in: ids.filters) else { return nil }
        return definition.filters.firstIndex { $0.name == name }
    }

    package func filterID(named name: String) -> String? { ids.filters[name].map(String.init) }

    /// Renames a filter; the tiles and filters that listen to it still do.
    package mutating func renameFilter(at index: Int, to name: String) {
        let old = definition.filters[index].name
        guard old != name else { return }
        definition.filters[index].name = name
        ids.filters[name] = ids.filters.removeValue(forKey: old)
        for tile in definition.tiles.indices {
            for place in definition.tiles[tile].listeners.indices
            where definition.tiles[tile].listeners[place].filter == old {
                definition.tiles[tile].listeners[place].filter = name
            }
        }
        for filter in definition.filters.indices {
            definition.filters[filter].listensToFilters = definition.filters[filter].listensToFilters.map {
                $0 == old ? name : $0
            }
        }
    }

    /// Removes a filter, and what listened to it no longer does.
    package mutating func removeFilter(at index: Int) {
        let name = definition.filters.remove(at: index).name
        for tile in definition.tiles.indices { definition.tiles[tile].listeners.removeAll { $0.filter == name } }
        for filter in definition.filters.indices {
            definition.filters[filter].listensToFilters.removeAll { $0 == name }
        }
    }

    // MARK: Layouts

    /// Which layout an id means.
    package enum LayoutPlace: Sendable, Hashable {
        /// The one page of a dashboard without tabs.
        case page
        /// The tab at an index.
        case tab(Int)
        /// The other layout at an index.
        case other(Int)
    }

    package func layout(id: String) -> LayoutPlace? {
        guard let name = Self.name(id, in: ids.layouts) else { return nil }
        if let index = definition.tabs.firstIndex(where: { $0.name == name }) { return .tab(index) }
        if let index = definition.otherLayouts.firstIndex(where: { $0.name == name }) { return .other(index) }
        return definition.tabs.isEmpty ? .page : .tab(0)
    }

    package func layoutID(named name: String) -> String? { ids.layouts[name].map(String.init) }

    /// A name that no layout has yet.
    package func freeLayoutName(_ wanted: String) -> String {
        Self.free(wanted, among: Set(definition.tabs.map(\.name) + definition.otherLayouts.map(\.name) + [""]))
    }

    package mutating func renameTab(at index: Int, to name: String) {
        let old = definition.tabs[index].name
        definition.tabs[index].name = name
        ids.layouts[name] = ids.layouts.removeValue(forKey: old)
        for tile in definition.tiles.indices where definition.tiles[tile].tabName == old {
            definition.tiles[tile].tabName = name
        }
    }

    private static func name(_ id: String, in ids: [String: Int64]) -> String? {
        guard let number = Int64(id) else { return nil }
        return ids.first { $0.value == number }?.key
    }

    private static func free(_ wanted: String, among taken: Set<String>) -> String {
        var base = String(wanted.unicodeScalars.filter { $0.value >= 0x20 }.map(Character.init).prefix(120))
        if base.isEmpty { base = "tile" }
        guard taken.contains(base) else { return base }
        var number = 2
        while taken.contains("\(base) \(number)") { number += 1 }
        return "\(base) \(number)"
    }
}
