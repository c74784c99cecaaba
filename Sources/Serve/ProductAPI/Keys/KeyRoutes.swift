package import Content
internal import Foundation
package import FrontDoor
internal import HTTPTypes
package import Hummingbird
internal import JSON

/// Keys of programs, for administrators: ingestion keys let events in, and secret keys read them through Amplitude's APIs.
package struct KeyRoutes: Sendable {
    private let people: People
    /// Has the doors take up the keys as they are now.
    private let changed: @Sendable () async -> Void

    package init(_ people: People, changed: @escaping @Sendable () async -> Void) {
        self.people = people
        self.changed = changed
    }

    package func add(to router: Router<SoundingsRequestContext>) {
        let routes = router.group("api/v1").add(middleware: ProductErrors())
        routes.get("keys", use: all)
        routes.post("keys", use: create)
        routes.delete("keys/ingestion/:id", use: revokeIngestionKey)
        routes.delete("keys/secret/:id", use: revokeSecretKey)
    }

    /// `GET /keys`: all that were ever made, by kind; of each only how it begins.
    @Sendable func all(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        _ = try context.requireCaller(may: "administer")
        let keys = try await people.ingestionKeys()
        let secrets = try await people.projectSecrets()
        return .json([
            "ingestion": .array(keys.map { .object(Self.json($0)) }),
            "secret": .array(secrets.map { .object(Self.json($0)) }),
        ])
    }

    /// `POST /keys`: `{"kind": "ingestion", "name": …, "project": 1}`, or `"kind": "secret"` with `may_erase`. The answer is
    /// the only one that has the key's text, as `key`.
    @Sendable func create(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        _ = try context.requireCaller(may: "administer")
        let body = try await request.json(upTo: 64 * 1_024)
        var fields = BodyFields(body)
        let name = fields.text("name") ?? ""
        let project = Int64(fields.integer("project", in: 1...Int(Int32.max)) ?? 1)
        let kind = fields.text("kind") ?? "ingestion"
        if kind != "ingestion" && kind != "secret" { fields.problem("kind", "kind must be ingestion or secret.") }
        try fields.check()
        var json: JSONObject
        if kind == "secret" {
            let mayErase = body["may_erase"]?.boolValue ?? false
            let made = try await people.createProjectSecret(name: name, projectID: project, mayErase: mayErase)
            json = Self.json(made.secret)
            json["key"] = .string(made.text)
        } else {
            let made = try await people.createIngestionKey(name: name, projectID: project)
            json = Self.json(made.key)
            json["key"] = .string(made.text)
        }
        AuditNotes.current?.object = (kind == "secret" ? "secret keys/" : "keys/") + name
        await changed()
        return .json(.object(json), status: .created)
    }

    @Sendable func revokeIngestionKey(
        _ request: Request, _ context: SoundingsRequestContext
    ) async throws -> Response {
        _ = try context.requireCaller(may: "administer")
        let key = try await people.revokeIngestionKey(try context.name("id"))
        AuditNotes.current?.object = "keys/" + key.name
        await changed()
        return .empty(.noContent)
    }

    @Sendable func revokeSecretKey(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        _ = try context.requireCaller(may: "administer")
        let secret = try await people.revokeProjectSecret(try context.name("id"))
        AuditNotes.current?.object = "secret keys/" + secret.name
        await changed()
        return .empty(.noContent)
    }

    private static func json(_ key: IngestionKey) -> JSONObject {
        json(key.id, key.name, key.projectID, key.prefix, key.createdAt, key.revokedAt)
    }

    private static func json(_ secret: ProjectSecret) -> JSONObject {
        var json = json(
            secret.id, secret.name, secret.projectID, secret.prefix, secret.createdAt, secret.revokedAt)
        json["may_erase"] = .bool(secret.mayErase)
        return json
    }

    private static func json(
        _ id: String, _ name: String, _ project: Int64, _ prefix: String, _ created: Date, _ revoked: Date?
    ) -> JSONObject {
        JSONObject([
            ("id", .string(id)), ("name", .string(name)), ("project", .int(project)), ("prefix", .string(prefix)),
            ("created_at", .string(created.formatted(.iso8601))),
            ("revoked_at", JSONValue(revoked?.formatted(.iso8601))),
        ])
    }
}
