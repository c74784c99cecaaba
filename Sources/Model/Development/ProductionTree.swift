internal import Foundation

/// The project's folder as it is served, which may be a part of a repository.
struct ProductionTree: Sendable {
    /// The project.
    let root: String
    /// From the repository's top to the project, without slashes at its ends.
    let prefix: String

    /// - Throws: `noRepository` where there is none, or nothing was ever committed.
    init(root: String) throws(DevelopmentError) {
        self.root = root
        let git = Git(folder: root)
        let found = try git.run(["rev-parse", "--show-prefix"])
        guard found.succeeded else {
            throw DevelopmentError(
                .noRepository,
                found.complaint.contains("dubious ownership")
                    ? "The repository belongs to another account of this machine than the server runs as. Give the folder "
                        + "to the server's account."
                    : "The project's folder is no git repository, so there are no branches to work on. Make it one with "
                        + "`git init`, and commit its files.")
        }
        prefix = found.text.trimmingCharacters(in: CharacterSet(charactersIn: "/\n"))
        guard git.line("rev-parse", "--verify", "--quiet", "HEAD") != nil else {
            throw DevelopmentError(
                .noRepository, "Nothing is committed in the project's repository yet. Commit its files first.")
        }
        // A folder that the repository leaves out would be empty on every branch.
        guard git.line("ls-files", "--", ".") != nil else {
            throw DevelopmentError(
                .noRepository, "None of the project's files are committed in its repository. Commit them first.")
        }
    }

    /// The same of a folder that was looked at before.
    init(root: String, prefix: String) {
        self.root = root
        self.prefix = prefix
    }

    var git: Git { Git(folder: root) }

    /// `nil` where a commit and no branch is checked out.
    var branch: String? { git.line("symbolic-ref", "--short", "--quiet", "HEAD") }

    func commit() throws(DevelopmentError) -> String {
        try git.text("rev-parse", "HEAD").trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// Files that are not as they were committed.
    func edited() -> [String] {
        guard
            let text = try? git.text(
                "status", "--porcelain=v1", "-z", "--untracked-files=no", "--no-renames", "--", ".")
        else { return [] }
        return GitText.status(text, below: prefix).map(\.path).sorted()
    }

    /// The path of a file below the project, from its path below the repository's top.
    func below(_ path: String) -> String {
        prefix.isEmpty || !path.hasPrefix(prefix + "/") ? path : String(path.dropFirst(prefix.utf8.count + 1))
    }

    /// Takes up a branch that has all that this one has. The folder's files change with it.
    func advance(to other: String) throws(DevelopmentError) {
        guard branch != nil else {
            throw DevelopmentError(
                .notReady, "The project's folder has a commit checked out and no branch. Check out its branch there.")
        }
        let output = try git.run(["merge", "--ff-only", "--quiet", "--no-verify", other])
        guard output.succeeded else {
            let edited = edited()
            throw DevelopmentError(
                edited.isEmpty ? .git : .notReady,
                edited.isEmpty
                    ? output.complaint
                    : "Files of the served folder were edited there and not committed. Commit or undo that first.",
                files: edited)
        }
    }
}
