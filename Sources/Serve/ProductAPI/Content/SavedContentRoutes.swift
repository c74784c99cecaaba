internal import Content
internal import Foundation
internal import FrontDoor
internal import HTTPTypes
internal import Hummingbird
internal import JSON

/// What Looker's API lacks of saved content: versions, the trash, what was looked at.
struct SavedContentRoutes: Sendable {
    let content: ContentStore

    func add(to routes: RouterGroup<SoundingsRequestContext>) {
        for kind in [ContentReference.Kind.look, .dashboard] {
            let path = "content/\(kind.rawValue)s/:id/"
            routes.get(RouterPath(path + "versions")) { try await versions(kind, $0, $1) }
            routes.get(RouterPath(path + "versions/:version")) { try await version(kind, $0, $1) }
            routes.get(RouterPath(path + "diff")) { try await difference(kind, $0, $1) }
            routes.post(RouterPath(path + "restore")) { try await restore(kind, $0, $1) }
            routes.post(RouterPath(path + "views")) { try await countView(kind, $0, $1) }
        }
        routes.get("content/trash", use: trash)
        routes.post("content/trash/folders/:id/restore", use: restoreFolder)
        routes.post("content/folders/:id/copy", use: copyFolder)
        routes.get("content/recent", use: recent)
        routes.get("content/popular", use: popular)
        routes.get("content/tags", use: tags)
    }

    // MARK: Versions

    private func versions(
        _ kind: ContentReference.Kind, _ request: Request, _ context: SoundingsRequestContext
    ) async throws -> Response {
        let (_, reference, current) = try await find(kind, context)
        let versions = try await content.versions(of: reference).map(Self.json)
        return .json(["current": .int(Int64(current)), "versions": .array(versions.map { JSONValue.object($0) })])
    }

    private func version(
        _ kind: ContentReference.Kind, _ request: Request, _ context: SoundingsRequestContext
    ) async throws -> Response {
        let (_, reference, _) = try await find(kind, context)
        let number = context.parameters.get("version").flatMap { Int($0) }
        guard let number, let version = try await content.version(number, of: reference) else {
            throw RequestFailure.notFound("version")
        }
        var json = Self.json(version)
        json["text"] = .string(version.text)
        json["body"] = .object(version.body)
        return .json(.object(json))
    }

    /// `from` and `to` are versions; without `to` the newest, without `from` the one before.
    private func difference(
        _ kind: ContentReference.Kind, _ request: Request, _ context: SoundingsRequestContext
    ) async throws -> Response {
        let (_, reference, _) = try await find(kind, context)
        let all = try await content.versions(of: reference)
        func number(_ name: String) -> Int? { request.parameter(name).flatMap { Int($0) } }
        let to = try pick(all, number("to"), else: all.first)
        let from = try pick(all, number("from"), else: all.first { $0.version < (to?.version ?? 0) })
        let difference = TextDifference(from: from?.text ?? "", to: to?.text ?? "")
        return .json([
            "from": from.map { .int(Int64($0.version)) } ?? .null, "to": to.map { .int(Int64($0.version)) } ?? .null,
            "diff": .string(difference.unified()),
            "lines": .array(
                difference.lines.map { ["sign": .string(String($0.sign)), "text": .string($0.text)] }),
        ])
    }

    private func pick(
        _ all: [ContentVersion], _ number: Int?, else other: ContentVersion?
    ) throws -> ContentVersion? {
        guard let number else { return other }
        guard let version = all.first(where: { $0.version == number }) else {
            throw RequestFailure.notFound("version")
        }
        return version
    }

    private func restore(
        _ kind: ContentReference.Kind, _ request: Request, _ context: SoundingsRequestContext
    ) async throws -> Response {
        let (gate, reference, _) = try await find(
            kind, context, permission: kind == .look ? "save_looks" : "save_dashboards")
        var fields = BodyFields(try await request.json(upTo: 64 * 1_024))
        let number = fields.integer("version", in: 1...Int.max)
        try fields.check()
        guard let number else {
            throw RequestFailure.invalid(
                "Say which version.", [.init(field: "version", code: "missing_field", message: "version is required.")])
        }
        let expected = request.headers[.ifMatch].flatMap { Int($0.filter(\.isNumber)) }
        try await content.restore(reference, toVersion: number, by: gate.editor(expecting: expected))
        let newest = try await content.versions(of: reference, limit: 1).first
        return .json(.object(newest.map { Self.json($0) } ?? JSONObject()))
    }

    private static func json(_ version: ContentVersion) -> JSONObject {
        JSONObject([
            ("version", .int(Int64(version.version))), ("created_at", .string(time(version.createdAt))),
            ("user_id", JSONValue(version.userID)), ("user_name", JSONValue(version.userName)),
            ("summary", .string(version.summary)),
        ])
    }

    static func time(_ date: Date) -> String { date.formatted(.iso8601) }

    /// Looks and dashboards that the caller sees; in the trash only those that they may change.
    private func find(
        _ kind: ContentReference.Kind, _ context: SoundingsRequestContext, permission: String? = nil
    ) async throws -> (SavedContentGate, ContentReference, Int) {
        let needed = permission ?? (kind == .look ? "see_looks" : "see_user_dashboards")
        let gate = try await SavedContentGate(content, try context.requireCaller(may: needed))
        let raw = context.parameters.get("id").map { String($0) } ?? ""
        let id = raw.removingPercentEncoding ?? raw
        let found: (folder: String, id: String, version: Int, deleted: Bool)?
        if kind == .look {
            found = try await content.look(id, orDeleted: true).map {
                ($0.folderID, $0.id, $0.version, $0.deletedAt != nil)
            }
        } else {
            found = try await content.dashboard(id, orDeleted: true).map {
                ($0.folderID, $0.id, $0.summary.version, $0.deletedAt != nil)
            }
        }
        guard let found, gate.sees(found.folder), !found.deleted || gate.edits(found.folder) else {
            throw RequestFailure.notFound(kind.rawValue)
        }
        return (gate, ContentReference(kind, found.id), found.version)
    }

