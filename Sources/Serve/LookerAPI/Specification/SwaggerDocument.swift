internal import FrontDoor
internal import HTTPTypes
internal import Hummingbird
internal import JSON

/// `swagger.json`: the operations that are served, as Swagger 2.0 describes them. Clients of some languages build their
/// methods from it.
struct SwaggerDocument: Sendable {
    let services: LookerServices
    static let base = "/api/4.0"

    func add(to routes: RouterGroup<SoundingsRequestContext>) {
        routes.get("swagger.json", use: document)
    }

    @Sendable func document(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        .json(json(services.routes.all))
    }

    /// - Parameter served: Endpoints of the whole server.
    func json(_ served: [ServedRoutes.Endpoint]) -> JSONValue {
        let prefix = Self.base + "/"
        var open: [String: ServedRoutes.Endpoint] = [:]
        for endpoint in served where endpoint.path.hasPrefix(prefix) && endpoint.path != prefix + "swagger.json" {
            let path = String(endpoint.path.dropFirst(Self.base.count))
            let inner = ServedRoutes.Endpoint(method: endpoint.method, path: path)
            open[inner.shape] = inner
        }
        var paths: [String: JSONObject] = [:]
        let objects = ObjectTable.all
        let defined = Set(objects.keys)
        for operation in OperationTable.all {
            let shape = ServedRoutes.Endpoint(method: operation.method, path: operation.path).shape
            guard open.removeValue(forKey: shape) != nil else { continue }
            paths[operation.path, default: JSONObject()][operation.method.lowercased()] = json(operation, defined)
        }
        // Nothing is served that the table does not have: a test sees to it that this list is empty.
        let undeclared = open.values.map { "\($0.method) \($0.path)" }.sorted()
        return .object(
            JSONObject([
                ("swagger", "2.0"),
                (
                    "info",
                    [
                        "title": "Soundings, as Looker API 4.0", "version": "4.0",
                        "description": "The part of Looker's API 4.0 that this server answers.",
                    ]
                ),
                ("basePath", .string(Self.base)), ("schemes", ["http", "https"]), ("consumes", ["application/json"]),
                ("produces", ["application/json"]),
                (
                    "securityDefinitions",
                    ["token": ["type": "apiKey", "name": "Authorization", "in": "header"]]
                ),
                ("security", [["token": []]]),
                (
                    "paths",
                    .object(JSONObject(paths.sorted { $0.key < $1.key }.map { ($0.key, JSONValue.object($0.value)) }))
                ),
                (
                    "definitions",
                    .object(
                        JSONObject(objects.sorted { $0.key < $1.key }.map { ($0.key, Self.json($0.value, defined)) }))
                ),
                ("x-undeclared", .array(undeclared.map(JSONValue.string))),
            ]))
    }

    private func json(_ operation: Operation, _ defined: Set<String>) -> JSONValue {
        var parameters = operation.pathParameters.map { name -> JSONValue in
            ["name": .string(name), "in": "path", "required": true, "type": "string"]
        }
        parameters += operation.parameters.map { parameter in
            var json = SchemaType.schema(parameter.type, prefix: "", defined: []).objectValue ?? JSONObject()
            json["name"] = .string(parameter.name)
            json["in"] = "query"
            json["required"] = .bool(parameter.isNeeded)
            return .object(json)
        }
        if operation.name == "login" {
            for name in ["client_id", "client_secret"] {
                parameters.removeAll { $0["name"]?.stringValue == name }
                parameters.append(["name": .string(name), "in": "formData", "required": false, "type": "string"])
            }
        } else if let body = operation.body {
            let schema = SchemaType.schema(body, prefix: "#/definitions/", defined: defined)
            parameters.append(["name": "body", "in": "body", "required": false, "schema": schema])
        }
        var responses = JSONObject()
        let isGone = operation.method == "DELETE" || operation.result == nil
        var success: JSONObject = JSONObject([("description", .string(isGone ? "Done." : "The answer."))])
        if !isGone, let result = operation.result {
            success["schema"] = SchemaType.schema(result, prefix: "#/definitions/", defined: defined)
        }
        responses[isGone ? "204" : "200"] = .object(success)
        for (status, words) in [
            ("400", "The request can't be understood."), ("401", "Nobody has signed in."),
            ("403", "The caller may not do this."), ("404", "There is none, or none that the caller may see."),
            ("422", "Values don't hold up; `errors` says which."),
        ] { responses[status] = ["description": .string(words)] }
        var json = JSONObject([
            ("operationId", .string(operation.name)), ("summary", .string(operation.name.replacing("_", with: " "))),
            ("parameters", .array(parameters)), ("responses", .object(responses)),
            ("x-permission", .string(operation.permission)),
        ])
        if operation.name == "login" { json["consumes"] = ["application/x-www-form-urlencoded"] }
        if operation.result == "str", !isGone { json["produces"] = ["application/json", "text/plain", "text/csv"] }
        if operation.permission == "nobody" { json["security"] = [] }
        return .object(json)
    }

    private static func json(_ properties: [ObjectTable.Property], _ defined: Set<String>) -> JSONValue {
        var members = JSONObject()
        for property in properties {
            let schema = SchemaType.schema(property.type, prefix: "#/definitions/", defined: defined)
            // Nothing may stand beside a reference.
            guard var object = schema.objectValue, object["$ref"] == nil else {
                members[property.name] = schema
                continue
            }
            if property.isReadOnly { object["readOnly"] = true }
            object["x-nullable"] = .bool(!property.isNeeded)
            members[property.name] = .object(object)
        }
        var json = JSONObject([("type", "object"), ("properties", .object(members))])
        let needed = properties.filter(\.isNeeded).map { JSONValue.string($0.name) }
        if !needed.isEmpty { json["required"] = .array(needed) }
        return .object(json)
    }
}
