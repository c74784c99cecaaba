internal import Content
internal import Foundation
internal import FrontDoor
internal import HTTPTypes
internal import Hummingbird
internal import JSON

/// Signing in and out with API credentials, the caller's own account, and which versions of the API there are.
struct SessionRoutes: Sendable {
    let services: LookerServices

    func add(to routes: RouterGroup<SoundingsRequestContext>) {
        routes.post("login", use: logIn)
        routes.delete("logout", use: logOut)
        routes.get("session", use: session)
        routes.patch("session", use: session)
        routes.get("user", use: me)
        routes.get("versions", use: versions)
    }

    /// Client id and secret come as a form, as query parameters or as JSON; the answer is a token for an hour.
    @Sendable func logIn(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let body = try await request.bytes(upTo: 64 * 1_024)
        let form = Self.form(body)
        let id = form["client_id"] ?? request.parameter("client_id")
        let secret = form["client_secret"] ?? request.parameter("client_secret")
        guard let id, let secret, let token = try await services.people.logIn(clientID: id, clientSecret: secret) else {
            // The same answer whether the id or the secret is wrong.
            return LookerErrors.body("Client id or secret is wrong.", status: .unauthorized)
        }
        return .json([
            "access_token": .string(token.token), "token_type": "Bearer", "expires_in": .int(Int64(token.expiresIn)),
            "refresh_token": .null,
        ])
    }

    @Sendable func logOut(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        _ = try context.requireCaller()
        if let authorization = request.headers[.authorization], let token = Authentication.token(in: authorization) {
            _ = try await services.people.logOut(accessToken: token)
        }
        return .empty(.noContent)
    }

    @Sendable func session(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        _ = try context.requireCaller()
        return .json(["workspace_id": "production", "sudo_user_id": .null, "can": ["view": true, "update": true]])
    }

    @Sendable func me(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireCaller()
        guard !caller.isVisitor, let user = try await services.people.user(caller.userID) else {
            return .json(selecting(Self.visitor(caller), request))
        }
        let credentials = try await services.people.credentials(of: user.id)
        let entitlements = try await services.people.entitlements(of: user)
        return .json(selecting(Self.json(user, entitlements, credentials: credentials), request))
    }

    @Sendable func versions(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let version: JSONValue = [
            "version": "4.0", "full_version": .string("4.0." + services.version), "status": "current",
            "swagger_url": .string(services.baseURL + "/api/4.0/swagger.json"),
        ]
        return .json(
            selecting(
                [
                    "looker_release_version": .string(services.version), "current_version": version,
                    "supported_versions": [version], "api_server_url": .string(services.baseURL),
                    "web_server_url": .string(services.baseURL),
                ], request))
    }

    private static func json(_ user: User, _ entitlements: Entitlements, credentials: [APICredential]) -> JSONValue {
        [
            "id": .string(user.id), "email": JSONValue(user.email), "first_name": .string(user.firstName),
            "last_name": .string(user.lastName), "display_name": .string(user.displayName),
            "is_disabled": .bool(user.isDisabled), "is_service_account": .bool(user.isServiceAccount),
            "locale": "en", "group_ids": .array(entitlements.groupIDs.sorted().map(JSONValue.string)),
            "role_ids": .array(entitlements.roleIDs.sorted().map(JSONValue.string)),
            "personal_folder_id": .null, "home_folder_id": "1",
            "credentials_email": user.email.map { ["email": .string($0), "type": "email"] } ?? .null,
            "credentials_api3": .array(
                credentials.map {
                    [
                        "id": .string($0.id), "client_id": .string($0.clientID), "type": "api3",
                        "is_disabled": .bool($0.isDisabled),
                        "created_at": .string($0.createdAt.ISO8601Format()),
                    ]
                }),
            "can": ["show": true], "url": .string("/api/4.0/users/" + user.id),
        ]
    }

    private static func visitor(_ caller: Caller) -> JSONValue {
        [
            "id": .string(caller.userID), "display_name": .string(caller.displayName), "email": .null,
            "first_name": .string(caller.displayName), "last_name": "", "is_disabled": false, "group_ids": [],
            "role_ids": [], "credentials_api3": [], "can": ["show": true],
        ]
    }

    /// `client_id=…&client_secret=…`, or the same two as JSON.
    private static func form(_ body: [UInt8]) -> [String: String] {
        if body.first == UInt8(ascii: "{") {
            guard let object = try? JSONValue.parse(body).objectValue else { return [:] }
            return Dictionary(
                object.members.compactMap { member in member.value.stringValue.map { (member.key, $0) } },
                uniquingKeysWith: { $1 })
        }
        var values: [String: String] = [:]
        for pair in String(decoding: body, as: UTF8.self).split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2 else { continue }
            let value = parts[1].replacing("+", with: " ")
            values[String(parts[0])] = String(value).removingPercentEncoding ?? String(value)
        }
        return values
    }
}
