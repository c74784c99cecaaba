internal import Content
internal import Foundation
internal import FrontDoor
internal import HTTPTypes
internal import Hummingbird
internal import JSON

/// Signing in and out with API credentials, acting as others, and which versions of the API there are.
struct SessionRoutes: Sendable {
    let services: LookerServices

    func add(to routes: RouterGroup<SoundingsRequestContext>) {
        routes.post("login", use: logIn)
        routes.delete("logout", use: logOut)
        routes.get("session", use: session)
        routes.patch("session", use: updateSession)
        routes.post("login/:user", use: logInAs)
        routes.get("versions", use: versions)
    }

    /// Client id and secret come as a form, as query parameters or as JSON; the answer is a token for an hour.
    @Sendable func logIn(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let body = try await request.bytes(upTo: 64 * 1_024)
        let form = Self.form(body)
        let id = form["client_id"] ?? request.parameter("client_id")
        let secret = form["client_secret"] ?? request.parameter("client_secret")
        AuditNotes.current?.userName = id.map { "client " + $0 }
        guard let id, let secret, let token = try await services.people.logIn(clientID: id, clientSecret: secret) else {
            // A secret of 256 bits is not guessed, so whoever has the right one never waits: a script with an old secret
            // must not keep out the others behind its address.
            if let wait = services.throttle.wait(account: "api", address: context.clientAddress) {
                throw RequestFailure.busy(retryAfter: wait)
            }
            services.throttle.failed(address: context.clientAddress)
            // The same answer whether the id or the secret is wrong.
            return LookerErrors.body("Client id or secret is wrong.", status: .unauthorized)
        }
        AuditNotes.current?.caller = await services.callers.caller(accessToken: token.token)
        AuditNotes.current?.add("client_id", .string(id))
        return Self.json(token)
    }

    private static func json(_ token: NewAccessToken) -> Response {
        .json([
            "access_token": .string(token.token), "token_type": "Bearer", "expires_in": .int(Int64(token.expiresIn)),
            "refresh_token": .null,
        ])
    }

    /// A token with which the caller acts as another user. Only administrators may act as one.
    @Sendable func logInAs(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireCaller()
        guard caller.isAdmin || caller.may("sudo"), caller.sudoUserID == nil else {
            throw RequestFailure.forbidden("sudo")
        }
        guard let user = try await services.people.user(try context.name("user")), !user.isDisabled else {
            throw RequestFailure.notFound("user")
        }
        let isAdmin = try await services.people.entitlements(of: user).isAdmin
        guard caller.isAdmin || !isAdmin else { throw RequestFailure.forbidden("administer") }
        AuditNotes.current?.object = "users/\(user.id)"
        return Self.json(try await services.people.logIn(as: user.id, by: caller.userID))
    }

    @Sendable func logOut(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        _ = try context.requireCaller()
        if let authorization = request.headers[.authorization], let token = Authentication.token(in: authorization) {
            _ = try await services.people.logOut(accessToken: token)
        }
        return .empty(.noContent)
    }

    @Sendable func session(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        Self.json(try context.requireCaller())
    }

    /// Changes the workspace for as long as the token or session lasts.
    @Sendable func updateSession(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        var caller = try context.requireCaller()
        var body = try await BodyProperties(request)
        let workspace = body.text("workspace_id")
        if let workspace, !["production", "dev"].contains(workspace) {
            body.invalid("workspace_id", "workspace_id must be production or dev.")
        } else if workspace == "dev", !caller.may("develop") {
            body.invalid("workspace_id", "The workspace dev needs the permission develop.")
        }
        try body.check()
        if let workspace {
            if workspace == "dev" { try await services.branches.enter(caller) }
            if let authorization = request.headers[.authorization] {
                if let token = Authentication.token(in: authorization) {
                    try await services.people.setWorkspace(workspace, accessToken: token)
                }
            } else if let session = context.session {
                try await services.people.setWorkspace(workspace, sessionToken: session)
            }
            caller.workspace = workspace
        }
        return Self.json(caller)
    }

    private static func json(_ caller: Caller) -> Response {
        .json([
            "workspace_id": .string(caller.workspace), "sudo_user_id": JSONValue(caller.sudoUserID),
            "can": ["view": true, "update": true],
        ])
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
