internal import Content
internal import FrontDoor
internal import HTTPTypes
internal import Hummingbird
internal import JSON

/// Colour collections: those that come with Soundings, and which of them is the one that charts take.
struct ColorCollectionRoutes: Sendable {
    let services: LookerServices

    func add(to routes: RouterGroup<SoundingsRequestContext>) {
        routes.get("color_collections", use: all)
        routes.get("color_collections/default", use: standard)
        routes.put("color_collections/default", use: setStandard)
        routes.get("color_collections/:collection", use: show)
    }

    private static let settingName = "default_color_collection"

    @Sendable func all(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        _ = try context.requireCaller()
        return .json(selecting(.array(ColorCollections.all), request))
    }

    @Sendable func show(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        _ = try context.requireCaller()
        guard let found = ColorCollections.collection(id: try context.name("collection")) else {
            throw RequestFailure.notFound("color collection")
        }
        return .json(selecting(found, request))
    }

    @Sendable func standard(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        _ = try context.requireCaller()
        let id = try await services.content.setting(Self.settingName)?["id"]?.stringValue ?? ColorCollections.standardID
        return .json(ColorCollections.collection(id: id) ?? ColorCollections.all.first ?? [:])
    }

    @Sendable func setStandard(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        _ = try context.requireCaller(may: "administer")
        guard let id = request.parameter("collection_id"), !id.isEmpty else {
            throw RequestFailure.invalid(
                "Validation Failed",
                [.init(field: "collection_id", code: "missing_field", message: "collection_id is required.")])
        }
        guard let found = ColorCollections.collection(id: id) else {
            throw RequestFailure.invalid(
                "Validation Failed",
                [.init(field: "collection_id", code: "invalid", message: "There is no collection '\(id.prefix(80))'.")])
        }
        try await services.content.set(Self.settingName, JSONObject([("id", .string(id))]))
        return .json(found)
    }
}
