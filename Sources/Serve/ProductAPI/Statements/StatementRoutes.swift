internal import Content
internal import FrontDoor
internal import HTTPTypes
internal import Hummingbird
internal import JSON

/// Statements of the SQL page that are saved. Whoever may run SQL sees those in folders that they see, and changes those in
/// folders that they may change; for everybody else there are none.
struct StatementRoutes: Sendable {
    let content: ContentStore

    func add(to routes: RouterGroup<SoundingsRequestContext>) {
        routes.get("sql", use: list)
        routes.post("sql", use: create)
        routes.get("sql/:id", use: show)
        routes.patch("sql/:id", use: change)
        routes.delete("sql/:id", use: remove)
        routes.post("sql/:id/restore", use: restore)
        routes.delete("content/trash/statements/:id", use: removeForGood)
        routes.put("sql/:id/favorite", use: like)
        routes.delete("sql/:id/favorite", use: unlike)
    }

    /// As much as the longest statement may take in JSON.
    private static let longestBody = 1 << 20

    /// Without their texts.
    @Sendable func list(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let gate = try await open(context)
        let favorites = try await content.favoriteMarks(of: gate.caller.userID).own
        let statements = try await content.statements().filter { gate.sees($0.folderID) }
        return .json(["statements": .array(statements.map { .object($0.json(for: gate, favorites)) })])
    }

    @Sendable func show(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let gate = try await open(context)
        return try await answer(try await find(context, gate), gate)
    }

    /// In the caller's own folder where no other is named.
    @Sendable func create(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let gate = try await open(context, saving: true)
        let fields = try StatementFields(try await request.json(upTo: Self.longestBody))
        var folder = fields.folder
        if folder == nil { folder = try await content.personalFolder(of: gate.caller.userID) }
        guard let folder else {
            throw ContentError(.missingField, "Say in which folder it is to lie.", field: "folder_id")
        }
        guard let connection = fields.connection, !connection.isEmpty else {
            throw ContentError(.missingField, "connection is required.", field: "connection")
        }
        var draft = StatementDraft(
            title: fields.title ?? "", folderID: folder, connection: connection, sql: fields.sql ?? "")
        fields.apply(to: &draft)
        let made = try await content.createStatement(draft, by: gate.editor())
        return try await answer(made, gate, status: .created)
    }

    /// What the body does not name stays. `If-Match` says which version was looked at.
    @Sendable func change(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let gate = try await open(context, saving: true)
        let fields = try StatementFields(try await request.json(upTo: Self.longestBody))
        let id = try await find(context, gate).id
        let changed = try await content.changeStatement(id, by: try editor(request, gate)) { fields.apply(to: &$0) }
        return try await answer(changed, gate)
    }

    /// Into the trash.
    @Sendable func remove(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let gate = try await open(context, saving: true)
        let id = try await find(context, gate).id
        _ = try await content.changeStatement(id, by: gate.editor()) { $0.deleted = true }
        return .empty(.noContent)
    }

    @Sendable func restore(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let gate = try await open(context, saving: true)
        let id = try await find(context, gate).id
        let restored = try await content.changeStatement(id, by: gate.editor()) { $0.deleted = false }
        return try await answer(restored, gate)
    }

    @Sendable func removeForGood(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let gate = try await open(context, saving: true)
        try await content.deleteStatement(try await find(context, gate).id, by: gate.editor())
        return .empty(.noContent)
    }

    @Sendable func like(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let gate = try await open(context)
        let statement = try await find(context, gate)
        _ = try await content.addFavorite(statement.reference, of: gate.caller.userID)
        return .empty(.noContent)
    }

    @Sendable func unlike(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let gate = try await open(context)
        let statement = try await find(context, gate)
        let favorites = try await content.favoriteMarks(of: gate.caller.userID).own
        if let favorite = favorites[statement.reference.key] { try await content.removeFavorite(favorite) }
        return .empty(.noContent)
    }

    // MARK: Parts

    private func open(_ context: SoundingsRequestContext, saving: Bool = false) async throws -> SavedContentGate {
        let caller = try context.requireCaller(may: "use_sql_runner")
        guard !saving || caller.may("save_content") else { throw RequestFailure.forbidden("save_content") }
        return try await SavedContentGate(content, caller)
    }

    /// What was thrown away is there for those who could take it back.
    private func find(_ context: SoundingsRequestContext, _ gate: SavedContentGate) async throws -> SavedStatement {
        guard let found = try await content.statement(try context.name("id")), gate.sees(found.folderID),
            found.deletedAt == nil || gate.edits(found.folderID)
        else { throw RequestFailure.notFound("saved statement") }
        AuditNotes.current?.object = "statement/\(found.id)"
        return found
    }

    /// Our own pages have to say which version they show; programs may.
    private func editor(_ request: Request, _ gate: SavedContentGate) throws -> ContentEditor {
        let version = request.headers[.ifMatch].flatMap { Int($0.filter(\.isNumber)) }
        guard version != nil || gate.caller.credential != .session else {
            throw ContentError(.versionNeeded, "Say in If-Match which version of the statement was changed.")
        }
        return gate.editor(expecting: version)
    }

    private func answer(
        _ statement: SavedStatement, _ gate: SavedContentGate, status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        AuditNotes.current?.object = "statement/\(statement.id)"
        var json = statement.json(for: gate, try await content.favoriteMarks(of: gate.caller.userID).own)
        json["sql"] = .string(statement.sql)
        json["values"] = .object(statement.values)
        json["chart"] = .object(statement.chart)
        var response = Response.json(.object(json), status: status)
        response.headers[.eTag] = "\"\(statement.version)\""
        return response
    }
}

extension SavedStatement {
    fileprivate var reference: ContentReference { ContentReference(.statement, id) }

    /// - Parameter favorites: The caller's own, by what they are.
    fileprivate func json(for gate: SavedContentGate, _ favorites: [String: String]) -> JSONObject {
        JSONObject([
            ("id", .string(id)), ("url", .string(reference.path)), ("title", .string(title)),
            ("description", .string(description)), ("folder_id", .string(folderID)),
            ("folder_name", .string(folderName)), ("connection", .string(connection)),
            ("user_id", JSONValue(ownerID)), ("user_name", JSONValue(ownerName)), ("version", .int(Int64(version))),
            ("created_at", .string(SavedContentRoutes.time(createdAt))),
            ("updated_at", .string(SavedContentRoutes.time(updatedAt))),
            ("deleted", .bool(deletedAt != nil)), ("favorite", .bool(favorites[reference.key] != nil)),
            ("can_edit", .bool(gate.edits(folderID) && gate.caller.may("save_content"))),
        ])
    }
}
