internal import Content
internal import FrontDoor
internal import HTTPTypes
internal import Hummingbird
internal import JSON

/// Accounts: finding, making, changing and deleting them.
struct UserRoutes: Sendable {
    let services: LookerServices

    func add(to routes: RouterGroup<SoundingsRequestContext>) {
        routes.get("user", use: me)
        routes.get("users", use: all)
        routes.post("users", use: create)
        routes.get("users/search", use: search)
        routes.get("users/search/names/:pattern", use: searchNames)
        routes.get("users/credential/:type/:credential", use: ofCredential)
        routes.get("users/:user", use: show)
        routes.patch("users/:user", use: update)
        routes.delete("users/:user", use: delete)
    }

    @Sendable func me(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireCaller()
        let directory = try await services.people.directory()
        guard !caller.isVisitor, let user = directory.users.first(where: { $0.id == caller.userID }) else {
            return .json(selecting(UserJSON.visitor(caller), request))
        }
        let sessions = try await services.people.sessions(of: user.id)
        return .json(selecting(json(directory, caller).json(user, sessions: sessions), request))
    }

    @Sendable func all(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let (caller, directory, users) = try await visible(context)
        let ids = request.parameter("ids").map { Set(Self.ids($0)) }
        return try list(
            users.filter { ids?.contains($0.id) ?? true }, directory: directory, caller: caller, request)
    }

    @Sendable func search(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let (caller, directory, users) = try await visible(context)
        let found = try properties(directory, caller).search(users, request)
        return try list(found, directory: directory, caller: caller, request)
    }

    /// Those whose first name, last name or address fits, and who fit the other parameters too.
    @Sendable func searchNames(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let (caller, directory, users) = try await visible(context)
        let pattern = SearchPattern(try context.name("pattern"))
        let named = users.filter { user in
            let address = caller.seesUsers || user.id == caller.userID ? user.email : nil
            return [user.firstName, user.lastName, address ?? ""].contains { !$0.isEmpty && pattern.matches($0) }
        }
        let found = try properties(directory, caller).search(named, request)
        return try list(found, directory: directory, caller: caller, request)
    }

    @Sendable func ofCredential(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireAdministrator()
        let credential = try context.name("credential")
        let user: User? =
            switch try context.name("type") {
            case "email": try await services.people.user(email: credential)
            case "api3", "api": try await services.people.user(credential: credential)
            default: nil
            }
        guard let user else { throw RequestFailure.notFound("user") }
        return .json(selecting(json(try await services.people.directory(), caller).json(user), request))
    }

    @Sendable func show(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let (caller, directory, users) = try await visible(context)
        let id = try context.name("user")
        guard let user = users.first(where: { $0.id == id }) else { throw RequestFailure.notFound("user") }
        let sessions = caller.isAdmin || id == caller.userID ? try await services.people.sessions(of: id) : nil
        return .json(selecting(json(directory, caller).json(user, sessions: sessions), request))
    }

    @Sendable func create(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireAdministrator()
        var body = try await BodyProperties(request)
        var change = try Self.change(&body)
        // An address may come at once, in the credentials.
        var email = body.text("email")
        if let credentials = body["credentials_email"]?.objectValue {
            email = credentials["email"]?.stringValue ?? email
        }
        let isService = body.flag("is_service_account") ?? false
        if isService { change.firstName = body.text("service_account_name") ?? change.firstName }
        try body.check()
        let made = try await making { [change, email] in
            try await services.people.addUser(
                email: email?.isEmpty == true ? nil : email, role: nil, firstName: change.firstName ?? "",
                lastName: change.lastName ?? "", isServiceAccount: isService)
        }
        change.firstName = nil
        change.lastName = nil
        let user = try await services.guardedPeople.change(made.id, change)
        AuditNotes.current?.object = "users/\(user.id)"
        AuditNotes.current?.add("created", .string(user.email ?? user.displayName))
        return .json(selecting(json(try await services.people.directory(), caller).json(user), request))
    }

