internal import Foundation
internal import FrontDoor
internal import HTTPTypes
internal import Hummingbird
internal import JSON
internal import Presentation
internal import QueryCompiler
internal import QueryDesk
internal import SemanticModel
internal import Warehouse

/// Models, explores and the suggestions for their filters.
struct ModelRoutes: Sendable {
    let services: LookerServices

    func add(to routes: RouterGroup<SoundingsRequestContext>) {
        routes.get("lookml_models", use: all)
        routes.get("lookml_models/:model", use: show)
        routes.get("lookml_models/:model/explores/:explore", use: explore)
        routes.get("models/:model/views/:explore/fields/:field/suggestions", use: suggestions)
    }

    @Sendable func all(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireCaller(may: "access_data")
        let project = services.project(for: caller).opened(to: caller.attributes)
        let excludesHidden = request.flag("exclude_hidden") ?? false
        let models = project.models
            .filter { !$0.explores.isEmpty || !(request.flag("exclude_empty") ?? false) }
            .map { ExploreMetadata.json($0, project: project.name, excludesHidden: excludesHidden) }
        return .json(selecting(.array(models), request))
    }

    @Sendable func show(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let model = try model(context, for: try context.requireCaller(may: "access_data"))
        let json = ExploreMetadata.json(model, project: services.project.current.name, excludesHidden: false)
        return .json(selecting(json, request))
    }

    @Sendable func explore(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireCaller(may: "access_data")
        let model = try model(context, for: caller)
        guard let explore = model.explore(try context.name("explore")) else { throw RequestFailure.notFound("explore") }
        let json = ExploreMetadata.json(
            explore, in: model, project: services.project.current.name,
            showsSQL: caller.may("see_lookml", in: model.name), attributes: caller.attributes)
        return .json(selecting(json, request))
    }

    /// The values of a field that contain `term`, through the same compiler and so under the same row-level rules as
    /// every query.
    @Sendable func suggestions(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireCaller(may: "access_data")
        let model = try model(context, for: caller)
        guard let explore = model.explore(try context.name("explore")) else { throw RequestFailure.notFound("explore") }
        let name = try context.name("field")
        guard let field = explore.field(name) else { throw RequestFailure.notFound("field") }
        let query: ExploreQuery
        switch FieldSuggestions.of(field, in: explore, of: model, term: request.parameter("term") ?? "") {
        case .none: return Self.answer([], hitLimit: false)
        case .fixed(let values): return Self.answer(values, hitLimit: false)
        case .query(let asked): query = asked
        }
        try await services.questions.check(
            ExploreQuery(model: model.name, explore: explore.name, fields: [field.name]), for: caller)
        let found = try await services.desk.values(
            of: query, for: caller, origin: QueryOrigin(.suggestions, id: field.name))
        return Self.answer(
            found.values, hitLimit: found.values.count >= FieldSuggestions.limit, isCached: found.isCached)
    }

    private static func answer(_ values: [String], hitLimit: Bool, isCached: Bool = false) -> Response {
        .json([
            "suggestions": .array(values.map(JSONValue.string)), "error": .null, "from_cache": .bool(isCached),
            "hit_limit": .bool(hitLimit), "used_calcite_materialization": false,
        ])
    }

    /// With what the caller's access grants open.
    private func model(_ context: SoundingsRequestContext, for caller: Caller) throws -> Model {
        guard let model = services.project(for: caller).model(try context.name("model")) else {
            throw RequestFailure.notFound("model")
        }
        return model.opened(to: caller.attributes)
    }
}

/// The part of `json` that the request's `fields` parameter asks for.
func selecting(_ json: JSONValue, _ request: Request) -> JSONValue {
    FieldSelection(request.parameter("fields"))?.apply(to: json) ?? json
}
