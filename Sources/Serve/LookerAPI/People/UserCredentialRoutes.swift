internal import Content
internal import FrontDoor
internal import HTTPTypes
internal import Hummingbird
internal import JSON

/// What lets an account in: its address with a password, API credentials, and the sessions that have begun.
struct UserCredentialRoutes: Sendable {
    let services: LookerServices

    func add(to routes: RouterGroup<SoundingsRequestContext>) {
        let user = routes.group("users/:user")
        user.get("credentials_email", use: email)
        user.post("credentials_email", use: createEmail)
        user.patch("credentials_email", use: updateEmail)
        user.delete("credentials_email", use: deleteEmail)
        user.post("credentials_email/send_password_reset", use: sendPasswordReset)
        user.post("credentials_email/password_reset", use: sendPasswordReset)
        user.get("credentials_api3", use: credentials)
        user.post("credentials_api3", use: createCredential)
        user.get("credentials_api3/:credential", use: credential)
        user.delete("credentials_api3/:credential", use: deleteCredential)
        user.get("sessions", use: sessions)
        user.get("sessions/:session", use: session)
        user.delete("sessions/:session", use: deleteSession)
    }

    @Sendable func email(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let (caller, user) = try await subject(context)
        guard user.email != nil else { throw RequestFailure.notFound("credentials") }
        return try await answer(user, caller, request)
    }

    @Sendable func createEmail(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let (caller, user) = try await subject(context, admin: true)
        var body = try await BodyProperties(request)
        let email = body.text("email") ?? ""
        if email.isEmpty { body.missing("email") }
        try body.check()
        if user.email != nil {
            throw RequestFailure.conflict(
                "Validation Failed",
                [.init(field: "email", code: "already_exists", message: "This account has an address already.")])
        }
        var change = UserChange()
        change.email = email
        let changed = try await making { [change] in try await services.people.change(user.id, change) }
        AuditNotes.current?.add("email", .string(email))
        return try await answer(changed, caller, request)
    }

    @Sendable func updateEmail(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let (caller, user) = try await subject(context, admin: true)
        guard user.email != nil else { throw RequestFailure.notFound("credentials") }
        var body = try await BodyProperties(request)
        var change = UserChange()
        if let email = body.text("email") { change.email = email }
        try body.check()
        let changed = try await services.people.change(user.id, change)
        if let email = changed.email { AuditNotes.current?.add("email", .string(email)) }
        return try await answer(changed, caller, request)
    }

    @Sendable func deleteEmail(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let (_, user) = try await subject(context, admin: true)
        guard user.email != nil else { throw RequestFailure.notFound("credentials") }
        var change = UserChange()
        change.email = .some(nil)
        _ = try await services.people.change(user.id, change)
        return .empty(.noContent)
    }

    /// Makes a link with which a password is chosen. There is no mail server to send it, so the answer holds it, for the
    /// administrator to hand on.
    @Sendable func sendPasswordReset(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let (caller, user) = try await subject(context, admin: true)
        guard user.email != nil else { throw RequestFailure.notFound("credentials") }
        let link = try await services.people.createPasswordLink(for: user.id)
        return try await answer(
            user, caller, request, resetURL: services.baseURL + "/password/reset/" + link.token)
    }

    private func answer(
        _ user: User, _ caller: Caller, _ request: Request, resetURL: String? = nil
    ) async throws -> Response {
        let json = UserJSON(
            directory: try await services.people.directory(), caller: caller, baseURL: services.baseURL)
        return .json(selecting(json.credentialsEmail(user, resetURL: resetURL), request))
    }

    @Sendable func credentials(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let (_, user) = try await subject(context)
        let all = try await services.people.credentials(of: user.id)
        return .json(selecting(.array(all.map(UserJSON.json)), request))
    }

    @Sendable func credential(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let (_, user) = try await subject(context)
        let id = try context.name("credential")
        guard let found = try await services.people.credentials(of: user.id).first(where: { $0.id == id }) else {
            throw RequestFailure.notFound("credentials")
        }
        return .json(selecting(UserJSON.json(found), request))
    }

    /// The only answer that holds the secret.
    @Sendable func createCredential(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let (caller, user) = try await subject(context)
        guard caller.isAdmin || user.managesCredentials else { throw RequestFailure.forbidden("administer") }
        // Whoever acts as somebody must not be left with a key to them.
        if caller.sudoUserID != nil {
            throw RequestFailure.refused("Credentials can't be made while acting as another user.")
        }
        var body = try await BodyProperties(request)
        let purpose = body.text("purpose")
        try body.check()
        let new = try await services.people.createCredential(for: user.id, purpose: purpose)
        guard var json = UserJSON.json(new.credential).objectValue else { throw RequestFailure.notFound("credentials") }
        json["client_secret"] = .string(new.clientSecret)
        AuditNotes.current?.add("client_id", .string(new.credential.clientID))
        return .json(selecting(.object(json), request))
    }

    @Sendable func deleteCredential(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let (_, user) = try await subject(context)
        guard try await services.people.deleteCredential(try context.name("credential"), of: user.id) else {
            throw RequestFailure.notFound("credentials")
        }
        return .empty(.noContent)
    }

    @Sendable func sessions(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let (_, user) = try await subject(context)
        let all = try await services.people.sessions(of: user.id)
        return .json(selecting(.array(all.map { UserJSON.json($0) }), request))
    }

    @Sendable func session(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let (_, user) = try await subject(context)
        let id = try context.name("session")
        guard let found = try await services.people.sessions(of: user.id).first(where: { $0.id == id }) else {
            throw RequestFailure.notFound("session")
        }
        return .json(selecting(UserJSON.json(found), request))
    }

    @Sendable func deleteSession(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let (_, user) = try await subject(context)
        guard try await services.people.endSession(try context.name("session"), of: user.id) else {
            throw RequestFailure.notFound("session")
        }
        return .empty(.noContent)
    }

    /// The user of the path, and the caller, who must be that user or an administrator.
    private func subject(
        _ context: SoundingsRequestContext, admin: Bool = false
    ) async throws -> (caller: Caller, user: User) {
        let id = try context.name("user")
        let caller = admin ? try context.requireAdministrator() : try context.requireSelfOrAdministrator(id)
        guard let user = try await services.people.user(id) else { throw RequestFailure.notFound("user") }
        return (caller, user)
    }
}
