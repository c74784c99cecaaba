import LookML
import SemanticModel

/// Looks at the branches of developers, each in a folder of its own, and keeps of each what did not change.
actor WorkspaceChecks {
    private var checks: [String: ProjectCheck] = [:]
    private var caches: [String: ProjectCache] = [:]
    private var models: [String: (digest: String, project: Project)] = [:]

    /// Every problem, by place.
    func problems(in root: String) async throws -> [Diagnostic] {
        let check = checks[root] ?? ProjectCheck(root: root)
        checks[root] = check
        return try await check.problems()
    }

    /// The model. Who works in development mode asks for it at every request, so it is read again only when a file has
    /// changed.
    func project(in root: String) throws -> Project {
        let digest = FileStamps.project(root).digest
        if let known = models[root], known.digest == digest { return known.project }
        let cache = caches[root] ?? ProjectCache()
        caches[root] = cache
        let project = try ProjectReader.read(root: root, reusing: cache).project
        models[root] = (digest, project)
        return project
    }
}
