internal import Development
internal import FrontDoor
internal import HTTPTypes
internal import Hummingbird
internal import JSON

/// The branches of a project. What changes one takes development mode (`workspace_id: dev`), where each developer has a
/// working tree of their own; in production `git_branch` is what is served.
struct GitBranchRoutes: Sendable {
    let services: LookerServices
    private var git: GitRepository { GitRepository(root: services.projectRoot) }
    private var desk: DevelopmentDesk { services.branches.desk }

    init(services: LookerServices) { self.services = services }

    func add(to routes: RouterGroup<SoundingsRequestContext>) {
        routes.get("projects/:project/git_branch", use: branch)
        routes.get("projects/:project/git_branches", use: all)
        routes.put("projects/:project/git_branch", use: checkOut)
        routes.post("projects/:project/git_branch", use: create)
        routes.post("projects/:project/deploy_to_production", use: deploy)
        routes.post("projects/:project/reset_to_production", use: resetToProduction)
        routes.post("projects/:project/reset_to_remote", use: resetToRemote)
    }

    @Sendable func branch(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        .json(try await current(for: try context.requireProject(services)))
    }

    @Sendable func all(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireProject(services)
        let places = try await places(of: caller)
        return .json(.array(await git.branches().map { json($0, places) }))
    }

    /// Puts a branch in place (`name`), and makes it what something else is (`ref`).
    @Sendable func checkOut(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let (developer, caller) = try developing(context)
        var body = try await BodyProperties(request)
        let (name, ref) = (body.text("name"), body.text("ref"))
        if name?.isEmpty ?? true, ref?.isEmpty ?? true { body.missing("name") }
        try body.check()
        var chosen = name ?? ""
        if chosen.isEmpty { chosen = try await desk.open(developer).branch }
        _ = try await desk.checkOut(chosen, resetTo: ref == "" ? nil : ref, of: developer)
        return .json(try await current(for: caller))
    }

    /// Makes a branch and puts it in place: from production, or from `ref`.
    @Sendable func create(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let (developer, caller) = try developing(context)
        var body = try await BodyProperties(request)
        let (name, ref) = (body.text("name"), body.text("ref"))
        if name?.isEmpty ?? true { body.missing("name") }
        try body.check()
        _ = try await desk.create(name ?? "", from: ref == "" ? nil : ref, of: developer)
        return .json(try await current(for: caller))
    }

    /// In development mode the branch becomes what is served. In production what is on disk is served already, unless it has
    /// errors.
    @Sendable func deploy(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireProject(services)
        guard caller.workspace != "dev" else {
            try await services.branches.deploy(caller)
            return .empty(.noContent)
        }
        guard caller.may("deploy") else { throw RequestFailure.forbidden("deploy") }
        let errors = try await services.validator.problems().filter { $0.severity == .error }
        if let first = errors.first {
            throw RequestFailure.invalid(
                "The project has \(errors.count) errors, so the last good model keeps serving.",
                [.init(field: "project_id", code: "invalid", message: "\(first.location): \(first.message)")])
        }
        return .empty(.noContent)
    }

    @Sendable func resetToProduction(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        try await desk.discard(nil, of: try developing(context).developer)
        return .empty(.noContent)
    }

    @Sendable func resetToRemote(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        try await desk.resetToRemote(try developing(context).developer)
        return .empty(.noContent)
    }

    // MARK: Parts

    /// The caller, who must be in development mode.
    private func developing(_ context: SoundingsRequestContext) throws -> (developer: Developer, caller: Caller) {
        let caller = try context.requireProject(services)
        guard caller.workspace == "dev" else {
            let message = "Branches are changed in development mode: set the session's workspace_id to dev first."
            throw RequestFailure.invalid(message, [.init(field: "project_id", code: "invalid", message: message)])
        }
        return (try services.branches.developer(caller), caller)
    }

    /// Where a caller and production are.
    private struct Places {
        var production: String?
        /// In development mode.
        var own: String?
    }

    private func places(of caller: Caller) async throws -> Places {
        var places = Places(production: await git.currentBranch())
        if caller.workspace == "dev", places.production != nil {
            places.own = try await desk.state(of: try services.branches.developer(caller))?.branch
        }
        return places
    }

    private func current(for caller: Caller) async throws -> JSONValue {
        let places = try await places(of: caller)
        let name = places.own ?? places.production
        guard let found = await git.branches().first(where: { !$0.isRemote && $0.name == name }) else {
            throw RequestFailure.notFound("git branch")
        }
        return json(found, places)
    }

    private func json(_ branch: GitRepository.Branch, _ places: Places) -> JSONValue {
        let isOwn = !branch.isRemote && branch.name == places.own
        return [
            "name": .string(branch.name), "remote": JSONValue(branch.upstream ?? (branch.isRemote ? branch.name : nil)),
            "remote_name": JSONValue(branch.isRemote ? String(branch.name.prefix { $0 != "/" }) : nil),
            "error": .null, "message": .null, "owner_name": .null, "readonly": .bool(!isOwn),
            "personal": .bool(!branch.isRemote && branch.name.hasPrefix("dev/")),
            "is_local": .bool(!branch.isRemote), "is_remote": .bool(branch.isRemote || branch.upstream != nil),
            "is_production": .bool(!branch.isRemote && branch.name == places.production),
            "ahead_count": .int(Int64(branch.ahead)), "behind_count": .int(Int64(branch.behind)),
            "commit_at": .int(branch.committedAt), "ref": .string(branch.commit), "remote_ref": .null,
            "can": ["show": true, "update": .bool(isOwn)],
        ]
    }
}
