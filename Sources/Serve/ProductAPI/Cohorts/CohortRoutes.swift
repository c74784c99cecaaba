internal import Content
internal import Foundation
package import FrontDoor
internal import HTTPTypes
package import Hummingbird
internal import JSON
internal import ProductAnalytics

/// Saved cohorts.
///
/// - `GET /api/v1/cohorts[?deleted=true]`, `GET /api/v1/cohorts/NAME[?version=2]`, `GET /api/v1/cohorts/NAME/versions`
/// - `POST /api/v1/cohorts` with `{"name", "description", "definition", "note"}`, `PATCH` and `DELETE /api/v1/cohorts/NAME`,
///   `POST /api/v1/cohorts/NAME/restore`, with `version` for an old one
/// - `POST /api/v1/cohorts/preview` with `{"definition"}`: how many are in
/// - `POST /api/v1/cohorts/import?name=NAME`: a list as JSON or CSV
/// - `GET /api/v1/cohorts/NAME/members[?version=&limit=&after=&format=csv]`, `POST /api/v1/cohorts/NAME/compute`
package struct CohortRoutes: Sendable {
    private let work: CohortWork
    /// What one needs to see the collected events beside `access_data`.
    private let permission: String

    package init(work: CohortWork, permission: String) {
        self.work = work
        self.permission = permission
    }

    package func add(to router: Router<SoundingsRequestContext>) {
        let routes = router.group("api/v1/cohorts").add(middleware: ProductErrors())
        routes.get(use: list)
        routes.post(use: save)
        routes.post("preview", use: preview)
        routes.post("import", use: bringIn)
        routes.get(":name", use: show)
        routes.patch(":name", use: change)
        routes.delete(":name", use: delete)
        routes.post(":name/restore", use: restore)
        routes.get(":name/versions", use: versions)
        routes.get(":name/members", use: members)
        routes.post(":name/compute", use: compute)
    }

    private static let mostBytes = 64 << 20

    private func reader(_ caller: Caller) -> ChartReader {
        ChartReader(
            attributes: caller.attributes, grants: caller.grants, seesAllEvents: caller.mayEverywhere(permission),
            seesSQL: caller.mayEverywhere("see_sql"), label: "cohort for user " + caller.userID)
    }

    /// Whoever looks at cohorts.
    private func looking(_ context: SoundingsRequestContext, may other: String? = nil) throws -> ChartReader {
        let caller = try context.requireCaller(may: "access_data")
        if let other, !caller.may(other) { throw RequestFailure.forbidden(other) }
        return reader(caller)
    }

    /// Whoever changes them.
    private func saving(_ context: SoundingsRequestContext) throws -> (reader: ChartReader, editor: CohortEditor) {
        let caller = try context.requireCaller(may: "save_content")
        guard caller.may("explore") else { throw RequestFailure.forbidden("explore") }
        return (reader(caller), CohortEditor(caller))
    }

    @Sendable func list(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let reader = try looking(context)
        let found =
            request.flag("deleted") == true ? try await work.trash(for: reader) : try await work.list(for: reader)
        return .json(["cohorts": .array(found)])
    }

    @Sendable func show(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let reader = try looking(context)
        return .json(try await work.show(try name(context), version: try number(request, "version"), for: reader))
    }

    @Sendable func versions(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let reader = try looking(context)
        return .json(["versions": .array(try await work.versions(of: try name(context), for: reader))])
    }

    @Sendable func preview(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let reader = try looking(context, may: "explore")
        let body = try await request.json(upTo: Self.mostBytes)
        var fields = BodyFields(body)
        let definition = fields.object("definition", required: true)
        let asOf = fields.text("as_of").map { ChartAsk.moment($0) }
        if case .some(nil) = asOf { fields.problem("as_of", "This is no moment; write it as 2026-03-08T12:00:00Z.") }
        let limit = fields.integer("limit", in: 0...ChartAsk.largestLimit) ?? 20
        try fields.check()
        return .json(
            try await work.preview(
                definition ?? JSONObject(), asOf: asOf ?? nil, limit: limit, names: limit > 0, for: reader))
    }

    @Sendable func save(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let (reader, editor) = try saving(context)
        var fields = BodyFields(try await request.json(upTo: Self.mostBytes))
        let name = fields.text("name") ?? ""
        if let problem = CohortReference.problem(inName: name) { fields.problem("name", problem) }
        let definition = fields.object("definition", required: true)
        let (description, note) = (fields.text("description") ?? "", fields.text("note") ?? "")
        try fields.check()
        let saved = try await work.save(
            named: name, description: description, definition: definition ?? JSONObject(), note: note, by: editor,
            for: reader)
        return .json(saved, status: .created)
    }

    @Sendable func change(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let (reader, editor) = try saving(context)
        var fields = BodyFields(try await request.json(upTo: Self.mostBytes))
        let definition = fields.object("definition")
        let (description, note) = (fields.text("description"), fields.text("note") ?? "")
        try fields.check()
        return .json(
            try await work.change(
                try name(context), description: description, definition: definition, note: note, by: editor,
                for: reader))
    }

    @Sendable func delete(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let (reader, editor) = try saving(context)
        try await work.delete(try name(context), by: editor, for: reader)
        return .empty(.noContent)
    }

    @Sendable func restore(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let (reader, editor) = try saving(context)
        var fields = BodyFields(try await request.json())
        let version = fields.integer("version", in: 1...Int(Int32.max))
        try fields.check()
        return .json(try await work.restore(try name(context), version: version, by: editor, for: reader))
    }

    @Sendable func compute(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let reader = try looking(context, may: "explore")
        return .json(try await work.compute(try name(context), for: reader))
    }

    @Sendable func bringIn(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let (reader, editor) = try saving(context)
        var fields = BodyFields(.object(JSONObject()))
        let name = request.parameter("name") ?? ""
        if let problem = CohortReference.problem(inName: name) { fields.problem("name", problem) }
        let kind = request.parameter("kind").map { ImportedIDs.Kind(rawValue: $0) }
        if case .some(nil) = kind { fields.problem("kind", "Ids are user_ids, people or groups.") }
        let project = try number(request, "project")
        try fields.check()
        let read = ImportedIDs.read(try await request.bytes(upTo: Self.mostBytes), kind: kind ?? nil)
        guard let list = read.list else {
            throw RequestFailure.invalid(
                "The list can't be taken.", [.init(field: "", code: "invalid", message: read.problem ?? "")])
        }
        return .json(
            try await work.bringIn(
                list, named: name, description: request.parameter("description"),
                countBy: request.parameter("count_by"), source: project.map { .events(project: $0) },
                note: request.parameter("note") ?? "", by: editor, for: reader))
    }

    @Sendable func members(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let reader = try looking(context, may: "explore")
        let limit = try number(request, "limit") ?? ChartAsk.defaultLimit
        let format = request.parameter("format") ?? "json"
        guard ["json", "csv"].contains(format) else {
            throw RequestFailure.invalid(
                "The request can't be read.", [.init(field: "format", code: "invalid", message: "It is json or csv.")])
        }
        let found = try await work.page(
            try name(context), version: try number(request, "version"), after: request.parameter("after"),
            limit: min(max(1, limit), ChartAsk.largestLimit), for: reader)
        guard format == "csv" else { return .json(found.json) }
        var response = Response.body(Array(found.page.csv.utf8), contentType: "text/csv; charset=utf-8")
        if let next = found.page.next {
            let path = request.uri.path
            let after = next.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? next
            if let link = HTTPField.Name("Link") {
                response.headers[link] = "<\(path)?format=csv&limit=\(limit)&after=\(after)>; rel=\"next\""
            }
        }
        return response
    }

    private func name(_ context: SoundingsRequestContext) throws -> String {
        guard let raw = context.parameters.get("name") else { throw RequestFailure.notFound("cohort") }
        return String(raw).removingPercentEncoding ?? String(raw)
    }

    private func number(_ request: Request, _ key: String) throws -> Int? {
        guard let text = request.parameter(key) else { return nil }
        guard let number = Int(text), number > 0, number <= Int(Int32.max) else {
            throw RequestFailure.invalid(
                "The request can't be read.",
                [.init(field: key, code: "invalid", message: "\(key) has to be a whole number from 1.")])
        }
        return number
    }
}
