internal import Content
internal import Foundation
internal import FrontDoor
internal import HTTPTypes
internal import Hummingbird
internal import JSON
internal import SemanticModel

/// Projects and their files: those of the folder that is served or, in development mode, of the caller's branch.
struct ProjectRoutes: Sendable {
    let services: LookerServices
    private var git: GitRepository { GitRepository(root: services.projectRoot) }

    init(services: LookerServices) { self.services = services }

    func add(to routes: RouterGroup<SoundingsRequestContext>) {
        routes.get("projects", use: all)
        routes.get("projects/:project", use: show)
        routes.get("projects/:project/files", use: files)
        routes.get("projects/:project/files/file", use: file)
        routes.get("projects/:project/manifest", use: manifest)
    }

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
        let folder = try await folder(of: try context.requireProject(services))
        return .json(selecting(.array(folder.files().map(json)), request))
    }

    /// By its path (`file_id`).
    @Sendable func file(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let folder = try await folder(of: try context.requireProject(services))
        guard let id = request.parameter("file_id"), !id.isEmpty else {
            throw RequestFailure.invalid(
                "Validation Failed", [.init(field: "file_id", code: "missing_field", message: "file_id is required.")])
        }
        guard let found = folder.files().first(where: { $0.path == id }) else { throw RequestFailure.notFound("file") }
        return .json(selecting(json(found), request))
    }

    private func folder(of caller: Caller) async throws -> ProjectFolder {
        ProjectFolder(root: try await services.developedRoot(of: caller) ?? services.projectRoot)
    }

    private func json(_ file: ProjectFolder.File) -> JSONValue {
        let name = String(file.path.split(separator: "/").last ?? "")
        return [
            "id": .string(file.path), "path": .string(file.path), "title": .string(name), "type": .string(file.type),
            "extension": .string(file.ending), "mime_type": "text/plain", "editable": false, "can": ["show": true],
        ]
    }

    @Sendable func manifest(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let project = services.project.current(for: try context.requireProject(services))
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
}
