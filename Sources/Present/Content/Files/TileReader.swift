import JSON
import LookML

/// Reads one entry of a dashboard's `elements`, in the shape of LookML dashboards: the tile's own keys, its query's keys,
/// and beside them, unlabelled, the options of its picture.
struct TileReader {
    let defaultModel: String?
    let problems: Problems

    /// What a tile names elsewhere, to be checked when everything has been read.
    struct Mentions {
        var queries: [QueryMentions] = []
        var look: (id: String, location: SourceLocation)?
        var listeners: [(listener: FilterListener, location: SourceLocation)] = []
    }

    func read(_ node: ContentNode, number: Int) -> (tile: TileDefinition, mentions: Mentions)? {
        guard let members = node.members else {
            problems.report("wrong-type", "An element has to be a mapping.", at: node.location)
            return nil
        }
        var reader = MemberReader(members, at: node.location, problems: problems)
        let title = reader.text("title")
        let name = reader.text("name") ?? title ?? "element \(number)"
        let object = "The tile \"\(name.prefix(80))\""
        let type = reader.text("type")
        let look = reader.take("look")
        var tile = TileDefinition(name: name, kind: Self.kind(type: type, hasLook: look != nil))
        var mentions = Mentions()
        tile.title = title
        readCommon(&reader, into: &tile)
        tile.listeners = listeners(&reader, mentions: &mentions)
        tile.placement = placement(&reader)
        switch tile.kind {
        case .look:
            guard let look, let id = look.text.flatMap({ Int64($0) }), id > 0 else {
                if let look { let _: String? = reader.wrongType("look", "the number of a Look", look) }
                if look == nil { problems.report("missing-key", "\(object) needs `look`.", at: node.location) }
                return nil
            }
            tile.lookID = String(id)
            mentions.look = look.text.map { ($0, look.location) }
            tile.visOverrides = options(&reader, type: type == "look" ? nil : type)
        case .vis:
            if let merged = reader.take("merged_queries") {
                tile.mergedQueries = merged.json
                mentions.queries = mergedMentions(merged)
                tile.visOverrides = options(&reader, type: type)
            } else if let merged = reader.text("merge_result_id") {
                tile.mergeResultID = merged
                tile.visOverrides = options(&reader, type: type)
            } else {
                guard let (found, names) = QueryReader.read(&reader, of: object, defaultModel: defaultModel) else {
                    return nil
                }
                var query = found
                let given = query.visConfig
                query.visConfig = options(&reader, type: type)
                for (key, value) in given.members { query.visConfig[key] = value }
                tile.query = query
                mentions.queries = [names]
            }
        case .text, .button, .extension:
            tile.extra = reader.rest
        }
        if tile.mergedQueries == nil, tile.mergeResultID == nil {
            // A list of mappings tells several queries apart, and here is one.
            for place in tile.listeners.indices { tile.listeners[place].query = 0 }
        }
        reader.reportMisspelt(of: object, known: TileDefinition.ownKeys)
        return (tile, mentions)
    }

    private static func kind(type: String?, hasLook: Bool) -> TileDefinition.Kind {
        switch type {
        case "text": .text
        case "button": .button
        case "extension": .extension
        default: hasLook || type == "look" ? .look : .vis
        }
    }

    private func readCommon(_ reader: inout MemberReader, into tile: inout TileDefinition) {
        tile.titleHidden = reader.bool("title_hidden") ?? false
        tile.titleText = reader.text("title_text")
        tile.subtitleText = reader.text("subtitle_text")
        tile.bodyText = reader.text("body_text")
        if let node = reader.take("rich_content_json") { tile.richContentJSON = node.text ?? node.json.text }
        tile.noteText = reader.text("note_text")
        tile.noteState = reader.text("note_state")
        tile.noteDisplay = reader.text("note_display")
        tile.refreshInterval = reader.text("refresh")
        tile.tabName = reader.text("tab_name")
        tile.attributes = reader.object("attributes") ?? JSONObject()
    }

    /// What remains are options of the picture, whose name is the tile's type.
    private func options(_ reader: inout MemberReader, type: String?) -> JSONObject {
        let given = reader.object("vis_config") ?? JSONObject()
        var options = JSONObject()
        if let type { options["type"] = .string(type) }
        for (key, value) in reader.rest.members { options[key] = value }
        for (key, value) in given.members { options[key] = value }
        return options
    }

    /// A mapping of filters to fields; a list of such mappings (one for each merged query); or a list of pairs.
    private func listeners(_ reader: inout MemberReader, mentions: inout Mentions) -> [FilterListener] {
        guard let node = reader.take("listen") else { return [] }
        var found: [(FilterListener, SourceLocation)] = []
        func add(_ members: [ContentNode.Member], query: Int = 0) -> Bool {
            for member in members where !member.value.isNull {
                guard let field = member.value.text else { return false }
                found.append((FilterListener(filter: member.key, field: field, query: query), member.keyLocation))
            }
            return true
        }
        var isRight = true
        if let members = node.members {
            isRight = add(members)
        } else if let elements = node.elements {
            for (query, element) in elements.enumerated() {
                if let members = element.members {
                    isRight = add(members, query: query) && isRight
                } else if let pair = element.elements, pair.count == 2, let filter = pair[0].text,
                    let field = pair[1].text
                {
                    found.append((FilterListener(filter: filter, field: field), element.location))
                } else {
                    isRight = false
                }
            }
        } else {
            isRight = false
        }
        if !isRight {
            let _: String? = reader.wrongType("listen", "a mapping of filter names to fields, or a list of pairs", node)
        }
        mentions.listeners = found.map { (listener: $0.0, location: $0.1) }
        return found.map(\.0)
    }

    private func placement(_ reader: inout MemberReader) -> TilePlacement? {
        let row = reader.int("row", in: 0...100_000) ?? reader.int("top", in: 0...100_000)
        let column = reader.int("col", in: 0...1000) ?? reader.int("left", in: 0...1000)
        let width = reader.int("width", in: 1...1000)
        let height = reader.int("height", in: 1...10_000)
        guard row != nil || column != nil || width != nil || height != nil else { return nil }
        return TilePlacement(
            row: row ?? TileFlow.unplaced, column: column ?? TileFlow.unplaced, width: width ?? TileFlow.defaultWidth,
            height: height ?? TileFlow.defaultHeight)
    }

    private func mergedMentions(_ node: ContentNode) -> [QueryMentions] {
        (node.elements ?? []).compactMap { element in
            guard let members = element.members else { return nil }
            // Only names are of interest here; the merged queries are kept as written.
            var reader = MemberReader(members, at: element.location, problems: problems)
            return QueryReader.read(&reader, of: "A merged query", defaultModel: defaultModel)?.1
        }
    }
}
