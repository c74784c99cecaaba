internal import Content
internal import FrontDoor
internal import Hummingbird
internal import JSON

/// Boards with their sections and items. Everybody sees them; of what lies in folders that somebody doesn't see, nothing.
struct BoardRoutes: Sendable {
    let services: LookerServices

    func add(to routes: RouterGroup<SoundingsRequestContext>) {
        routes.get("boards", use: all)
        routes.get("boards/search", use: search)
        routes.post("boards", use: create)
        routes.get("boards/:board", use: show)
        routes.patch("boards/:board", use: update)
        routes.delete("boards/:board", use: delete)
        routes.get("board_sections/:section", use: section)
        routes.get("board_sections/search", use: searchSections)
        routes.post("board_sections", use: createSection)
        routes.patch("board_sections/:section", use: updateSection)
        routes.delete("board_sections/:section", use: deleteSection)
        routes.get("board_items", use: items)
        routes.get("board_items/:item", use: item)
        routes.post("board_items", use: createItem)
        routes.patch("board_items/:item", use: updateItem)
        routes.delete("board_items/:item", use: deleteItem)
    }

    // MARK: Boards

    @Sendable func all(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let json = try await BoardJSON(services, try context.requireCaller(may: "access_data"))
        return ListAnswer.respond(try await services.content.boards().map { json.json($0) }, request)
    }

    private static let searchable: [(String, SearchMatch.Kind)] = [
        ("id", .id), ("title", .text), ("created_at", .text), ("first_name", .text), ("last_name", .text),
        ("favorited", .flag), ("creator_id", .id),
    ]

    @Sendable func search(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let json = try await BoardJSON(services, try context.requireCaller(may: "access_data"))
        let match = SearchMatch(request, Self.searchable)
        let found = try await services.content.boards().filter { board in
            match.matches { json.searched($0, of: board) }
        }
        return ListAnswer.respond(found.map { json.json($0) }, request)
    }

    @Sendable func show(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let json = try await BoardJSON(services, try context.requireCaller(may: "access_data"))
        guard let board = try await services.content.board(try context.name("board")) else {
            throw RequestFailure.notFound("board")
        }
        if board.deletedAt == nil {
            try await services.content.recordView(of: .board(board.id), by: json.content.caller.userID)
        }
        return .json(selecting(json.json(board), request))
    }

    @Sendable func create(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireCaller(may: "save_content")
        let body = try APIBody(try await request.json())
        var draft = BoardDraft(title: try body.required("title"))
        try Self.apply(body, to: &draft)
        let board = try await services.content.createBoard(draft, by: caller.userID)
        return .json(selecting(try await BoardJSON(services, caller).json(board), request))
    }

    @Sendable func update(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireCaller(may: "save_content")
        let body = try APIBody(try await request.json())
        let board = try await services.content.changeBoard(try await changeable(try context.name("board"), caller)) {
            try Self.apply(body, to: &$0)
        }
        return .json(selecting(try await BoardJSON(services, caller).json(board), request))
    }

    @Sendable func delete(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireCaller(may: "save_content")
        try await services.content.deleteBoard(try await changeable(try context.name("board"), caller))
        return .empty(.noContent)
    }

    private static func apply(_ body: APIBody, to draft: inout BoardDraft) throws(ContentError) {
        try body.text("title", into: &draft.title)
        try body.text("description", into: &draft.description)
        if body.gives("user_id") { try body.text("user_id", into: &draft.ownerID) }
        if let order = try body.texts("section_order") { draft.sectionOrder = order }
        if body.has("deleted_at") { draft.deleted = body.gives("deleted_at") }
        try body.bool("deleted", into: &draft.deleted)
    }

    /// The board's id, if the caller may change it: their own, nobody's, or any for those who manage the shared pages.
    private func changeable(_ id: String?, _ caller: Caller) async throws -> String {
        guard let id, let board = try await services.content.board(id) else { throw RequestFailure.notFound("board") }
        let isTheirs = board.ownerID == nil || board.ownerID == caller.userID
        guard isTheirs || caller.may("manage_homepage") || caller.may("administer") else {
            throw ContentError(
                .forbidden, "This board belongs to somebody else. Ask its owner, or make one of your own.")
        }
        return id
    }

    // MARK: Sections

    @Sendable func section(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireCaller(may: "access_data")
        let id = try context.name("section")
        guard let boardID = try await services.content.boardID(ofSection: id) else {
            throw RequestFailure.notFound("section")
        }
        return try await answer(section: id, of: try await services.content.board(boardID), caller, request)
    }

    @Sendable func searchSections(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let json = try await BoardJSON(services, try context.requireCaller(may: "access_data"))
        let match = SearchMatch(request, [("id", .id), ("title", .text)])
        let found = try await services.content.boards().flatMap(\.sections).map { json.json($0) }
        return ListAnswer.respond(found.filter { match.matches($0) }, request)
    }

    @Sendable func createSection(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireCaller(may: "save_content")
        let body = try APIBody(try await request.json())
        var draft = BoardSectionDraft(boardID: try await changeable(try body.required("board_id"), caller))
        try Self.apply(body, to: &draft)
        let (board, id) = try await services.content.createBoardSection(draft)
        return try await answer(section: id, of: board, caller, request)
    }

