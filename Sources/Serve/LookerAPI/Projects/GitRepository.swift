internal import Foundation
internal import Synchronization

/// What `git` says of the project's folder. It is only asked, never told to change anything.
struct GitRepository: Sendable {
    let root: String

    struct Branch: Sendable {
        var name: String
        var isRemote: Bool
        var commit: String
        /// Seconds since 1970.
        var committedAt: Int64
        var upstream: String?
        var ahead: Int
        var behind: Int
    }

    /// `nil` where the folder is no repository, or there is no `git`.
    func currentBranch() async -> String? {
        await git("symbolic-ref", "--short", "HEAD")?.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    func isRepository() async -> Bool { await git("rev-parse", "--is-inside-work-tree")?.hasPrefix("true") ?? false }

    /// The address that the repository came from, without what one signs in with.
    func remoteURL() async -> String? {
        guard let text = await git("config", "--get", "remote.origin.url") else { return nil }
        let address = text.trimmingCharacters(in: .whitespacesAndNewlines)
        guard var parts = URLComponents(string: address), parts.host != nil else { return address }
        parts.user = nil
        parts.password = nil
        return parts.string
    }

    /// Local ones first, each kind by name.
    func branches() async -> [Branch] {
        let format =
            "%(refname)%09%(objectname)%09%(committerdate:unix)%09%(upstream:short)%09%(upstream:track,nobracket)"
        guard let text = await git("for-each-ref", "--format=" + format, "refs/heads", "refs/remotes") else {
            return []
        }
        return text.split(separator: "\n").compactMap { line in
            let parts = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            guard parts.count == 5 else { return nil }
            let isRemote = parts[0].hasPrefix("refs/remotes/")
            let name = parts[0].dropFirst(isRemote ? "refs/remotes/".count : "refs/heads/".count)
            guard !name.hasSuffix("/HEAD") else { return nil }
            return Branch(
                name: String(name), isRemote: isRemote, commit: parts[1], committedAt: Int64(parts[2]) ?? 0,
                upstream: parts[3].isEmpty ? nil : parts[3], ahead: Self.count("ahead", in: parts[4]),
                behind: Self.count("behind", in: parts[4]))
        }
    }

    /// `ahead 2, behind 1`
    private static func count(_ word: String, in text: String) -> Int {
        let words = text.split { $0 == " " || $0 == "," }
        guard let place = words.firstIndex(where: { $0 == word }), place + 1 < words.count else { return 0 }
        return Int(words[place + 1]) ?? 0
    }

    private static let patience = Duration.seconds(10)

    /// What a command prints; `nil` when it fails or takes too long. No configuration of the machine's user is read, no
    /// hook or helper of the repository is run by these commands.
    private func git(_ arguments: String...) async -> String? {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments =
            ["git", "-C", root, "-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null"] + arguments
        process.environment = [
            "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin", "GIT_TERMINAL_PROMPT": "0",
            "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": "/dev/null", "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0",
        ]
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        process.standardInput = FileHandle.nullDevice
        let ended = AsyncStream<Int32>.makeStream()
        process.terminationHandler = { ended.continuation.yield($0.terminationStatus) }
        do { try process.run() } catch { return nil }
        let handle = output.fileHandleForReading
        // Read on a thread that may block; it ends when the process does.
        let reading = Task.detached { try? handle.readToEnd() }
        let timer = Task {
            try await Task.sleep(for: Self.patience)
            process.terminate()
        }
        var status: Int32 = -1
        for await code in ended.stream {
            status = code
            break
        }
        timer.cancel()
        let data = await reading.value
        guard status == 0 else { return nil }
        return String(decoding: data ?? Data(), as: UTF8.self)
    }
}
