package import FrontDoor
internal import HTTPTypes
package import Hummingbird
internal import JSON

/// `openapi.json`: our own API as OpenAPI 3.1 describes it.
package struct OpenAPIRoutes: Sendable {
    static let base = "/api/v1"
    let routes: ServedRoutes
    /// The permission that product analytics asks for.
    let analytics: String

    package init(_ routes: ServedRoutes, analyticsPermission: String) {
        self.routes = routes
        analytics = analyticsPermission
    }

    package func add(to router: Router<SoundingsRequestContext>) {
        router.group("api/v1").add(middleware: ProductErrors()).get("openapi.json", use: document)
    }

    @Sendable func document(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        .json(json(routes.all))
    }

    func json(_ served: [ServedRoutes.Endpoint]) -> JSONValue {
        var open: [String: String] = [:]
        for endpoint in served where endpoint.path.hasPrefix(Self.base + "/") {
            let path = String(endpoint.path.dropFirst(Self.base.count))
            let inner = ServedRoutes.Endpoint(method: endpoint.method, path: path)
            open[inner.shape] = "\(inner.method) \(inner.path)"
        }
        var paths: [String: JSONObject] = [:]
        for operation in ProductOperations.all {
            let shape = ServedRoutes.Endpoint(method: operation.method, path: operation.path).shape
            guard open.removeValue(forKey: shape) != nil else { continue }
            paths[operation.path, default: JSONObject()][operation.method.lowercased()] = json(operation)
        }
        return .object(
            JSONObject([
                ("openapi", "3.1.0"),
                (
                    "info",
                    [
                        "title": "Soundings", "version": "1",
                        "description": "What Looker's and Amplitude's APIs don't have.",
                    ]
                ),
                ("servers", [["url": .string(Self.base)]]),
                (
                    "components",
                    [
                        "securitySchemes": ["token": ["type": "http", "scheme": "bearer"]],
                        "schemas": ["Error": Self.error],
                    ]
                ),
                ("security", [["token": []]]),
                (
                    "paths",
                    .object(JSONObject(paths.sorted { $0.key < $1.key }.map { ($0.key, JSONValue.object($0.value)) }))
                ),
                ("x-undeclared", .array(open.values.sorted().map(JSONValue.string))),
            ]))
    }

    private static let error: JSONValue = [
        "type": "object",
        "properties": [
            "message": ["type": "string"], "code": ["type": "string"],
            "errors": [
                "type": "array",
                "items": [
                    "type": "object",
                    "properties": [
                        "field": ["type": "string"], "code": ["type": "string"], "message": ["type": "string"],
                    ],
                ],
            ],
        ],
        "required": ["message", "code"],
    ]

    private func json(_ operation: Operation) -> JSONValue {
        var parameters = operation.pathParameters.map { name -> JSONValue in
            ["name": .string(name), "in": "path", "required": true, "schema": ["type": "string"]]
        }
        parameters += operation.parameters.map { parameter in
            [
                "name": .string(parameter.name), "in": "query", "required": .bool(parameter.isNeeded),
                "schema": SchemaType.schema(parameter.type, prefix: "", defined: []),
            ]
        }
        var success = JSONObject([("description", .string(operation.result == nil ? "Done." : "The answer."))])
        if let result = operation.result, result != "stream" {
            success["content"] = [
                "application/json": ["schema": SchemaType.schema(result, prefix: "", defined: [])]
            ]
        }
        let failure: JSONValue = ["application/json": ["schema": ["$ref": "#/components/schemas/Error"]]]
        var responses = JSONObject([(operation.result == nil ? "204" : "200", .object(success))])
        responses["4XX"] = ["description": "What is wrong, and what to do.", "content": failure]
        var json = JSONObject([
            ("operationId", .string(operation.name)), ("summary", .string(operation.name.replacing("_", with: " "))),
            ("parameters", .array(parameters)), ("responses", .object(responses)),
            ("x-permission", .string(operation.permission == "analytics" ? analytics : operation.permission)),
        ])
        if let body = operation.body {
            json["requestBody"] = [
                "required": false,
                "content": ["application/json": ["schema": SchemaType.schema(body, prefix: "", defined: [])]],
            ]
        }
        if operation.permission == "nobody" { json["security"] = [] }
        return .object(json)
    }
}
