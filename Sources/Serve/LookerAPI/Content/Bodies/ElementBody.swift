internal import Content
internal import FrontDoor
internal import JSON

/// A tile as clients write it, with the query or Look that it names.
struct ElementBody: Sendable {
    let body: APIBody
    private let maker: APIBody?
    private let query: QueryDefinition?
    private let look: Look?

    /// The query of the Look that the body names.
    var lookQuery: QueryDefinition? { look?.query.definition }

    /// Properties that are kept and given back, absent where nobody set them.
    static let attributeNames = [
        "aria_description", "extension_id", "filter_id", "image_id", "certification_metadata", "sql_query_id",
    ]

    /// What was found elsewhere already.
    init(_ json: JSONValue, query: QueryDefinition?, look: Look?) throws(ContentError) {
        body = try APIBody(json)
        if let object = try body.object("result_maker") {
            maker = try APIBody(.object(object))
        } else {
            maker = nil
        }
        self.query = look == nil ? query : nil
        self.look = look
    }

    init(_ json: JSONValue, _ services: LookerServices, _ gate: ContentGate) async throws {
        body = try APIBody(json)
        maker = try body.object("result_maker").map { try APIBody(.object($0)) }
        var found: Look?
        if let id = try body.text("look_id") {
            found = try await services.content.look(id)
            guard let look = found, gate.sees(look.folderID) else {
                throw ContentError(.invalid, "There is no Look \(id.prefix(40)).", field: "look_id")
            }
        }
        look = found
        // A tile that shows a Look repeats its query, which is not the tile's own.
        if found != nil {
            query = nil
        } else if let own = try await services.queryDefinition(body) {
            query = own
        } else if let maker {
            query = try await services.queryDefinition(maker)
        } else {
            query = nil
        }
    }

    /// - Throws: `missing_field` for a new tile that shows nothing.
    func tile(named name: String) throws(ContentError) -> TileDefinition {
        var kind = TileDefinition.Kind.text
        if let type = try body.text("type"), let given = TileDefinition.Kind(rawValue: type) { kind = given }
        if kind == .text || kind == .vis || kind == .look {
            if query != nil || body.gives("merge_result_id") { kind = .vis }
            if look != nil { kind = .look }
        }
        var tile = TileDefinition(name: name, kind: kind)
        try apply(to: &tile, look: look)
        return tile
    }

    /// - Parameter look: The Look that the tile shows so far.
    func apply(to tile: inout TileDefinition, look shown: Look?) throws(ContentError) {
        try applyContent(to: &tile)
        try applyPicture(to: &tile, look: look ?? shown)
        try applyListeners(to: &tile)
        try body.text("title", into: &tile.title)
        try body.bool("title_hidden", into: &tile.titleHidden)
        try body.text("title_text", into: &tile.titleText)
        try body.text("subtitle_text", into: &tile.subtitleText)
        try body.text("body_text", into: &tile.bodyText)
        try body.text("note_text", into: &tile.noteText)
        try body.text("note_state", into: &tile.noteState)
        try body.text("note_display", into: &tile.noteDisplay)
        try body.text("refresh_interval", into: &tile.refreshInterval)
        try body.text("rich_content_json", into: &tile.richContentJSON)
        for name in Self.attributeNames {
            guard let value = body.json[name] else { continue }
            if value.isNull {
                tile.attributes[name] = nil
            } else if name == "certification_metadata" {
                tile.attributes[name] = try body.object(name).map(JSONValue.object)
            } else {
                tile.attributes[name] = try body.text(name).map(JSONValue.string)
            }
        }
        try check(tile)
    }

    private func applyContent(to tile: inout TileDefinition) throws(ContentError) {
        if let look {
            if tile.lookID != look.id { tile.visOverrides = JSONObject() }
            (tile.kind, tile.lookID, tile.query) = (.look, look.id, nil)
            (tile.mergeResultID, tile.mergedQueries) = (nil, nil)
        } else if let query {
            (tile.kind, tile.lookID, tile.query) = (.vis, nil, query)
            (tile.mergeResultID, tile.mergedQueries) = (nil, nil)
            tile.visOverrides = JSONObject()
        } else if let merged = try mergeResultID() {
            (tile.kind, tile.lookID, tile.query) = (.vis, nil, nil)
            tile.mergeResultID = merged
        }
        if let type = try body.text("type") {
            guard let kind = TileDefinition.Kind(rawValue: type) else {
                throw APIBody.wrong("type", "vis, look, text, button or extension")
            }
            let shows = tile.lookID != nil || tile.query != nil || tile.mergeResultID != nil
            // `vis` is also what clients call a tile that shows a Look.
            if ![.vis, .look].contains(kind) || !shows { tile.kind = kind }
            if ![.vis, .look].contains(kind) { (tile.lookID, tile.query) = (nil, nil) }
        }
    }

    private func mergeResultID() throws(ContentError) -> String? {
        if let id = try body.text("merge_result_id") { return id }
        return try maker?.text("merge_result_id")
    }

    private func applyPicture(to tile: inout TileDefinition, look: Look?) throws(ContentError) {
        guard let picture = try maker?.object("vis_config") else { return }
        switch tile.kind {
        case .look:
            let own = look?.visConfig ?? JSONObject()
            tile.visOverrides = JSONObject(
                picture.members.filter { own[$0.key] != $0.value }.map { ($0.key, $0.value) })
        case .vis where tile.query != nil: tile.query?.visConfig = picture
        default: tile.visOverrides = picture
        }
    }

    /// `result_maker.filterables`: one for each query of the tile, with the dashboard filters that are put on it.
    private func applyListeners(to tile: inout TileDefinition) throws(ContentError) {
        guard let value = maker?.json["filterables"], !value.isNull else { return }
        guard let filterables = value.arrayValue, filterables.count <= 100 else {
            throw APIBody.wrong("filterables", "a list")
        }
        var listeners: [FilterListener] = []
        var names: [JSONValue] = []
        for (place, filterable) in filterables.enumerated() {
            let one = try APIBody(filterable)
            names.append([
                "model": one.json["model"] ?? .null, "view": one.json["view"] ?? .null,
                "name": one.json["name"] ?? .null,
            ])
            guard let listen = one.json["listen"], !listen.isNull else { continue }
            guard let list = listen.arrayValue else { throw APIBody.wrong("listen", "a list") }
            for entry in list {
                let entry = try APIBody(entry)
                listeners.append(
                    FilterListener(
                        filter: try entry.required("dashboard_filter_name"), field: try entry.required("field"),
                        query: place))
            }
        }
        tile.listeners = listeners
        tile.attributes["filterables"] = tile.mergeResultID == nil ? JSONValue?.none : .some(.array(names))
    }

    private func check(_ tile: TileDefinition) throws(ContentError) {
        switch tile.kind {
        case .vis where tile.query == nil && tile.mergeResultID == nil && tile.mergedQueries == nil:
            throw ContentError(.missingField, "A tile needs a query_id, query or look_id.", field: "query_id")
        case .look where tile.lookID == nil:
            throw ContentError(.missingField, "A tile with a Look needs its look_id.", field: "look_id")
        default: break
        }
    }
}
