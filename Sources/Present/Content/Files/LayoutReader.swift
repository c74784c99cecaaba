import JSON

/// Reads the pages of a dashboard, and further arrangements of its tiles.
enum LayoutReader {
    /// `tabs: [{name: Overview, label: …, description: …}]`; a text alone is a tab of that name.
    static func tabs(_ reader: inout MemberReader, of object: String) -> [TabDefinition] {
        var tabs: [TabDefinition] = []
        for node in reader.elements("tabs") {
            var tab: TabDefinition?
            if let name = node.text {
                tab = TabDefinition(name: name)
            } else if let members = node.members {
                var inner = MemberReader(members, at: node.location, problems: reader.problems)
                let label = inner.text("label")
                if let name = inner.text("name") ?? label, !name.isEmpty {
                    tab = TabDefinition(name: name, label: label, description: inner.text("description"))
                }
            }
            guard let tab else {
                let _: String? = reader.wrongType("tabs", "a list of mappings with a name each", node)
                continue
            }
            guard !tabs.contains(where: { $0.name == tab.name }) else {
                reader.problems.report(
                    "duplicate-name", "\(object) has two tabs named \"\(tab.name.prefix(80))\".", at: node.location,
                    suggestion: "Give each tab a `name` of its own.")
                continue
            }
            tabs.append(tab)
        }
        return tabs
    }

    static func others(_ reader: inout MemberReader) -> [OtherLayout] {
        reader.elements("other_layouts").enumerated().compactMap { place, node in
            guard let members = node.members else {
                return reader.wrongType("other_layouts", "a list of mappings", node)
            }
            var inner = MemberReader(members, at: node.location, problems: reader.problems)
            var placements: [String: TilePlacement] = [:]
            for tile in inner.elements("tiles") {
                var part = MemberReader(tile.members ?? [], at: tile.location, problems: reader.problems)
                guard let name = part.requiredText("name", of: "A tile of a layout") else { continue }
                placements[name] = TilePlacement(
                    row: part.int("row", in: 0...100_000) ?? 0, column: part.int("col", in: 0...1000) ?? 0,
                    width: part.int("width", in: 1...1000) ?? TileFlow.defaultWidth,
                    height: part.int("height", in: 1...10_000) ?? TileFlow.defaultHeight)
            }
            return OtherLayout(
                name: inner.text("name") ?? "layout \(place + 2)", type: inner.text("type") ?? "newspaper",
                active: inner.bool("active") ?? false, placements: placements)
        }
    }
}
