internal import Content
internal import Foundation
internal import FrontDoor
internal import Hummingbird
internal import JSON

/// Favourites, and who looks at what.
struct FavoriteRoutes: Sendable {
    let services: LookerServices

    func add(to routes: RouterGroup<SoundingsRequestContext>) {
        routes.get("content_favorite/search", use: search)
        routes.post("content_favorite", use: create)
        routes.get("content_favorite/:favorite", use: show)
        routes.delete("content_favorite/:favorite", use: delete)
        routes.get("content_view/search", use: searchViews)
    }

    private static let searchable: [(String, SearchMatch.Kind)] = [
        ("id", .id), ("user_id", .id), ("content_metadata_id", .id), ("dashboard_id", .id), ("look_id", .id),
        ("board_id", .id), ("lookml_dashboard_id", .id), ("folder_id", .id),
    ]

    /// One's own; an administrator sees everybody's.
    @Sendable func search(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let (gate, json, shown) = try await open(context)
        let match = SearchMatch(request, Self.searchable)
        let found = try await services.content.favorites(
            of: gate.caller.may("administer") ? nil : gate.caller.userID
        ).compactMap { shown.json($0, json) }
        return ListAnswer.respond(found.filter { match.matches($0) }, request)
    }

    @Sendable func show(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let (gate, json, shown) = try await open(context)
        guard let favorite = try await services.content.favorite(try context.name("favorite")),
            favorite.userID == gate.caller.userID || gate.caller.may("administer"),
            let object = shown.json(favorite, json)
        else { throw RequestFailure.notFound("favorite") }
        return .json(selecting(object, request))
    }

    @Sendable func create(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let (gate, json, shown) = try await open(context)
        let body = try APIBody(try await request.json())
        let user = try body.text("user_id") ?? gate.caller.userID
        guard user == gate.caller.userID || gate.caller.may("administer") else {
            throw ContentError(.forbidden, "Everybody keeps their own favourites.")
        }
        let content: ContentReference?
        if let id = try body.text("content_metadata_id") {
            content = try await services.content.content(metadataID: id)
        } else if let id = try body.text("look_id") {
            content = .look(id)
        } else if let id = try body.text("dashboard_id") ?? body.text("lookml_dashboard_id") {
            content = .dashboard(id)
        } else if let id = try body.text("board_id") {
            content = .board(id)
        } else if let id = try body.text("folder_id") {
            content = ContentReference(.folder, id)
        } else {
            throw ContentError(.missingField, "content_metadata_id is required.", field: "content_metadata_id")
        }
        guard let content, shown.has(content) else {
            throw ContentError(.invalid, "There is no such content.", field: "content_metadata_id")
        }
        let favorite = try await services.content.addFavorite(content, of: user)
        guard let object = shown.json(favorite, json) else { throw RequestFailure.notFound("favorite") }
        return .json(selecting(object, request))
    }

    @Sendable func delete(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireCaller(may: "access_data")
        guard let favorite = try await services.content.favorite(try context.name("favorite")),
            favorite.userID == caller.userID || caller.may("administer")
        else { throw RequestFailure.notFound("favorite") }
        try await services.content.removeFavorite(favorite.id)
        return .empty(.noContent)
    }

    private static let viewProperties: [(String, SearchMatch.Kind)] = [
        ("view_count", .number), ("look_id", .id), ("dashboard_id", .id), ("content_metadata_id", .id),
        ("start_of_week_date", .text), ("user_id", .id), ("group_id", .id),
    ]

    /// By week unless `all_time=true`; by person where `user_id` is asked for. What others look at is for those who may see
    /// users.
    @Sendable func searchViews(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let (gate, _, shown) = try await open(context)
        let perUser = request.parameter("user_id") != nil
        let all = request.flag("all_time") ?? false
        let mayKnow = gate.caller.may("see_users") || gate.caller.may("administer")
        let match = SearchMatch(request, Self.viewProperties)
        let found = try await services.content.views(perWeek: !all, perUser: perUser).filter { view in
            shown.has(view.content) && (!perUser || mayKnow || view.userID == gate.caller.userID)
        }.map(Self.json)
        return ListAnswer.respond(found.filter { match.matches($0) }, request)
    }

