internal import Content
internal import FrontDoor
internal import Hummingbird
internal import JSON

/// `content/{terms}`: words in the titles of everything that is saved.
struct ContentSearchRoutes: Sendable {
    let services: LookerServices

    func add(to routes: RouterGroup<SoundingsRequestContext>) {
        routes.get("content/:terms", use: search)
    }

    @Sendable func search(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let gate = try await ContentGate(services, try context.requireCaller(may: "access_data"))
        let types = request.parameter("types").map { Set($0.split(separator: ",").map(String.init)) }
        let found = try await services.content.search(try context.name("terms"), limit: 1000).filter { match in
            let folder = match.kind == .folder ? match.id : match.folderID
            return (types?.contains(match.kind.rawValue) ?? true) && folder.map(gate.sees) ?? true
        }
        let items = found.map { match -> JSONValue in
            .object(
                JSONObject(distinct: [
                    ("content_id", .string(match.id)), ("type", .string(match.kind.rawValue)),
                    ("title", .string(match.title)), ("description", .string(match.description)),
                    ("folder_id", JSONValue(match.folderID)), ("folder_name", JSONValue(match.folderName)),
                    ("view_count", .int(Int64(match.viewCount))), ("preferred_viewer", "dashboards-next"),
                    ("model", JSONValue(match.kind == .dashboard ? Self.model(match.id) : nil)),
                    ("certification_status", JSONValue(match.certification)), ("can", ["show": true]),
                ]))
        }
        return ListAnswer.respond(items, request)
    }

    /// Of `model::name`.
    private static func model(_ id: String) -> String? {
        id.firstRange(of: "::").map { String(id[..<$0.lowerBound]) }
    }
}
