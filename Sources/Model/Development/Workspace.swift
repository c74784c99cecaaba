internal import Foundation

/// The project's folder on a branch of one developer: a working tree of the same repository, beside the one that is served.
/// Whatever happens in it, what is served stays as it is until the branch is deployed.
struct Workspace: Sendable {
    let developer: Developer
    /// Of the working tree.
    let folder: String
    /// The served project.
    let production: ProductionTree

    var git: Git { Git(folder: folder, author: developer.author) }
    /// The project in it.
    var root: String { production.prefix.isEmpty ? folder : folder + "/" + production.prefix }
    var files: WorkspaceFiles { WorkspaceFiles(root: root, git: Git(folder: root)) }

    var isThere: Bool { FileManager.default.fileExists(atPath: folder + "/.git") }

    // MARK: Beginning

    /// Makes the branch where there is none yet, from what was last committed of production, and puts its files in place.
    func open() throws(DevelopmentError) {
        if isCutOff { return try takeUp() }
        guard !isThere else { return }
        try make(at: folder)
    }

    private func make(at folder: String) throws(DevelopmentError) {
        let repository = production.git
        try? FileManager.default.createDirectory(
            atPath: (folder as NSString).deletingLastPathComponent, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
        try repository.text("worktree", "prune")
        if repository.line("rev-parse", "--verify", "--quiet", "refs/heads/" + branch) != nil {
            try repository.text("worktree", "add", "--", folder, branch)
        } else {
            try repository.text("worktree", "add", "-b", branch, "--", folder, try production.commit())
        }
    }

    /// Whether the repository knows nothing of the folder any more, as after it was cloned anew.
    private var isCutOff: Bool {
        guard let link = try? String(contentsOfFile: folder + "/.git", encoding: .utf8), link.hasPrefix("gitdir: /")
        else { return false }
        let place = link.dropFirst("gitdir: ".count).trimmingCharacters(in: .newlines)
        return !FileManager.default.fileExists(atPath: place)
    }

    /// Makes the branch anew under files that are there already: they stay as they are, and what differs from production is
    /// uncommitted.
    private func takeUp() throws(DevelopmentError) {
        let fresh = folder + ".fresh"
        try? FileManager.default.removeItem(atPath: fresh)
        try make(at: fresh)
        do {
            try FileManager.default.removeItem(atPath: folder + "/.git")
            try FileManager.default.moveItem(atPath: fresh + "/.git", toPath: folder + "/.git")
            try FileManager.default.removeItem(atPath: fresh)
        } catch {
            throw DevelopmentError(.git, "The branch can't be taken up again: \(error.localizedDescription)")
        }
        try production.git.text("worktree", "repair", "--", folder)
    }

    /// A name that the branch already has is kept when the account is renamed.
    var branch: String {
        if isThere, let current = Git(folder: folder).line("symbolic-ref", "--short", "HEAD") { return current }
        return developer.branch
    }

    // MARK: State

    func state() throws(DevelopmentError) -> WorkspaceState {
        let commit = try production.commit()
        let counts = try git.text("rev-list", "--left-right", "--count", "HEAD...\(commit)")
            .split(whereSeparator: \.isWhitespace).compactMap { Int($0) }
        return WorkspaceState(
            branch: branch, productionBranch: production.branch, productionCommit: commit, ahead: counts.first ?? 0,
            behind: counts.last ?? 0, changes: try changes(from: commit), isMerging: isMerging,
            editedInProduction: production.edited())
    }

    private var isMerging: Bool { git.line("rev-parse", "--verify", "--quiet", "MERGE_HEAD") != nil }

    /// Where this branch last was what production was.
    private func base(_ commit: String) throws(DevelopmentError) -> String {
        let other = isMerging ? "MERGE_HEAD" : "HEAD"
        guard let base = git.line("merge-base", commit, other) else {
            throw DevelopmentError(.git, "The branch has no commit in common with production.")
        }
        return base
    }

    private func changes(from commit: String) throws(DevelopmentError) -> [FileChange] {
        let inside = Git(folder: root)
        let uncommitted = GitText.status(
            try inside.text("status", "--porcelain=v1", "-z", "--untracked-files=all", "--no-renames", "--", "."),
            below: production.prefix)
        var changes = Dictionary(uncommitted.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
        let whole = try inside.text(
            "diff", "--name-status", "-z", "--no-renames", "--no-ext-diff", "--relative", try base(commit), "HEAD",
            "--",
            ".")
        for change in GitText.nameStatus(whole) {
            if let newer = changes[change.path] {
                // Added on the branch and changed again: still new to production.
                if change.kind == .added, newer.kind == .changed { changes[change.path]?.kind = .added }
            } else {
                changes[change.path] = change
            }
        }
        return changes.values.sorted { $0.path < $1.path }
    }

    /// All changes against production as it was when the branch last took it in, as a unified diff.
    func diff() throws(DevelopmentError) -> String {
        let inside = Git(folder: root)
        // New files show only when git knows that they are meant.
        try inside.text("add", "--intent-to-add", "--", ".")
        return try inside.text(
            "diff", "--no-color", "--no-ext-diff", "--no-textconv", "--no-renames", "--relative",
            try base(try production.commit()), "--", ".")
    }

    // MARK: Changing

    func commit(_ message: String) throws(DevelopmentError) {
        let open = try state()
        guard !open.isClean else { throw DevelopmentError(.notReady, "There is nothing to commit.") }
        var unresolved: [String] = []
        for path in open.conflicts {
            let text = try files.read(try ProjectPath(path)).text
            if text.split(separator: "\n").contains(where: { $0.hasPrefix("<<<<<<< ") }) { unresolved.append(path) }
        }
        guard unresolved.isEmpty else {
            throw DevelopmentError(
                .conflicts,
                "Lines of both versions still stand between <<<<<<< and >>>>>>>. Keep what is right and remove the marks.",
                files: unresolved)
        }
        let inside = Git(folder: root, author: developer.author)
        try inside.text("add", "--all", "--", ".")
        try inside.text("commit", "--quiet", "--no-verify", "--cleanup=strip", "--message=" + message)
    }

    /// Takes in what was deployed meanwhile.
    /// - Throws: `conflicts` with the files where both changed the same lines; they hold both versions then.
    func update() throws(DevelopmentError) {
        let state = try state()
        guard state.isClean else {
            throw DevelopmentError(.notReady, "Commit your changes first, or discard them.")
        }
        guard state.behind > 0 else { return }
        let output = try git.run(["merge", "--no-edit", "--no-verify", "--quiet", try production.commit()])
        if output.succeeded { return }
        let files = try git.text("diff", "--name-only", "--diff-filter=U", "-z").split(separator: "\0").map(String.init)
        guard !files.isEmpty else { throw DevelopmentError(.git, output.complaint + output.text) }
        throw DevelopmentError(
            .conflicts,
            "You and somebody else changed the same lines. The files hold both: keep what is right, then commit.",
            files: files.map { production.below($0) })
    }

    /// Goes back to before ``update()``.
    func abandonMerge() throws(DevelopmentError) {
        guard isMerging else { return }
        try git.text("merge", "--abort")
    }

    /// Makes one file what it was when it was last committed.
    func discard(_ path: ProjectPath) throws(DevelopmentError) {
        let inside = Git(folder: root)
        if inside.line("ls-tree", "--name-only", "HEAD", "--", path.text) != nil {
            try inside.text("checkout", "--quiet", "HEAD", "--", path.text)
        } else {
            _ = try inside.run(["rm", "--cached", "--quiet", "--force", "--ignore-unmatch", "--", path.text])
            try files.remove(path)
        }
    }

    /// Gives up all changes, the committed ones as well.
    func reset() throws(DevelopmentError) { try reset(to: try production.commit()) }

    /// Makes production what this branch is.
    func deploy() throws(DevelopmentError) {
        let state = try state()
        guard state.isClean else {
            throw DevelopmentError(.notReady, "Commit your changes first, or discard them.")
        }
        guard state.behind == 0 else {
            throw DevelopmentError(.notReady, "Somebody has deployed meanwhile. Update your branch first.")
        }
        guard state.ahead > 0 else { throw DevelopmentError(.notReady, "Your branch has nothing that is not served.") }
        try production.advance(to: branch)
    }
}
