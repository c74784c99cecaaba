internal import Content
internal import FrontDoor
internal import HTTPTypes
internal import Hummingbird
internal import JSON

/// Sessions of browsers: who is signed in, signing in by a one-time link or with a password, signing out; choosing and
/// changing passwords.
struct SignInRoutes: Sendable {
    let services: SignInServices
    /// The caller as the page wants to know them.
    let describe: @Sendable (Caller) -> JSONValue

    func add(to routes: RouterGroup<SoundingsRequestContext>) {
        routes.get("session", use: session)
        routes.post("session", use: signIn)
        routes.delete("session", use: signOut)
        routes.put("session/acting", use: act)
        routes.delete("session/acting", use: stopActing)
        routes.post("password", use: choosePassword)
        routes.put("account/password", use: changePassword)
    }

    @Sendable func session(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        .json(describe(try context.requireCaller()))
    }

    /// Trades the token of a one-time link, or address and password, for a session.
    @Sendable func signIn(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let body = try await own(request)
        if let token = body["token"]?.stringValue {
            let session = try await services.people.signIn(
                linkToken: token, replacing: context.session, from: Self.place(request, context))
            guard let session else { throw RequestFailure.unauthenticated }
            AuditNotes.current?.add("with", "link")
            return try await begin(session)
        }
        guard let email = body["email"]?.stringValue, let password = body["password"]?.stringValue else {
            throw RequestFailure.invalid(
                "The body must hold the token of a sign-in link, or an e-mail address and a password.",
                [.init(field: "token", code: "missing_field", message: "token is required.")])
        }
        guard services.takesPasswords else {
            throw RequestFailure.refused("This server takes no passwords. Sign in another way.")
        }
        AuditNotes.current?.userName = email
        AuditNotes.current?.add("with", "password")
        let account = People.throttleKey(email)
        let session = try await trying(account, context) {
            try await services.people.signIn(
                email: email, password: password, hasher: services.hasher,
                replacing: context.session, from: Self.place(request, context))
        }
        guard let session else { throw RequestFailure.refused("The address or the password is wrong.") }
        services.throttle.succeeded(account: account, address: context.clientAddress)
        return try await begin(session)
    }

    @Sendable func signOut(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        if let session = context.session { try await services.people.endSession(token: session) }
        var response = Response.empty(.noContent)
        response.headers[.setCookie] = Authentication.cookie(session: "", seconds: 0, secure: services.isSecure)
        return response
    }

    /// `{user_id}`: from now on this browser acts as another user. Only administrators may act as one.
    @Sendable func act(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireCaller(may: "sudo")
        guard caller.sudoUserID == nil else {
            throw RequestFailure.refused("Stop acting as \(caller.displayName) first.")
        }
        guard let session = context.session else {
            throw RequestFailure.refused("Browsers act as others here; programs do by POST /api/4.0/login/USER.")
        }
        let body = try await own(request)
        guard let id = body["user_id"]?.stringValue, let user = try await services.people.user(id), !user.isDisabled
        else { throw RequestFailure.notFound("user") }
        AuditNotes.current?.object = "users/\(user.id)"
        guard user.id != caller.userID else { throw RequestFailure.refused("That is yourself.") }
        if !caller.isAdmin, try await services.people.entitlements(of: user).isAdmin {
            throw RequestFailure.forbidden("administer")
        }
        try await services.people.act(as: user.id, sessionToken: session)
        return .empty(.noContent)
    }

    @Sendable func stopActing(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        _ = try context.requireCaller()
        guard Authentication.isFromOwnPage(request) else { throw RequestFailure.forged }
        if let session = context.session { try await services.people.act(as: nil, sessionToken: session) }
        return .empty(.noContent)
    }

    /// Uses up a link for choosing a password, and signs in.
    @Sendable func choosePassword(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        AuditNotes.current?.object = "password"
        let body = try await own(request)
        guard let token = body["token"]?.stringValue, let password = body["password"]?.stringValue else {
            throw RequestFailure.invalid(
                "The body must hold the token of the link, and the password.",
                [.init(field: "token", code: "missing_field", message: "token is required.")])
        }
        guard services.takesPasswords else {
            throw RequestFailure.refused("This server takes no passwords. Sign in another way.")
        }
        if let wait = services.throttle.wait(account: "links", address: context.clientAddress) {
            throw RequestFailure.busy(retryAfter: wait)
        }
        let session = try await hashing {
            try await services.people.choosePassword(
                linkToken: token, password: password, hasher: services.hasher,
                replacing: context.session, from: Self.place(request, context))
        }
        guard let session else {
            services.throttle.failed(address: context.clientAddress)
            throw RequestFailure.refused("This link has been used, or is too old. Ask for a new one.")
        }
        return try await begin(session)
    }

    /// Changes the caller's own password, which ends their other sessions.
    @Sendable func changePassword(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireCaller()
        AuditNotes.current?.object = "users/\(caller.userID)/password"
        guard !caller.isVisitor, caller.sudoUserID == nil, services.takesPasswords else {
            throw RequestFailure.refused("This password can't be changed here.")
        }
        let body = try await own(request)
        guard let old = body["current"]?.stringValue, let new = body["password"]?.stringValue else {
            throw RequestFailure.invalid(
                "The body must hold the present password and the new one.",
                [.init(field: "current", code: "missing_field", message: "current is required.")])
        }
        let account = "user " + caller.userID
        let isRight = try await trying(account, context) {
            try await services.people.changePassword(
                of: caller.userID, from: old, to: new, hasher: services.hasher,
                keeping: context.session)
        }
        guard isRight else { throw RequestFailure.refused("The present password is wrong.") }
        services.throttle.succeeded(account: account, address: context.clientAddress)
        return .empty(.noContent)
    }

    private func begin(_ session: NewSession) async throws -> Response {
        guard let caller = await services.callers.caller(sessionID: session.token) else {
            throw RequestFailure.unauthenticated
        }
        AuditNotes.current?.caller = caller
        var response = Response.json(describe(caller))
        response.headers[.setCookie] = Authentication.cookie(
            session: session.token, seconds: Int(People.sessionLifetime), secure: services.isSecure)
        return response
    }

    /// The body of a request that must come from our own page: another site could sign a browser in as somebody else.
    private func own(_ request: Request) async throws -> JSONValue {
        guard Authentication.isFromOwnPage(request) else { throw RequestFailure.forged }
        return try await request.json(upTo: 64 * 1_024)
    }

    /// Looks at a password, which counts as a wrong one from the beginning.
    private func trying<Value>(
        _ account: String, _ context: SoundingsRequestContext, _ work: () async throws -> Value
    ) async throws -> Value {
        if let wait = services.throttle.begin(account: account, address: context.clientAddress) {
            throw RequestFailure.busy(retryAfter: wait)
        }
        do {
            return try await hashing(work)
        } catch {
            // No password was found wrong: too many wait, or the new one is not to be had.
            services.throttle.withdraw(account: account, address: context.clientAddress)
            throw error
        }
    }

    private func hashing<Value>(_ work: () async throws -> Value) async throws -> Value {
        do {
            return try await work()
        } catch is PasswordHasher.Busy {
            throw RequestFailure.busy(retryAfter: 2)
        }
    }

    static func place(_ request: Request, _ context: SoundingsRequestContext) -> SignInPlace {
        SignInPlace(address: context.clientAddress, browser: request.headers[.userAgent])
    }
}
