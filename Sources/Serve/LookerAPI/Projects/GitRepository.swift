internal import Development
internal import Foundation

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

    /// What a command prints; `nil` when it fails or takes too long. No configuration of the machine's user is read, no
    /// hook or helper of the repository is run by these commands.
    private func git(_ arguments: String...) async -> String? { await Git(folder: root).printed(arguments) }
}
