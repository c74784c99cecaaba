/// A developer has one working tree, and may have several branches to put into it, one at a time.
extension Workspace {
    /// Makes a branch and puts it in place.
    /// - Parameter start: A branch, tag or commit; `nil` is what was last committed of production.
    func create(_ name: String, from start: String?) throws(DevelopmentError) {
        try check(name)
        guard git.line("rev-parse", "--verify", "--quiet", "refs/heads/" + name) == nil else {
            throw DevelopmentError(.changed, "There is a branch \(name) already.")
        }
        try checkClean()
        let commit = if let start { try commit(at: start) } else { try production.commit() }
        try git.text("switch", "--quiet", "--create", name, commit)
    }

    /// Puts another branch in place.
    func check(out name: String) throws(DevelopmentError) {
        guard name != branch else { return }
        try check(name)
        guard git.line("rev-parse", "--verify", "--quiet", "refs/heads/" + name) != nil else {
            throw DevelopmentError(.noFile, "There is no branch \(name).")
        }
        guard name != production.branch else {
            throw DevelopmentError(.invalid, "\(name) is what is served. Work on a branch of your own, and deploy it.")
        }
        try checkClean()
        try git.text("switch", "--quiet", name)
    }

    /// Makes the branch in place what something else is, and gives up all that it had.
    /// - Parameter start: A branch, tag or commit.
    func reset(to start: String) throws(DevelopmentError) {
        let commit = try commit(at: start)
        try abandonMerge()
        try git.text("reset", "--quiet", "--hard", commit)
        try git.text("clean", "--quiet", "--force", "-d")
    }

    /// The branch that this one came from, in another repository; `nil` where there is none.
    var upstream: String? { git.line("rev-parse", "--abbrev-ref", "--symbolic-full-name", "@{upstream}") }

    private func checkClean() throws(DevelopmentError) {
        guard try state().isClean else {
            throw DevelopmentError(.notReady, "Commit your changes first, or discard them.")
        }
    }

    private func commit(at start: String) throws(DevelopmentError) -> String {
        guard let commit = git.line("rev-parse", "--verify", "--quiet", "--end-of-options", start + "^{commit}") else {
            throw DevelopmentError(.invalid, "There is no branch, tag or commit \(start).")
        }
        return commit
    }

    /// Whether a developer may work on a branch of this name: one that git takes, and no one's own but theirs.
    private func check(_ name: String) throws(DevelopmentError) {
        guard name.utf8.count <= 200, !name.hasPrefix("-"), git.line("check-ref-format", "--branch", name) == name
        else {
            throw DevelopmentError(.invalid, "\(name) can't be the name of a branch.")
        }
        guard !name.hasPrefix("dev/") || name.hasSuffix("-" + developer.id) || name == "dev/" + developer.id else {
            throw DevelopmentError(.invalid, "\(name) is the branch of somebody else.")
        }
    }
}
