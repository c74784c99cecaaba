internal import Catalogue
internal import Content
internal import FrontDoor

/// What of the lineage somebody may know of: no content in folders that they don't see, and no models that they may not ask.
/// Administrators know of all.
struct LineageSight: Sendable {
    private let caller: Caller
    private let looks: Set<String>
    private let dashboards: Set<String>

    init(_ content: ContentStore, _ caller: Caller) async throws {
        self.caller = caller
        guard !caller.isAdmin else {
            (looks, dashboards) = ([], [])
            return
        }
        let gate = try await SavedContentGate(content, caller)
        looks = Set(try await content.looks().filter { gate.sees($0.folderID) }.map(\.id))
        dashboards = Set(try await content.dashboards().filter { gate.sees($0.folderID) }.map(\.id))
    }

    @Sendable func sees(_ node: LineageNode) -> Bool {
        guard !caller.isAdmin else { return true }
        return switch node {
        case .table, .column: true
        case .explore(let model, _), .field(let model, _, _): caller.may("access_data", in: model)
        case .look(let id): looks.contains(id)
        case .dashboard(let id), .tile(let id, _): dashboards.contains(id)
        }
    }
}
