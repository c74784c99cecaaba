package import Development
package import FrontDoor
package import LookML
package import QueryDesk
package import SemanticModel

/// The branches of developers as all APIs know them: who may have one, what is wrong on it, and the model of it for those who
/// work in development mode.
///
/// A branch may hold any SQL, and of the rules for rows those that its developer left there. So whoever is under such a rule
/// of what is served may write a branch, but not run it.
package struct Branches: Sendable {
    package var desk: DevelopmentDesk
    /// Every problem of the files of a folder with a project in it, by place.
    private let problemsIn: @Sendable (_ root: String) async throws -> [Diagnostic]
    /// The model of such a folder.
    private let modelIn: @Sendable (_ root: String) async throws -> Project
    /// What is served, and every problem of it.
    private let live: LiveProject
    private let served: @Sendable () async throws -> [Diagnostic]
    private let rules: RuleMemory

    package init(
        desk: DevelopmentDesk, live: LiveProject, access: SQLAccess,
        problemsIn: @escaping @Sendable (_ root: String) async throws -> [Diagnostic],
        modelIn: @escaping @Sendable (_ root: String) async throws -> Project,
        served: @escaping @Sendable () async throws -> [Diagnostic]
    ) {
        self.desk = desk
        self.live = live
        self.problemsIn = problemsIn
        self.modelIn = modelIn
        self.served = served
        rules = RuleMemory(access, live)
    }

    // MARK: Rights

    /// - Throws: ``RequestFailure`` without the permission `develop` on all models: whoever changes the model decides what
    ///   everybody sees.
    package func developer(_ caller: Caller) throws(RequestFailure) -> Developer {
        guard caller.may("develop") else { throw .forbidden("develop") }
        guard caller.mayEverywhere("develop") else {
            throw .refused(
                "The files of a project take the permission 'develop' on all models. Ask an administrator.")
        }
        return Developer(id: caller.userID, name: caller.displayName, email: caller.email)
    }

    /// The same of somebody who wants to run what is on the branch.
    /// - Throws: ``RequestFailure``, also under rules for rows or columns.
    package func runner(_ caller: Caller) throws(RequestFailure) -> Developer {
        let developer = try developer(caller)
        if let refusal = rules.refusal(of: caller) {
            throw .refused("A branch may hold any SQL, so you can edit yours but not run it. " + refusal)
        }
        return developer
    }

    // MARK: The branch

    /// Where its files are.
    /// - Throws: ``DevelopmentError``, `noBranch` before it is begun.
    package func root(of developer: Developer) async throws(DevelopmentError) -> String {
        guard let root = try await desk.projectRoot(of: developer) else {
            throw DevelopmentError(.noBranch, "You have no branch yet. Begin one first.")
        }
        return root
    }

    package func problems(of developer: Developer) async throws -> [Diagnostic] {
        try await problemsIn(try await root(of: developer))
    }

    /// - Parameter root: The folder of a branch.
    package func problems(in root: String) async throws -> [Diagnostic] { try await problemsIn(root) }

    package func model(of developer: Developer) async throws -> Project {
        try await modelIn(try await root(of: developer))
    }

    /// Makes production what the branch is.
    /// - Throws: ``RequestFailure`` without the permission `deploy` on all models; ``DevelopmentError`` while the branch has
    ///   errors that what is served has not.
    package func deploy(_ caller: Caller) async throws -> WorkspaceState {
        let developer = try developer(caller)
        guard caller.mayEverywhere("deploy") else { throw RequestFailure.forbidden("deploy") }
        let known = Set(try await served().filter { $0.severity == .error }.map(Self.identity))
        let errors = try await problems(of: developer).filter {
            $0.severity == .error && !known.contains(Self.identity($0))
        }
        if let first = errors.first {
            throw DevelopmentError(
                .notReady,
                "The branch has \(errors.count == 1 ? "an error" : "\(errors.count) errors") that what is served has not. "
                    + "\(first.location): \(first.message)")
        }
        try await desk.deploy(developer)
        let state = try await desk.open(developer)
        AuditNotes.current?.object = "project/" + state.branch
        AuditNotes.current?.add("commit", .string(state.productionCommit))
        return state
    }

    /// The same problem after the lines above it have moved.
    private static func identity(_ problem: Diagnostic) -> String {
        "\(problem.location.file)\n\(problem.code)\n\(problem.message)"
    }

    // MARK: Development mode

    /// Lets somebody work in development mode: their branch is begun where there is none. Without a repository there is
    /// nothing but what is served, which then answers there, too.
    package func enter(_ caller: Caller) async throws {
        do {
            _ = try await desk.open(try runner(caller))
        } catch let error as DevelopmentError where error.reason == .noRepository {
            return
        }
    }

    /// A caller with the branch that answers them, read anew where a file has changed. One who may not work in development mode
    /// any more is out of it.
    func settled(_ caller: Caller) async -> Caller {
        guard caller.workspace == "dev" else { return caller }
        var caller = caller
        guard let developer = try? runner(caller) else {
            caller.workspace = "production"
            return caller
        }
        guard let root = try? await desk.projectRoot(of: developer) else { return caller }
        // Of a branch that can't be read at all nothing is left to explore: its problems say why.
        let nothing = Project(name: live.current.name, models: [], dashboardFiles: [], diagnostics: [])
        live.keep((try? await modelIn(root)) ?? nothing, asBranchOf: developer.id)
        caller.branchOwner = developer.id
        return caller
    }
}
