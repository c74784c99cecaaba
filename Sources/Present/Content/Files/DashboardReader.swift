import JSON
import LookML

/// Reads a dashboard in the shape of LookML dashboards.
struct DashboardReader {
    /// The model of a LookML dashboard.
    let model: String?
    let problems: Problems

    /// What a dashboard names elsewhere.
    struct Mentions {
        var queries: [QueryMentions] = []
        var looks: [(id: String, location: SourceLocation)] = []
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
        dashboard.slug = slug(&reader)
        if let layout = reader.text("layout") { dashboard.layout = layout }
        dashboard.preferredViewer = reader.text("preferred_viewer")
        dashboard.crossfilterEnabled = reader.bool("crossfilter_enabled") ?? false
        dashboard.refreshInterval = reader.text("refresh") ?? reader.text("refresh_interval")
        dashboard.queryTimezone = reader.text("query_timezone")
        dashboard.filtersLocationTop = reader.bool("filters_location_top") ?? true
        dashboard.filtersBarCollapsed = reader.bool("filters_bar_collapsed") ?? false
        var mentions = Mentions()
        for node in reader.elements("filters") {
            guard let (filter, names) = FilterReader(defaultModel: model, problems: problems).read(node) else { continue }
            if dashboard.filters.contains(where: { $0.name.utf8.elementsEqual(filter.name.utf8) }) {
                problems.report(
                    "duplicate-name", "\(object) has two filters named \"\(filter.name.prefix(80))\".", at: node.location)
                continue
            }
            dashboard.filters.append(filter)
            if let names { mentions.queries.append(names) }
        }
        readTiles(&reader, into: &dashboard, object: object, mentions: &mentions)
        let rows = reader.take("rows")
        dashboard.settings = reader.rest
        if dashboard.layout == "grid", let rows { placeRows(rows, of: &dashboard) }
        TileFlow.place(&dashboard.tiles)
        return (dashboard, mentions)
    }

    private func slug(_ reader: inout MemberReader) -> String? {
        let node = reader.take("slug") ?? reader.take("preferred_slug")
        guard let node else { return nil }
        let text = node.text ?? ""
        // A slug stands in the same place of an address as a number and as model::name.
        let isRight =
            text.utf8.allSatisfy { byte in
                (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                    || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
            } && !text.isEmpty && text.utf8.count <= 255 && Int64(text) == nil
        return isRight ? text : reader.wrongType("slug", "letters, digits, - and _, and no number", node)
    }

    private func readTiles(
        _ reader: inout MemberReader, into dashboard: inout DashboardDefinition, object: String, mentions: inout Mentions
    ) {
        for (number, node) in reader.elements("elements").enumerated() {
            let tileReader = TileReader(defaultModel: model, problems: problems)
            guard let (tile, names) = tileReader.read(node, number: number + 1) else { continue }
            if dashboard.tiles.contains(where: { $0.name.utf8.elementsEqual(tile.name.utf8) }) {
                problems.report(
                    "duplicate-name", "\(object) has two elements named \"\(tile.name.prefix(80))\".", at: node.location,
                    suggestion: "Give each element a `name` of its own.")
                continue
            }
            for (listener, location) in names.listeners
            where !dashboard.filters.contains(where: { $0.name.utf8.elementsEqual(listener.filter.utf8) }) {
                problems.report(
                    "unknown-filter", "\(object) has no filter \"\(listener.filter.prefix(80))\".", at: location,
                    severity: .warning,
                    suggestion: Nearest.name(to: listener.filter, among: dashboard.filters.map(\.name)))
            }
            // In a tile of one query the fields that filters are put on are fields of its explore.
            mentions.queries += names.queries.enumerated().map { place, query in
                guard place == 0, names.queries.count == 1 else { return query }
                var query = query
                query.fields += names.listeners.map { ($0.listener.field, $0.location) }
                return query
            }
            if let look = names.look { mentions.looks.append(look) }
            dashboard.tiles.append(tile)
        }
    }

    /// The `grid` layout: each row names its elements, which share its width.
    private func placeRows(_ rows: ContentNode, of dashboard: inout DashboardDefinition) {
        var top = 0
        for row in rows.elements ?? [] {
            let names = row.member("elements")?.elements?.compactMap(\.text) ?? []
            let pixels = row.member("height")?.text.flatMap { Int($0) } ?? 300
            let height = min(max(pixels / 50, 1), 1000)
            let width = max(24 / max(names.count, 1), 1)
            for (place, name) in names.prefix(24).enumerated() {
                guard let tile = dashboard.tiles.firstIndex(where: { $0.name == name }) else { continue }
                dashboard.tiles[tile].placement = TilePlacement(
                    row: top, column: place * width, width: width, height: height)
            }
            top += height
        }
    }
}

/// Reads where something lies: a number is a folder's id, a text a path of names below Shared (`Company/Usage`).
enum FolderReferenceReader {
    static func read(_ reader: inout MemberReader, key: String) -> FolderReference? {
        guard let node = reader.take(key) else { return nil }
        guard let text = node.text else { return reader.wrongType(key, "a folder's number or path", node) }
        if let number = Int64(text), case .scalar(_, plain: true) = node.value { return .id(String(number)) }
        if text == Folder.lookMLID || text == Folder.usersID {
            return reader.wrongType(key, "a folder below Shared", node)
        }
        let names = text.split(separator: "/").map { $0.trimmingASCIIBlanks }.filter { !$0.isEmpty }
        guard names.count <= 16, names.allSatisfy({ $0.utf8.count <= 200 }) else {
            return reader.wrongType(key, "a path of at most 16 names", node)
        }
        return names.isEmpty ? .shared : .path(names)
    }
}

extension Substring {
    fileprivate var trimmingASCIIBlanks: String {
        let front = self.drop { $0 == " " }
        return String(front.reversed().drop { $0 == " " }.reversed())
    }
}