    @Sendable func updateSection(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireCaller(may: "save_content")
        let id = try context.name("section")
        _ = try await changeable(try await services.content.boardID(ofSection: id), caller)
        let body = try APIBody(try await request.json())
        let target = try body.text("board_id")
        if let target { _ = try await changeable(target, caller) }
        let board = try await services.content.changeBoardSection(id) { draft in
            try Self.apply(body, to: &draft)
            if let target { draft.boardID = target }
        }
        return try await answer(section: id, of: board, caller, request)
    }

    @Sendable func deleteSection(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireCaller(may: "save_content")
        let id = try context.name("section")
        _ = try await changeable(try await services.content.boardID(ofSection: id), caller)
        try await services.content.deleteBoardSection(id)
        return .empty(.noContent)
    }

    private static func apply(_ body: APIBody, to draft: inout BoardSectionDraft) throws(ContentError) {
        try body.text("title", into: &draft.title)
        try body.text("description", into: &draft.description)
        if let order = try body.texts("item_order") { draft.itemOrder = order }
        if body.has("deleted_at") { draft.deleted = body.gives("deleted_at") }
    }

    private func answer(
        section id: String, of board: Board?, _ caller: Caller, _ request: Request
    ) async throws -> Response {
        guard let section = board?.sections.first(where: { $0.id == id }) else {
            throw RequestFailure.notFound("section")
        }
        return .json(selecting(try await BoardJSON(services, caller).json(section), request))
    }

    // MARK: Items

    @Sendable func items(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let json = try await BoardJSON(services, try context.requireCaller(may: "access_data"))
        let wanted = request.parameter("board_section_id")
        let found = try await services.content.boards().flatMap(\.sections).filter {
            wanted == nil || $0.id == wanted
        }.flatMap { section in json.items(of: section) }
        return ListAnswer.respond(found, request)
    }

    @Sendable func item(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireCaller(may: "access_data")
        let id = try context.name("item")
        guard let boardID = try await services.content.boardID(ofItem: id) else {
            throw RequestFailure.notFound("item")
        }
        return try await answer(item: id, of: try await services.content.board(boardID), caller, request)
    }

    @Sendable func createItem(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireCaller(may: "save_content")
        let body = try APIBody(try await request.json())
        let section = try body.required("board_section_id")
        _ = try await changeable(try await services.content.boardID(ofSection: section), caller)
        var draft = BoardItemDraft(sectionID: section)
        try await apply(body, caller: caller)(&draft)
        let (board, id) = try await services.content.createBoardItem(draft)
        return try await answer(item: id, of: board, caller, request)
    }

    @Sendable func updateItem(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireCaller(may: "save_content")
        let id = try context.name("item")
        _ = try await changeable(try await services.content.boardID(ofItem: id), caller)
        let body = try APIBody(try await request.json())
        if let section = try body.text("board_section_id") {
            _ = try await changeable(try await services.content.boardID(ofSection: section), caller)
        }
        let change = try await apply(body, caller: caller)
        let board = try await services.content.changeBoardItem(id, change)
        return try await answer(item: id, of: board, caller, request)
    }

    @Sendable func deleteItem(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireCaller(may: "save_content")
        let id = try context.name("item")
        _ = try await changeable(try await services.content.boardID(ofItem: id), caller)
        try await services.content.deleteBoardItem(id)
        return .empty(.noContent)
    }

    private static let texts = ["custom_title", "custom_url", "custom_description", "custom_image_data_base64"]
    private static let flags = ["use_custom_title", "use_custom_url", "use_custom_description", "use_custom_image"]

    private func apply(
        _ body: APIBody, caller: Caller
    ) async throws -> @Sendable (inout BoardItemDraft) throws -> Void {
        // What the caller doesn't see is not there for them.
        let gate = try await ContentGate(services, caller)
        if let id = try body.text("look_id") {
            guard let look = try await services.content.look(id), gate.sees(look.folderID) else {
                throw ContentError(.invalid, "There is no Look \(id.prefix(40)).", field: "look_id")
            }
        }
        if let id = try body.text("dashboard_id") ?? body.text("lookml_dashboard_id") {
            guard let dashboard = try await services.content.dashboard(id), gate.sees(dashboard.folderID) else {
                throw ContentError(.invalid, "There is no dashboard \(id.prefix(80)).", field: "dashboard_id")
            }
        }
        return { draft in
            if let section = try body.text("board_section_id") { draft.sectionID = section }
            if body.has("look_id") { try body.text("look_id", into: &draft.lookID) }
            for name in ["dashboard_id", "lookml_dashboard_id"] where body.gives(name) {
                try body.text(name, into: &draft.dashboardID)
            }
            for name in Self.texts where body.has(name) {
                draft.settings[name] = try body.text(name).map(JSONValue.string)
            }
            for name in Self.flags where body.has(name) {
                var value = false
                try body.bool(name, into: &value)
                draft.settings[name] = value ? JSONValue?.some(true) : .none
            }
            if body.gives("order") {
                var order = 0
                try body.int("order", in: 0...100_000, into: &order)
                draft.order = order
            }
        }
    }

    private func answer(
        item id: String, of board: Board?, _ caller: Caller, _ request: Request
    ) async throws -> Response {
        let json = try await BoardJSON(services, caller)
        let item = (board?.sections ?? []).flatMap { json.items(of: $0) }.first { $0["id"]?.stringValue == id }
        guard let item else { throw RequestFailure.notFound("item") }
        return .json(selecting(item, request))
    }
}
