internal import Content
internal import FrontDoor
internal import JSON

/// Boards as Looker's API shows them to one caller.
struct BoardJSON: Sendable {
    let content: ContentJSON
    private let looks: [String: Look]
    private let dashboards: [String: DashboardSummary]

    init(_ services: LookerServices, _ caller: Caller) async throws {
        let gate = try await ContentGate(services, caller)
        content = try await ContentJSON(services, gate)
        looks = Dictionary(
            try await services.content.looks().filter { gate.sees($0.folderID) }.map { ($0.id, $0) },
            uniquingKeysWith: { first, _ in first })
        dashboards = Dictionary(
            try await services.content.dashboards().filter { gate.sees($0.folderID) }.map { ($0.id, $0) },
            uniquingKeysWith: { first, _ in first })
    }

    private func mayChange(_ board: Board) -> Bool {
        content.caller.may("save_content")
            && (board.ownerID == nil || board.ownerID == content.caller.userID
                || content.caller.may("manage_homepage") || content.caller.may("administer"))
    }

    func json(_ board: Board) -> JSONValue {
        let id = ContentReference.board(board.id).key
        return .object(
            JSONObject(distinct: [
                ("id", .string(board.id)), ("title", .string(board.title)),
                ("description", .string(board.description)), ("user_id", JSONValue(board.ownerID)),
                ("content_metadata_id", JSONValue(board.metadataID)),
                ("content_favorite_id", JSONValue(content.favorites.own[id])),
                ("created_at", APITime.json(board.createdAt)), ("updated_at", APITime.json(board.updatedAt)),
                ("deleted_at", APITime.json(board.deletedAt)), ("primary_homepage", false),
                ("section_order", .array(board.sections.map { .string($0.id) })),
                ("board_sections", .array(board.sections.filter { $0.deletedAt == nil }.map { json($0) })),
                ("url", .string("/boards/" + board.id)),
                ("can", ["show": true, "update": .bool(mayChange(board)), "destroy": .bool(mayChange(board))]),
            ]))
    }

    func json(_ section: BoardSection) -> JSONValue {
        let items = items(of: section)
        return .object(
            JSONObject(distinct: [
                ("id", .string(section.id)), ("board_id", .string(section.boardID)),
                ("title", JSONValue(section.title)), ("description", JSONValue(section.description)),
                ("created_at", APITime.json(section.createdAt)), ("updated_at", APITime.json(section.updatedAt)),
                ("deleted_at", APITime.json(section.deletedAt)),
                ("item_order", .array(section.items.map { .string($0.id) })),
                ("visible_item_order", .array(items.compactMap { $0["id"] })), ("board_items", .array(items)),
                ("can", ["show": true]),
            ]))
    }

    /// The items that the caller sees.
    func items(of section: BoardSection) -> [JSONValue] {
        section.items.enumerated().compactMap { place, item in json(item, at: place) }
    }

    private func json(_ item: BoardItem, at place: Int) -> JSONValue? {
        let settings = item.settings
        func custom(_ name: String) -> String? {
            let isLink = item.content == nil
            guard isLink || settings["use_custom_" + name]?.boolValue == true else { return nil }
            return settings["custom_" + name]?.stringValue
        }
        var (title, description, location): (String, String, String) = ("", "", "")
        var (url, views, owner): (String, Int, String?) = (settings["custom_url"]?.stringValue ?? "", 0, nil)
        var updated = item.updatedAt
        var number: String?
        if let id = item.lookID {
            guard let look = looks[id] else { return nil }
            (title, description, location) = (look.title, look.description, look.folderName)
            (url, views, owner, updated) = ("/looks/" + id, look.viewCount, look.ownerName, look.updatedAt)
            number = look.metadataID
        } else if let id = item.dashboardID {
            guard let one = dashboards[id] else { return nil }
            (title, description, location) = (one.title, one.description, one.folderName)
            (url, views, owner, updated) = ("/dashboards/" + id, one.viewCount, one.ownerName, one.updatedAt)
            number = one.metadataID
        }
        let metadata = item.content?.key
        let isLookML = item.dashboardID.map { $0.contains("::") } ?? false
        var members: [(String, JSONValue)] = [
            ("id", .string(item.id)), ("board_section_id", .string(item.sectionID)), ("order", .int(Int64(place))),
            ("look_id", JSONValue(item.lookID)), ("dashboard_id", JSONValue(isLookML ? nil : item.dashboardID)),
            ("lookml_dashboard_id", JSONValue(isLookML ? item.dashboardID : nil)),
            ("title", .string(custom("title") ?? title)),
            ("description", .string(custom("description") ?? description)),
            ("url", .string(custom("url") ?? url)), ("location", .string(location)),
            ("content_metadata_id", JSONValue(number)),
            ("content_favorite_id", JSONValue(metadata.flatMap { content.favorites.own[$0] })),
            ("content_created_by", JSONValue(owner)), ("content_updated_at", APITime.json(updated)),
            ("favorite_count", .int(Int64(metadata.flatMap { content.favorites.counts[$0] } ?? 0))),
            ("view_count", .int(Int64(views))), ("can", ["show": true]),
        ]
        for name in ["title", "url", "description"] {
            members.append(("custom_" + name, settings["custom_" + name] ?? .null))
            members.append(("use_custom_" + name, settings["use_custom_" + name] ?? false))
        }
        members.append(("use_custom_image", settings["use_custom_image"] ?? false))
        return .object(JSONObject(distinct: members))
    }

    /// What a search compares.
    func searched(_ name: String, of board: Board) -> JSONValue {
        switch name {
        case "id": .string(board.id)
        case "title": .string(board.title)
        case "created_at": APITime.json(board.createdAt)
        case "creator_id": JSONValue(board.ownerID)
        case "favorited": .bool(content.favorites.own[ContentReference.board(board.id).key] != nil)
        default: .null
        }
    }
}