    static func json(_ view: ContentView) -> JSONValue {
        let isDashboard = view.content.kind == .dashboard
        let week = view.week.map { String(APITime.text($0).prefix(10)) }
        return .object(
            JSONObject(distinct: [
                (
                    "id",
                    .string([view.content.key, view.userID, week].compactMap { $0 }.joined(separator: "/"))
                ),
                ("look_id", JSONValue(view.content.kind == .look ? view.content.id : nil)),
                ("dashboard_id", JSONValue(isDashboard ? view.content.id : nil)),
                ("title", .string(view.title)), ("content_metadata_id", JSONValue(view.metadataID)),
                ("user_id", JSONValue(view.userID)), ("group_id", .null),
                ("view_count", .int(Int64(view.viewCount))), ("favorite_count", .int(Int64(view.favoriteCount))),
                ("last_viewed_at", APITime.json(view.lastViewedAt)), ("start_of_week_date", JSONValue(week)),
                ("can", ["show": true]),
            ]))
    }

    private func open(
        _ context: SoundingsRequestContext
    ) async throws -> (ContentGate, ContentJSON, ShownContent) {
        let gate = try await ContentGate(services, try context.requireCaller(may: "access_data"))
        return (gate, try await ContentJSON(services, gate), try await ShownContent(services, gate))
    }
}

/// Everything that a caller sees, by kind and id.
struct ShownContent: Sendable {
    private let looks: [String: Look]
    private let dashboards: [String: DashboardSummary]
    private let boards: [String: Board]
    private let folders: [String: Folder]

    init(_ services: LookerServices, _ gate: ContentGate) async throws {
        func table<Item>(_ items: [Item], _ id: (Item) -> String) -> [String: Item] {
            Dictionary(items.map { (id($0), $0) }, uniquingKeysWith: { first, _ in first })
        }
        looks = table(try await services.content.looks().filter { gate.sees($0.folderID) }, \.id)
        dashboards = table(try await services.content.dashboards().filter { gate.sees($0.folderID) }, \.id)
        boards = table(try await services.content.boards(), \.id)
        folders = table(try await services.content.folders().filter { gate.sees($0.id) }, \.id)
    }

    func has(_ content: ContentReference) -> Bool {
        switch content.kind {
        case .look: looks[content.id] != nil
        case .dashboard: dashboards[content.id] != nil
        case .board: boards[content.id] != nil
        case .folder: folders[content.id] != nil
        // Looker has none.
        case .statement: false
        }
    }

    /// `nil` for a favourite that the caller doesn't see any more.
    func json(_ favorite: ContentFavorite, _ content: ContentJSON) -> JSONValue? {
        let (kind, id) = (favorite.content.kind, favorite.content.id)
        guard has(favorite.content) else { return nil }
        let isLookML = kind == .dashboard && id.contains("::")
        func given(_ matches: Bool) -> JSONValue { matches ? .string(id) : .null }
        var members: [(String, JSONValue)] = [
            ("id", .string(favorite.id)), ("user_id", .string(favorite.userID)),
            ("content_metadata_id", JSONValue(favorite.metadataID)), ("look_id", given(kind == .look)),
            ("dashboard_id", given(kind == .dashboard && !isLookML)), ("lookml_dashboard_id", given(isLookML)),
            ("board_id", given(kind == .board)), ("folder_id", given(kind == .folder)),
        ]
        if let look = looks[id], kind == .look { members.append(("look", content.json(look, withQuery: false))) }
        if let dashboard = dashboards[id], kind == .dashboard {
            members.append((isLookML ? "lookml_dashboard" : "dashboard", content.json(dashboard)))
        }
        if let board = boards[id], kind == .board {
            members.append(("board", ["id": .string(board.id), "title": .string(board.title)]))
        }
        if let folder = folders[id], kind == .folder {
            members.append(("folder", ["id": .string(folder.id), "name": .string(folder.name)]))
        }
        return .object(JSONObject(distinct: members))
    }
}