    @Sendable func update(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let id = try context.name("user")
        let caller = try context.requireSelfOrAdministrator(id)
        var body = try await BodyProperties(request)
        var change = try Self.change(&body)
        if caller.isAdmin, body["credentials_email"]?.objectValue != nil || body.has("email") {
            change.email = (body["credentials_email"]?["email"] ?? body["email"])?.stringValue.map { .some($0) }
        }
        if !caller.isAdmin, change.isDisabled != nil || change.managesCredentials != nil {
            throw RequestFailure.forbidden("administer")
        }
        if change.isDisabled == true, id == caller.userID {
            throw RequestFailure.refused("You can't disable your own account. Another administrator can.")
        }
        let locale = body.text("locale")
        try body.check()
        if let folder = change.homeFolderID.flatMap({ $0 }) {
            let access = try await services.content.folderAccess(for: caller.reader)
            guard access.maySee(folder) else {
                throw RequestFailure.invalid(
                    "Validation Failed",
                    [
                        .init(
                            field: "home_folder_id", code: "invalid",
                            message: "There is no folder \(folder.prefix(40)).")
                    ])
            }
        }
        let user = try await services.guardedPeople.change(id, change)
        if let locale, !locale.isEmpty, locale != "en" {
            let attributes = try await services.people.userAttributes()
            if let attribute = attributes.first(where: { $0.isSystem && $0.name == "locale" }) {
                try await services.people.setValue(locale, ofAttribute: attribute.id, user: id)
            }
        }
        if let disabled = change.isDisabled { AuditNotes.current?.add("is_disabled", .bool(disabled)) }
        return .json(selecting(json(try await services.people.directory(), caller).json(user), request))
    }

    @Sendable func delete(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireAdministrator()
        let id = try context.name("user")
        if id == caller.userID {
            throw RequestFailure.refused("You can't delete your own account. Another administrator can.")
        }
        if let user = try await services.people.user(id) {
            AuditNotes.current?.add("deleted", .string(user.email ?? user.displayName))
        }
        try await services.guardedPeople.deleteUser(id)
        return .empty(.noContent)
    }

    private static func change(_ body: inout BodyProperties) throws -> UserChange {
        var change = UserChange()
        change.firstName = body.text("first_name")
        change.lastName = body.text("last_name")
        change.isDisabled = body.flag("is_disabled")
        change.managesCredentials = body.flag("can_manage_api3_creds")
        change.homeFolderID = body.removableText("home_folder_id")
        if let state = body["ui_state"] {
            let text = state.text
            if text.utf8.count > 64 << 10 { body.invalid("ui_state", "ui_state must be at most 64 KiB.") }
            change.uiState = .some(state.isNull ? nil : text)
        }
        return change
    }

    /// The users that the caller knows of: all; to a visitor nobody. Disabled ones are known to whoever sees users.
    private func visible(
        _ context: SoundingsRequestContext
    ) async throws -> (Caller, PeopleDirectory, [User]) {
        let caller = try context.requireCaller()
        let directory = try await services.people.directory()
        if caller.isVisitor { return (caller, directory, []) }
        let users = directory.users.filter { caller.seesUsers || !$0.isDisabled || $0.id == caller.userID }
        return (caller, directory, users)
    }

    private func json(_ directory: PeopleDirectory, _ caller: Caller) -> UserJSON {
        UserJSON(directory: directory, caller: caller, baseURL: services.baseURL)
    }

    private func properties(_ directory: PeopleDirectory, _ caller: Caller) -> ListedProperties<User> {
        let details = caller.seesUsers
        return ListedProperties([
            ("id", { .id($0.id) }), ("first_name", { .text($0.firstName) }), ("last_name", { .text($0.lastName) }),
            ("full_name", { .text([$0.firstName, $0.lastName].filter { !$0.isEmpty }.joined(separator: " ")) }),
            ("display_name", { .text($0.displayName) }),
            ("email", { .text(details || $0.id == caller.userID ? $0.email : nil) }),
            ("is_disabled", { .flag($0.isDisabled) }), ("verified_looker_employee", { _ in .flag(false) }),
            ("embed_user", { _ in .flag(false) }), ("is_service_account", { .flag($0.isServiceAccount) }),
            ("can_manage_api3_creds", { .flag($0.managesCredentials) }),
            ("group_id", { .ids(details ? directory.groupIDs(of: $0.id) : []) }),
        ])
    }

    private func list(
        _ users: [User], directory: PeopleDirectory, caller: Caller, _ request: Request
    ) throws -> Response {
        let page = try ListPage(request)
        let sorted = try properties(directory, caller).sort(users, request)
        let json = json(directory, caller)
        return page.answer(page.part(of: sorted).map { json.json($0) }, of: sorted.count, to: request)
    }

    /// `1,2,3`, or the same as JSON: `["1","2"]`.
    static func ids(_ text: String) -> [String] {
        text.split { !$0.isLetter && !$0.isNumber && $0 != "_" }.map(String.init)
    }
}
