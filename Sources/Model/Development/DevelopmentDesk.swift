internal import Dispatch
internal import Synchronization

/// Lets each developer work on the project's files on a branch of their own, and deploy it.
///
/// One thing is done at a time, whoever asks: git's own locks would turn others away. Everything is in the repository or in
/// the working tree, so a server that stops halfway leaves what git leaves.
package final class DevelopmentDesk: Sendable {
    private let root: String
    private let folder: String
    private let queue = DispatchQueue(label: "soundings.development")
    /// From the repository's top to the project, once git has said it.
    private let prefix = Mutex<String?>(nil)

    /// - Parameters:
    ///   - root: The project's folder, which is served.
    ///   - folder: Where the developers' working trees are put, one folder for each, by the id of the account.
    package init(root: String, folder: String) {
        self.root = root
        self.folder = folder
    }

    /// Where the files of a branch are, for whoever reads a project as a whole; `nil` before the branch is begun.
    ///
    /// Who works in development mode asks at every request, so git is asked the first time alone: afterwards nobody waits
    /// for what others have it do.
    package func projectRoot(of developer: Developer) async throws(DevelopmentError) -> String? {
        if let prefix = prefix.withLock({ $0 }), Self.isPlain(developer.id) {
            let workspace = Workspace(
                developer: developer, folder: folder + "/" + developer.id,
                production: ProductionTree(root: root, prefix: prefix))
            return workspace.isThere ? workspace.root : nil
        }
        return try await inTurn(developer, begins: false) { [self] workspace throws(DevelopmentError) in
            prefix.withLock { $0 = workspace.production.prefix }
            return workspace.isThere ? workspace.root : nil
        }
    }

    /// `nil` before the branch is begun.
    /// - Throws: `noRepository`
    package func state(of developer: Developer) async throws(DevelopmentError) -> WorkspaceState? {
        try await inTurn(developer, begins: false) { workspace throws(DevelopmentError) in
            workspace.isThere ? try workspace.state() : nil
        }
    }

    /// Begins the branch where there is none.
    package func open(_ developer: Developer) async throws(DevelopmentError) -> WorkspaceState {
        try await inTurn(developer) { workspace throws(DevelopmentError) in try workspace.state() }
    }

    package func files(of developer: Developer) async throws(DevelopmentError) -> [ProjectPath] {
        try await inTurn(developer) { workspace throws(DevelopmentError) in try workspace.files.all() }
    }

    package func read(_ path: ProjectPath, of developer: Developer) async throws(DevelopmentError) -> ProjectFile {
        try await inTurn(developer) { workspace throws(DevelopmentError) in try workspace.files.read(path) }
    }

    /// - Parameter version: What the writer has seen; `nil` for a file that is new.
    /// - Throws: `changed` when the file is another by now: nothing is written then.
    package func write(
        _ path: ProjectPath, _ text: String, over version: String?, of developer: Developer
    ) async throws(DevelopmentError) -> ProjectFile {
        try await inTurn(developer) { workspace throws(DevelopmentError) in
            try workspace.files.write(path, text, over: version)
        }
    }

    package func remove(_ path: ProjectPath, of developer: Developer) async throws(DevelopmentError) {
        try await inTurn(developer) { workspace throws(DevelopmentError) in try workspace.files.remove(path) }
    }

    package func rename(
        _ path: ProjectPath, to other: ProjectPath, of developer: Developer
    ) async throws(DevelopmentError) {
        try await inTurn(developer) { workspace throws(DevelopmentError) in
            try workspace.files.rename(path, to: other)
        }
    }

    /// All changes of a branch, as a unified diff.
    package func diff(of developer: Developer) async throws(DevelopmentError) -> String {
        try await inTurn(developer) { workspace throws(DevelopmentError) in try workspace.diff() }
    }

    package func commit(_ message: String, of developer: Developer) async throws(DevelopmentError) {
        try await inTurn(developer) { workspace throws(DevelopmentError) in try workspace.commit(message) }
    }

    /// Takes in what others have deployed.
    /// - Throws: `conflicts` where both changed the same lines: the files hold both versions then.
    package func update(_ developer: Developer) async throws(DevelopmentError) {
        try await inTurn(developer) { workspace throws(DevelopmentError) in try workspace.update() }
    }

    package func abandonUpdate(_ developer: Developer) async throws(DevelopmentError) {
        try await inTurn(developer) { workspace throws(DevelopmentError) in try workspace.abandonMerge() }
    }

    /// Makes one file what it was when last committed; with `nil` the whole branch what production is.
    package func discard(_ path: ProjectPath?, of developer: Developer) async throws(DevelopmentError) {
        try await inTurn(developer) { workspace throws(DevelopmentError) in
            if let path { try workspace.discard(path) } else { try workspace.reset() }
        }
    }

    /// Makes a branch of another name, from a branch, tag or commit, or else from production, and puts it in place.
    /// - Throws: `changed` where there is one of this name; `notReady` while changes are not committed.
    package func create(
        _ name: String, from start: String?, of developer: Developer
    ) async throws(DevelopmentError) -> WorkspaceState {
        try await inTurn(developer) { workspace throws(DevelopmentError) in
            try workspace.create(name, from: start)
            return try workspace.state()
        }
    }

    /// Puts a branch in place, and makes it what a branch, tag or commit is where one is named.
    /// - Throws: `noFile` where there is no such branch; `notReady` while changes of the one before are not committed.
    package func checkOut(
        _ name: String, resetTo start: String?, of developer: Developer
    ) async throws(DevelopmentError) -> WorkspaceState {
        try await inTurn(developer) { workspace throws(DevelopmentError) in
            try workspace.check(out: name)
            if let start { try workspace.reset(to: start) }
            return try workspace.state()
        }
    }

    /// Makes the branch what it last was in the repository that it came from.
    /// - Throws: `notReady` where there is none.
    package func resetToRemote(_ developer: Developer) async throws(DevelopmentError) {
        try await inTurn(developer) { workspace throws(DevelopmentError) in
            guard let upstream = workspace.upstream else {
                throw DevelopmentError(.notReady, "Your branch has no counterpart in another repository.")
            }
            try workspace.reset(to: upstream)
        }
    }

    /// Makes production what the branch is. Whether that is good is up to the caller to find out before.
    package func deploy(_ developer: Developer) async throws(DevelopmentError) {
        try await inTurn(developer) { workspace throws(DevelopmentError) in try workspace.deploy() }
    }

    private func inTurn<Value: Sendable>(
        _ developer: Developer, begins: Bool = true,
        _ body: @escaping @Sendable (Workspace) throws(DevelopmentError) -> Value
    ) async throws(DevelopmentError) -> Value {
        guard Self.isPlain(developer.id) else {
            throw DevelopmentError(.invalid, "The account's id can't be the name of a folder.")
        }
        let result: Result<Value, DevelopmentError> = await withCheckedContinuation { continuation in
            queue.async { [root, folder] in
                continuation.resume(
                    returning: Result { () throws(DevelopmentError) -> Value in
                        let workspace = Workspace(
                            developer: developer, folder: folder + "/" + developer.id,
                            production: try ProductionTree(root: root))
                        if begins { try workspace.open() }
                        return try body(workspace)
                    })
            }
        }
        return try result.get()
    }

    /// Whether an id can be the name of a folder.
    private static func isPlain(_ id: String) -> Bool {
        !id.isEmpty
            && id.unicodeScalars.allSatisfy { scalar in
                scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
                    || scalar == "-" || scalar == "_"
            }
    }
}
