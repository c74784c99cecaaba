package import Discovery
package import FrontDoor
package import Hummingbird
internal import JSON

/// Finding things: `GET /api/v1/search`.
package struct DiscoveryRoutes: Sendable {
    let discovery: Discovery
    /// What a caller may see.
    let reader: @Sendable (Caller) async throws -> SearchReader

    package init(_ discovery: Discovery, reader: @escaping @Sendable (Caller) async throws -> SearchReader) {
        self.discovery = discovery
        self.reader = reader
    }

    package func add(to router: Router<SoundingsRequestContext>) {
        let routes = router.group("api/v1").add(middleware: ProductErrors())
        routes.get("search", use: search)
    }

    /// `GET /search?q=…[&types=content,fields,metrics,values][&limit=…]`. The limit is that of each kind.
    @Sendable func search(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireCaller(may: "access_data")
        var limits = Discovery.Limits()
        if let text = request.parameter("limit") {
            guard let limit = Int(text), (1...100).contains(limit) else {
                throw RequestFailure.invalid(
                    "Validation Failed",
                    [.init(field: "limit", code: "invalid", message: "limit must be a number from 1 to 100.")])
            }
            (limits.content, limits.fields, limits.metrics, limits.values) = (limit, limit, limit, limit)
        }
        let types = request.parameter("types").map { Set($0.split(separator: ",").map(String.init)) }
        if let types, let unknown = types.subtracting(Self.types).sorted().first {
            throw RequestFailure.invalid(
                "Validation Failed",
                [
                    .init(
                        field: "types", code: "invalid",
                        message:
                            "There is no type '\(unknown.prefix(80))'; there are \(Self.types.joined(separator: ", "))."
                    )
                ])
        }
        let text = String((request.parameter("q") ?? "").prefix(1_000))
        let answer = try await discovery.search(text, as: try await reader(caller), limits: limits)
        func part(_ name: String, _ values: [JSONValue]) -> (String, JSONValue) {
            (name, .array(types?.contains(name) ?? true ? values : []))
        }
        return .json(
            .object(
                JSONObject([
                    ("query", .string(text)),
                    part("content", answer.content.map(\.json)), part("fields", answer.fields.map(\.json)),
                    part("metrics", answer.metrics.map(\.json)), part("values", answer.values.map(\.json)),
                    ("partial", .bool(answer.isPartial)),
                ])))
    }

    private static let types = ["content", "fields", "metrics", "values"]
}

extension FoundContent {
    fileprivate var json: JSONValue {
        [
            "kind": .string(kind.rawValue), "id": .string(id), "title": .string(title),
            "description": .string(description),
            "folder": folderID.map { ["id": .string($0), "name": .string(folderName ?? "")] } ?? .null,
            "certification": JSONValue(certification), "deprecated": .bool(isDeprecated),
            "owner": JSONValue(ownerName), "view_count": .int(Int64(viewCount)), "url": .string(path),
            "filter": filter.map { ["name": .string($0.title), "value": .string($0.value)] } ?? .null,
        ]
    }
}

extension FoundField {
    fileprivate var json: JSONValue {
        [
            "model": .string(model), "explore": .string(explore), "name": JSONValue(field), "label": .string(label),
            "description": .string(description), "category": .string(category), "type": JSONValue(type),
            "url": .string(path),
        ]
    }
}

extension FoundMetric {
    fileprivate var json: JSONValue {
        [
            "name": .string(name), "label": .string(label), "group": .string(group),
            "definition": .string(definition), "url": .string("/metrics/" + name),
        ]
    }
}

extension FoundValue {
    fileprivate var json: JSONValue {
        [
            "value": .string(value), "model": .string(model), "explore": .string(explore), "field": .string(field),
            "label": .string(fieldLabel), "explore_url": .string(explorePath),
            "dashboards": .array(
                dashboards.map {
                    [
                        "id": .string($0.dashboardID), "title": .string($0.title), "filter": .string($0.filter),
                        "url": .string($0.path),
                    ]
                }),
        ]
    }
}
