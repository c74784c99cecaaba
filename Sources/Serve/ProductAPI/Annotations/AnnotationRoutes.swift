package import Content
internal import Foundation
package import FrontDoor
internal import HTTPTypes
package import Hummingbird
internal import JSON

/// What happened, for charts over time to show.
///
/// - `GET /api/v1/annotations[?from=2026-01-01&until=2026-02-01]`: what touches that time, the newest first
/// - `POST /api/v1/annotations` with `{"label", "start", "end", "kind", "details"}`, `PATCH` and `DELETE
///   /api/v1/annotations/ID`
package struct AnnotationRoutes: Sendable {
    private let content: ContentStore
    private let project: Int
    private let time: AnnotationTime

    private static let most = 2_000

    /// - Parameter project: The number of the project whose annotations Amplitude's API keeps.
    package init(_ content: ContentStore, project: Int, timezone: String) {
        self.content = content
        self.project = project
        time = AnnotationTime(timezone: timezone)
    }

    package func add(to router: Router<SoundingsRequestContext>) {
        let routes = router.group("api/v1/annotations").add(middleware: ProductErrors())
        routes.get(use: list)
        routes.post(use: create)
        routes.patch(":id", use: change)
        routes.delete(":id", use: delete)
    }

    @Sendable func list(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireCaller(may: "access_data")
        let from = try bound(request, "from") { time.moment($0) }
        let until = try bound(request, "until") { time.end($0) }
        let found = try await all().compactMap { annotation -> (Date, Annotation)? in
            guard let start = annotation.start.flatMap(time.moment) else { return nil }
            let end = (annotation.end ?? annotation.start).flatMap(time.end) ?? start
            guard from.map({ end >= $0 }) ?? true, until.map({ start <= $0 }) ?? true else { return nil }
            return (start, annotation)
        }.sorted { ($0.0, $0.1.record.id) > ($1.0, $1.1.record.id) }
        return .json([
            "annotations": .array(found.prefix(Self.most).map { $0.1.json(for: caller) }),
            "can_create": .bool(caller.may("save_content")),
        ])
    }

    @Sendable func create(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireCaller(may: "save_content")
        var body = try self.body(try await request.json(upTo: 64 * 1_024), over: JSONObject())
        body["created_by_id"] = .string(caller.userID)
        body["created_by_name"] = .string(caller.displayName)
        let made = try await content.addRecord(
            Annotation.recordKind, key: UUID().uuidString, body, project: project)
        guard let made else { throw RequestFailure.conflict("Try again.", []) }
        try await keepCategory(of: body)
        AuditNotes.current?.object = "annotation/\(made.id)"
        return .json(Annotation(record: made).json(for: caller), status: .created)
    }

    @Sendable func change(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireCaller(may: "save_content")
        var record = try await find(context, for: caller, isChanged: true).record
        record.body = try body(try await request.json(upTo: 64 * 1_024), over: record.body)
        guard try await content.changeRecord(record, project: project) else {
            throw RequestFailure.notFound("annotation")
        }
        try await keepCategory(of: record.body)
        return .json(Annotation(record: record).json(for: caller))
    }

    @Sendable func delete(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireCaller(may: "save_content")
        let annotation = try await find(context, for: caller, isChanged: false)
        try await content.removeRecord(id: annotation.record.id, project: project)
        return .empty(.noContent)
    }

    // MARK: Parts

    private func all() async throws -> [Annotation] {
        var found: [Annotation] = []
        for kind in [Annotation.recordKind, Annotation.releaseKind] {
            found += try await content.records(kind, project: project).filter { !$0.isDeleted }.map(Annotation.init)
        }
        return found
    }

    private func find(
        _ context: SoundingsRequestContext, for caller: Caller, isChanged: Bool
    ) async throws -> Annotation {
        let id = try context.name("id")
        guard let found = try await all().first(where: { String($0.record.id) == id }) else {
            throw RequestFailure.notFound("annotation")
        }
        guard found.mayChange(caller) else {
            throw RequestFailure.refused("Annotations are changed by whoever made them, and by administrators.")
        }
        guard !isChanged || found.record.kind == Annotation.recordKind else {
            throw RequestFailure.refused(
                "This release came through Amplitude's API. It can be removed, but not changed.")
        }
        AuditNotes.current?.object = "annotation/\(id)"
        return found
    }

    private func bound(
        _ request: Request, _ name: String, _ read: (String) -> Date?
    ) throws -> Date? {
        guard let text = request.parameter(name), !text.isEmpty else { return nil }
        guard let moment = read(text) else {
            throw RequestFailure.invalid(
                "The request can't be read.", [.init(field: name, code: "invalid", message: Self.noTime)])
        }
        return moment
    }

    private static let noTime = "This is no time. Write it as 2026-03-01, 2026-03-01 14:30 or 2026-03-01T14:30:00Z."

    /// What is kept after a change: what the request does not name stays.
    private func body(_ value: JSONValue, over old: JSONObject) throws -> JSONObject {
        var (fields, body) = (BodyFields(value), old)
        let label = fields.text("label")?.trimmingCharacters(in: .whitespacesAndNewlines)
        if label == "" || (label == nil && old["label"] == nil) { fields.problem("label", "Say what happened.") }
        if let label, label.count > Annotation.longestLabel {
            fields.problem("label", "Say it in \(Annotation.longestLabel) letters; the rest goes into the details.")
        }
        if let label { body["label"] = .string(label) }
        if let details = fields.text("details") {
            if details.count > Annotation.longestDetails {
                fields.problem("details", "There is room for \(Annotation.longestDetails) letters.")
            }
            body["details"] = .string(details)
        }
        for name in ["start", "end"] {
            if value[name]?.isNull == true, name == "end" { body[name] = nil }
            guard let text = fields.text(name) else { continue }
            if let kept = time.kept(text) { body[name] = .string(kept) } else { fields.problem(name, Self.noTime) }
        }
        if value["start"] == nil, old["start"] == nil { fields.problem("start", "Say when it happened.") }
        if let start = body["start"]?.stringValue.flatMap(time.moment),
            let end = body["end"]?.stringValue.flatMap(time.end), end < start
        {
            fields.problem("end", "It ends before it begins.")
        }
        if let word = fields.text("kind") {
            if let kind = Annotation.Kind(rawValue: word) {
                body["category"] = Self.category(for: kind, over: body["category"])
            } else {
                fields.problem("kind", "This has to be release, incident or note.")
            }
        }
        try fields.check()
        return body
    }

    /// The category that says what something is; one that says the same in another word stays.
    private static func category(for kind: Annotation.Kind, over old: JSONValue?) -> JSONValue? {
        if Annotation.kind(ofCategory: old?.stringValue) == kind { return old }
        switch kind {
        case .release: return "Release"
        case .incident: return "Incident"
        case .note: return nil
        }
    }

    /// Amplitude's API lists the categories that there are.
    private func keepCategory(of body: JSONObject) async throws {
        guard let name = body["category"]?.stringValue else { return }
        _ = try await content.addRecord(Annotation.categoryKind, key: name, JSONObject(), project: project)
    }
}
