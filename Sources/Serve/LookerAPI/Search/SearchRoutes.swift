internal import Content
internal import Discovery
internal import FrontDoor
internal import HTTPTypes
internal import Hummingbird
internal import JSON

/// `content/{terms}`: Looks and dashboards by words.
struct SearchRoutes: Sendable {
    let services: LookerServices

    func add(to routes: RouterGroup<SoundingsRequestContext>) {
        routes.get("content/:terms", use: search)
    }

    /// `types` takes a list such as `dashboard,look`; without it both come.
    @Sendable func search(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireCaller(may: "access_data")
        guard let discovery = services.discovery, let reader = services.searchReader else { return .json([]) }
        var asking = try await reader(caller)
        if let types = request.parameter("types") {
            let wanted = types.split(separator: ",").map { $0.trimmingPrefix(" ") }
            asking.kinds = asking.kinds.filter { kind in wanted.contains { $0 == kind.rawValue } }
        }
        asking.kinds.formIntersection([.look, .dashboard, .folder, .board])
        let found = try await discovery.content(
            try context.name("terms"), as: asking, offset: request.parameter("offset").flatMap { Int($0) } ?? 0,
            limit: request.parameter("limit").flatMap { Int($0) } ?? 100)
        return .json(selecting(.array(found.map(json)), request))
    }

    private func json(_ content: FoundContent) -> JSONValue {
        [
            "content_id": .string(content.id), "type": .string(content.kind.rawValue),
            "title": .string(content.title), "description": .string(content.description),
            "folder_id": JSONValue(content.folderID), "folder_name": JSONValue(content.folderName),
            "view_count": .int(Int64(content.viewCount)), "model": JSONValue(content.model),
            "preferred_viewer": content.kind == .dashboard ? "dashboards-next" : .null,
            "certification_status": JSONValue(content.certification), "can": ["show": true],
        ]
    }
}
