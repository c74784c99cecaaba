internal import Content
internal import Foundation
internal import FrontDoor
internal import HTTPTypes
internal import Hummingbird
internal import JSON
internal import SemanticModel

/// Projects, their files and branches. A server has one project, the folder that it serves, and takes up its changes by
/// itself: there is no development copy beside it.
struct ProjectRoutes: Sendable {
    let services: LookerServices
    private var folder: ProjectFolder { ProjectFolder(root: services.projectRoot) }
    private var git: GitRepository { GitRepository(root: services.projectRoot) }

    init(services: LookerServices) { self.services = services }

    func add(to routes: RouterGroup<SoundingsRequestContext>) {
        routes.get("projects", use: all)
        routes.get("projects/:project", use: show)
        routes.get("projects/:project/files", use: files)
        routes.get("projects/:project/files/file", use: file)
        routes.get("projects/:project/manifest", use: manifest)
        routes.get("projects/:project/git_branch", use: branch)
        routes.get("projects/:project/git_branches", use: branches)
        routes.put("projects/:project/git_branch", use: refuse(Self.switching))
        routes.post("projects/:project/git_branch", use: refuse(Self.switching))
        routes.post("projects/:project/deploy_to_production", use: deploy)
        routes.post("projects/:project/reset_to_production", use: refuse(Self.resetting))
        routes.post("projects/:project/reset_to_remote", use: refuse(Self.resetting))
    }

    private static let switching =
        "The server serves the project's folder as it is on disk. Make and switch branches there, with git."
    private static let resetting =
        "The server has no copy of the project to reset: it serves the folder on disk. Reset that with git."

    @Sendable func all(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        _ = try context.requireCaller(may: "develop")
        return .json(selecting(.array([await json()]), request))
    }

    @Sendable func show(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        _ = try context.requireProject(services)
        return .json(selecting(await json(), request))
    }

    private func json() async -> JSONValue {
        let name = services.project.current.name
        let isRepository = await git.isRepository()
        return [
            "id": .string(name), "name": .string(name), "uses_git": .bool(isRepository),
            "git_remote_url": JSONValue(isRepository ? await git.remoteURL() : nil), "git_service_name": .null,
            "git_production_branch_name": JSONValue(isRepository ? await git.currentBranch() : nil),
            "is_git_dev_locked": false, "git_release_mgmt_enabled": false, "pull_request_mode": "off",
            "validation_required": true, "allow_warnings": true, "is_example": false,
            "has_production_counterpart": true,
            "use_git_cookie_auth": false, "unset_deploy_secret": false, "dependency_status": "lock_optional",
            "can": ["show": true, "index": true, "update": false],
        ]
    }

    // MARK: Files

    @Sendable func files(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        _ = try context.requireProject(services)
        return .json(selecting(.array(folder.files().map(json)), request))
    }

    /// By its path (`file_id`).
    @Sendable func file(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        _ = try context.requireProject(services)
        guard let id = request.parameter("file_id"), !id.isEmpty else {
            throw RequestFailure.invalid(
                "Validation Failed", [.init(field: "file_id", code: "missing_field", message: "file_id is required.")])
        }
        guard let found = folder.files().first(where: { $0.path == id }) else { throw RequestFailure.notFound("file") }
        return .json(selecting(json(found), request))
    }

    private func json(_ file: ProjectFolder.File) -> JSONValue {
        let name = String(file.path.split(separator: "/").last ?? "")
        return [
            "id": .string(file.path), "path": .string(file.path), "title": .string(name), "type": .string(file.type),
            "extension": .string(file.ending), "mime_type": "text/plain", "editable": false, "can": ["show": true],
        ]
    }

    @Sendable func manifest(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        _ = try context.requireProject(services)
        let project = services.project.current
        let imports = project.manifest.dependencies.map { dependency -> JSONValue in
            [
                "name": .string(dependency.project), "url": JSONValue(dependency.url),
                "ref": JSONValue(dependency.reference), "is_remote": .bool(dependency.url != nil),
            ]
        }
        return .json([
            "name": .string(project.manifest.projectName ?? project.name), "imports": .array(imports),
            "can": ["show": true],
        ])
    }

    // MARK: Git

    @Sendable func branch(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        _ = try context.requireProject(services)
        let current = await git.currentBranch()
        guard let found = await git.branches().first(where: { !$0.isRemote && $0.name == current }) else {
            throw RequestFailure.notFound("git branch")
        }
        return .json(json(found, current: current))
    }

    @Sendable func branches(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        _ = try context.requireProject(services)
        let current = await git.currentBranch()
        return .json(.array(await git.branches().map { json($0, current: current) }))
    }

    private func json(_ branch: GitRepository.Branch, current: String?) -> JSONValue {
        let isCurrent = !branch.isRemote && branch.name == current
        return [
            "name": .string(branch.name), "remote": JSONValue(branch.upstream ?? (branch.isRemote ? branch.name : nil)),
            "remote_name": JSONValue(branch.isRemote ? String(branch.name.prefix { $0 != "/" }) : nil),
            "error": .null, "message": .null, "owner_name": .null, "readonly": true, "personal": false,
            "is_local": .bool(!branch.isRemote), "is_remote": .bool(branch.isRemote || branch.upstream != nil),
            "is_production": .bool(isCurrent), "ahead_count": .int(Int64(branch.ahead)),
            "behind_count": .int(Int64(branch.behind)), "commit_at": .int(branch.committedAt),
            "ref": .string(branch.commit), "remote_ref": .null, "can": ["show": true, "update": false],
        ]
    }

    /// What is on disk is what is served, unless it has errors.
    @Sendable func deploy(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireProject(services)
        guard caller.may("deploy") else { throw RequestFailure.forbidden("deploy") }
        let errors = try await services.validator.problems().filter { $0.severity == .error }
        if let first = errors.first {
            throw RequestFailure.invalid(
                "The project has \(errors.count) errors, so the last good model keeps serving.",
                [.init(field: "project_id", code: "invalid", message: "\(first.location): \(first.message)")])
        }
        return .empty(.noContent)
    }

    private func refuse(
        _ message: String
    ) -> @Sendable (Request, SoundingsRequestContext) async throws -> Response {
        { request, context in
            _ = try context.requireProject(services)
            throw RequestFailure.invalid(message, [.init(field: "project_id", code: "invalid", message: message)])
        }
    }
}
