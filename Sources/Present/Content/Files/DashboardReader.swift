import JSON
import LookML

/// Reads a dashboard in the shape of LookML dashboards.
struct DashboardReader {
    /// The model of a LookML dashboard.
    let model: String?
    let problems: Problems

    /// What is read here, and what Looker has beside it and we only keep.
    private static let keys: Set<String> = [
        "dashboard", "id", "slug", "preferred_slug", "title", "description", "folder", "layout", "preferred_viewer",
        "crossfilter_enabled", "refresh", "refresh_interval", "query_timezone", "filters_location_top",
        "filters_bar_collapsed", "filters", "elements", "rows", "extends", "extension", "tabs", "theme_name",
        "embed_style", "tile_size", "width", "auto_run", "load_configuration", "enable_viz_full_screen", "hidden",
        "show_filters_bar", "show_title", "background_color", "text_tile_text_color", "tile_background_color",
        "tile_text_color", "title_color", "owner", "tags", "verified", "deprecated", "other_layouts",
        "tile_border_radius", "tile_shadow", "tile_title_alignment",
    ]

    /// What a dashboard names elsewhere.
    struct Mentions {
        var queries: [QueryMentions] = []
        var looks: [LookMention] = []
    }

    /// - Parameters:
    ///   - id: The id, as it was found under `dashboard:` or `id:`.
    ///   - members: All of the dashboard's keys but that one.
    func read(
        id: String, _ members: [ContentNode.Member], at location: SourceLocation
    ) -> (dashboard: DashboardDefinition, mentions: Mentions)? {
        var reader = MemberReader(members, at: location, problems: problems)
        let title = reader.text("title")
        let object = "The dashboard \"\((title ?? id).prefix(80))\""
        let folder = FolderReferenceReader.read(&reader, key: "folder")
        var dashboard = DashboardDefinition(
            id: id, title: title ?? id.split(separator: ":").last.map(String.init) ?? id,
            description: reader.text("description") ?? "",
            folder: model == nil ? folder ?? .shared : .id(Folder.lookMLID))
        dashboard.model = model
        dashboard.slug = SlugReader.read(&reader, keys: ["slug", "preferred_slug"])
        if let layout = reader.text("layout") { dashboard.layout = layout }
        dashboard.preferredViewer = reader.text("preferred_viewer")
        dashboard.crossfilterEnabled = reader.bool("crossfilter_enabled") ?? false
        dashboard.refreshInterval = reader.text("refresh") ?? reader.text("refresh_interval")
        dashboard.queryTimezone = reader.text("query_timezone")
        if let zone = dashboard.queryTimezone, !["user_timezone", "query_saved"].contains(zone) {
            TimeZoneCheck.check(zone, at: reader.location(of: "query_timezone"), problems: problems)
        }
        dashboard.filtersLocationTop = reader.bool("filters_location_top") ?? true
        dashboard.filtersBarCollapsed = reader.bool("filters_bar_collapsed") ?? false
        dashboard.owner = reader.text("owner")
        dashboard.marks = ContentMarks.read(&reader)
        dashboard.tabs = LayoutReader.tabs(&reader, of: object)
        dashboard.otherLayouts = LayoutReader.others(&reader)
        var mentions = Mentions()
        var filterNames: Set<[UInt8]> = []
        for node in reader.elements("filters") {
            guard let (filter, names) = FilterReader(defaultModel: model, problems: problems).read(node) else {
                continue
            }
            if !filterNames.insert(Array(filter.name.utf8)).inserted {
                problems.report(
                    "duplicate-name", "\(object) has two filters named \"\(filter.name.prefix(80))\".",
                    at: node.location)
                continue
            }
            dashboard.filters.append(filter)
            if var names {
                names.part = "filter \(filter.name)"
                mentions.queries.append(names)
            }
        }
        readTiles(&reader, into: &dashboard, object: object, filterNames: filterNames, mentions: &mentions)
        let rows = reader.take("rows")
        dashboard.settings = reader.rest
        reader.reportMisspelt(of: object, known: Self.keys)
        if dashboard.layout == "grid", let rows { placeRows(rows, of: &dashboard) }
        TileFlow.place(&dashboard.tiles)
        return (dashboard, mentions)
    }

    private func readTiles(
        _ reader: inout MemberReader, into dashboard: inout DashboardDefinition, object: String,
        filterNames: Set<[UInt8]>, mentions: inout Mentions
    ) {
        var names: Set<[UInt8]> = []
        for (number, node) in reader.elements("elements").enumerated() {
            let tileReader = TileReader(defaultModel: model, problems: problems)
            guard let (tile, mentioned) = tileReader.read(node, number: number + 1) else { continue }
            if !names.insert(Array(tile.name.utf8)).inserted {
                problems.report(
                    "duplicate-name", "\(object) has two elements named \"\(tile.name.prefix(80))\".",
                    at: node.location,
                    suggestion: "Give each element a `name` of its own.")
                continue
            }
            for (listener, location) in mentioned.listeners where !filterNames.contains(Array(listener.filter.utf8)) {
                problems.report(
                    "unknown-filter", "\(object) has no filter \"\(listener.filter.prefix(80))\".", at: location,
                    severity: .warning,
                    suggestion: problems.suggestion(for: listener.filter, among: dashboard.filters.map(\.name)))
            }
            // In a tile of one query the fields that filters are put on are fields of its explore.
            let listeners = mentioned.listeners.map { (name: $0.listener.field, location: $0.location) }
            mentions.queries += mentioned.queries.enumerated().map { place, query in
                var query = query
                query.part = "tile \(tile.name)"
                if place == 0, mentioned.queries.count == 1 { query.add(listeners, in: "listen") }
                return query
            }
            if let look = mentioned.look {
                mentions.looks.append(LookMention(id: look.id, location: look.location, listeners: listeners))
            }
            dashboard.tiles.append(tile)
        }
    }

    /// The `grid` layout: each row names its elements, which share its width.
    private func placeRows(_ rows: ContentNode, of dashboard: inout DashboardDefinition) {
        let places = Dictionary(
            dashboard.tiles.indices.map { (dashboard.tiles[$0].name, $0) }, uniquingKeysWith: { first, _ in first })
        var top = 0
        for row in rows.elements ?? [] {
            let names = row.member("elements")?.elements?.compactMap(\.text) ?? []
            let pixels = row.member("height")?.text.flatMap { Int($0) } ?? 300
            let height = min(max(pixels / 50, 1), 1000)
            let width = max(24 / max(names.count, 1), 1)
            for (place, name) in names.prefix(24).enumerated() {
                guard let tile = places[name] else { continue }
                dashboard.tiles[tile].placement = TilePlacement(
                    row: top, column: place * width, width: width, height: height)
            }
            top += height
        }
    }
}