    // MARK: The trash

    @Sendable func trash(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let gate = try await SavedContentGate(content, try context.requireCaller(may: "save_content"))
        func entry(
            _ id: String, _ title: String, _ folder: String?, _ deleted: Date?, _ by: String?
        ) -> JSONValue {
            [
                "id": .string(id), "title": .string(title), "folder_id": JSONValue(folder),
                "deleted_at": deleted.map { .string(Self.time($0)) } ?? .null, "deleter_id": JSONValue(by),
            ]
        }
        let looks = try await content.looks(deleted: true).filter { gate.edits($0.folderID) }
        let dashboards = try await content.dashboards(deleted: true).filter { gate.edits($0.folderID) }
        let folders = try await content.deletedFolders().filter { gate.edits($0.id) }
        let mayRunSQL = gate.caller.may("use_sql_runner")
        let statements = try await mayRunSQL ? content.statements(deleted: true).filter { gate.edits($0.folderID) } : []
        return .json([
            "looks": .array(looks.map { entry($0.id, $0.title, $0.folderID, $0.deletedAt, $0.deleterID) }),
            "dashboards": .array(dashboards.map { entry($0.id, $0.title, $0.folderID, $0.deletedAt, $0.deleterID) }),
            "statements": .array(statements.map { entry($0.id, $0.title, $0.folderID, $0.deletedAt, $0.deleterID) }),
            "folders": .array(folders.map { entry($0.id, $0.name, $0.parentID, $0.deletedAt, nil) }),
        ])
    }

    /// A folder comes back with everything that went to the trash together with it.
    @Sendable func restoreFolder(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let gate = try await SavedContentGate(content, try context.requireCaller(may: "save_content"))
        let folder = try await content.restoreFolder(
            context.parameters.get("id").map { String($0) } ?? "", by: gate.editor())
        return .json(["id": .string(folder.id), "name": .string(folder.name)])
    }

    // MARK: Folders

    /// `{parent_id?, name?}`: a folder like it, with all in it that the caller sees.
    @Sendable func copyFolder(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireCaller(may: "save_content")
        let gate = try await SavedContentGate(content, caller)
        var fields = BodyFields(try await request.json(upTo: 64 * 1_024))
        let (parent, name) = (fields.text("parent_id"), fields.text("name"))
        try fields.check()
        let copied = try await content.copyFolder(
            context.parameters.get("id").map { String($0) } ?? "", to: parent, name: name, by: gate.editor())
        return .json([
            "id": .string(copied.folder.id), "name": .string(copied.folder.name),
            "parent_id": JSONValue(copied.folder.parentID), "folders": .int(Int64(copied.folders)),
            "looks": .int(Int64(copied.looks)), "dashboards": .int(Int64(copied.dashboards)),
            "statements": .int(Int64(copied.statements)),
        ])
    }

    // MARK: What was looked at

    /// Somebody has opened the page of a Look or dashboard. Pages say so themselves: they also read content for cards and
    /// lists, and run it anew with each filter.
    private func countView(
        _ kind: ContentReference.Kind, _ request: Request, _ context: SoundingsRequestContext
    ) async throws -> Response {
        let (gate, reference, _) = try await find(kind, context)
        try await content.recordView(of: reference, by: gate.caller.userID)
        return .empty(.noContent)
    }

    @Sendable func recent(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let gate = try await SavedContentGate(content, try context.requireCaller(may: "access_data"))
        let views = try await content.recentlyViewed(by: gate.caller.userID, limit: 200)
        return .json(["items": list(views, gate, request)])
    }

    /// `days` back, 30 as a rule; whole weeks are counted.
    @Sendable func popular(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let gate = try await SavedContentGate(content, try context.requireCaller(may: "access_data"))
        let days = min(max(request.parameter("days").flatMap { Int($0) } ?? 30, 1), 3650)
        let views = try await content.popular(
            since: content.moment.addingTimeInterval(-86_400 * Double(days)), limit: 500)
        return .json(["items": list(views, gate, request)])
    }

    private func list(_ views: [ContentView], _ gate: SavedContentGate, _ request: Request) -> JSONValue {
        let limit = min(max(request.parameter("limit").flatMap { Int($0) } ?? 20, 1), 200)
        return .array(
            views.filter { view in view.folderID.map { gate.sees($0) } ?? true }.prefix(limit).map { view in
                [
                    "type": .string(view.content.kind.rawValue), "id": .string(view.content.id),
                    "title": .string(view.title), "url": .string(view.content.path),
                    "folder_id": JSONValue(view.folderID), "view_count": .int(Int64(view.viewCount)),
                    "favorite_count": .int(Int64(view.favoriteCount)),
                    "last_viewed_at": .string(Self.time(view.lastViewedAt)),
                ]
            })
    }

    /// All tags, the most used first.
    @Sendable func tags(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let gate = try await SavedContentGate(content, try context.requireCaller(may: "access_data"))
        var counts: [String: Int] = [:]
        for look in try await content.looks() where gate.sees(look.folderID) {
            for tag in look.marks.tags { counts[tag, default: 0] += 1 }
        }
        for dashboard in try await content.dashboards() where gate.sees(dashboard.folderID) {
            for tag in dashboard.marks.tags { counts[tag, default: 0] += 1 }
        }
        let sorted = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        return .json([
            "tags": .array(sorted.map { ["tag": .string($0.key), "count": .int(Int64($0.value))] })
        ])
    }
}
