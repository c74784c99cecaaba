internal import Catalogue
internal import Content
internal import FrontDoor
internal import Hummingbird
internal import JSON
internal import Warehouse

/// What data comes from, and how fresh it is.
struct LineageRoutes: Sendable {
    let services: ProductServices

    func add(to routes: RouterGroup<SoundingsRequestContext>) {
        routes.get("freshness", use: freshness)
        routes.get("lineage", use: lineage)
    }

    /// `GET /lineage?name=…[&direction=up|down][&depth=…]`: one tree for each thing of that name.
    @Sendable func lineage(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireCaller(may: "see_lookml")
        guard let name = request.parameter("name"), !name.isEmpty else {
            throw RequestFailure.invalid(
                "Say what to look at.", [.init(field: "name", code: "missing_field", message: "name is required.")])
        }
        var directions: Set<LineageTree.Direction> = [.up, .down]
        if let text = request.parameter("direction") {
            guard let direction = LineageTree.Direction(rawValue: text) else {
                throw RequestFailure.invalid(
                    "Validation Failed",
                    [.init(field: "direction", code: "invalid", message: "direction must be up or down.")])
            }
            directions = [direction]
        }
        var depth = Int.max
        if let text = request.parameter("depth") {
            guard let number = Int(text), number > 0 else {
                throw RequestFailure.invalid(
                    "Validation Failed",
                    [.init(field: "depth", code: "invalid", message: "depth must be a number of at least 1.")])
            }
            depth = number
        }
        let graph = try await graph(for: caller)
        let found = graph.nodes(named: name)
        guard !found.isEmpty else {
            return .json([
                "nodes": [], "suggestions": .array(graph.suggestions(for: name).map(JSONValue.string)),
            ])
        }
        return .json([
            "nodes": .array(graph.trees(of: found, directions, depth: depth).map(\.json)), "suggestions": [],
        ])
    }

    /// The lineage as far as somebody may know of it.
    private func graph(for caller: Caller) async throws -> LineageGraph {
        let sight = try await LineageSight(services.content, caller)
        return try await services.catalogue.graph().keeping(sight.sees)
    }

    /// `GET /freshness`: every source, with `explores=yes` also what stands on it. With `model`, `explore` and `fields` (separated by commas): up to when a query
    /// on them is complete. With `name`: the same of a table, field, Look, tile or dashboard.
    @Sendable func freshness(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireCaller(may: "access_data")
        let now = services.now()
        if let model = request.parameter("model"), let explore = request.parameter("explore") {
            let fields = (request.parameter("fields") ?? "").split(separator: ",").map(String.init)
            guard caller.may("access_data", in: model),
                let time = try await services.catalogue.dataTime(
                    model: model, explore: explore, fields: fields, attributes: caller.attributes)
            else { throw RequestFailure.notFound("explore") }
            return .json(time.json(now: now))
        }
        let report = try await services.catalogue.freshness()
        if let name = request.parameter("name") {
            let graph = try await graph(for: caller)
            let found = graph.nodes(named: name)
            guard !found.isEmpty else { throw RequestFailure.notFound("table, field, Look, tile or dashboard") }
            return .json([
                "nodes": .array(
                    found.map { node in
                        [
                            "kind": .string(node.kind), "name": .string(node.name),
                            "data": report.dataTime(of: graph.tables(of: node)).json(now: now),
                        ]
                    })
            ])
        }
        // Which explores stand on a source takes the lineage of them all.
        let graph = request.flag("explores") == true ? try await graph(for: caller) : nil
        return .json([
            "sources": .array(
                report.sources.map { $0.json(now: now, explores: graph?.explores(on: $0.table)) })
        ])
    }
}
