/// What happened to a file since another version.
package struct FileChange: Sendable, Hashable {
    package enum Kind: String, Sendable {
        case added, changed, removed, conflict
    }

    /// Below the project's folder.
    package var path: String
    package var kind: Kind
    /// Whether it is not committed yet.
    package var isUncommitted: Bool
}

/// How a branch stands to what is served.
package struct WorkspaceState: Sendable {
    package var branch: String
    /// What is served: the branch of the project's folder, and its commit.
    package var productionBranch: String?
    package var productionCommit: String
    /// Commits that production lacks, and that this branch lacks.
    package var ahead: Int
    package var behind: Int
    /// Against production as it was when the branch last took it in, by path.
    package var changes: [FileChange]
    /// Whether production is being taken in and lines of both have to be reconciled first.
    package var isMerging: Bool
    /// Files of the served folder that are not as they were committed: whoever edits there works beside git.
    package var editedInProduction: [String]

    package var isClean: Bool { !changes.contains { $0.isUncommitted } && !isMerging }
    package var conflicts: [String] { changes.filter { $0.kind == .conflict }.map(\.path) }
}

/// A file with its text.
package struct ProjectFile: Sendable {
    package var path: ProjectPath
    package var text: String
    /// Differs when the text does.
    package var version: String
}
