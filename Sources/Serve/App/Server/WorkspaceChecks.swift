import LookML
import SemanticModel

/// Looks at the branches of developers, each in a folder of its own, and keeps of each what did not change.
actor WorkspaceChecks {
    private var checks: [String: ProjectCheck] = [:]
    private var caches: [String: ProjectCache] = [:]

    /// Every problem, by place.
    func problems(in root: String) async throws -> [Diagnostic] {
        let check = checks[root] ?? ProjectCheck(root: root)
        checks[root] = check
        return try await check.problems()
    }

    func project(in root: String) throws -> Project {
        let cache = caches[root] ?? ProjectCache()
        caches[root] = cache
        return try ProjectReader.read(root: root, reusing: cache).project
    }
}
