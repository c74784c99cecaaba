import Crypto
import Foundation

/// Everything that was made in Soundings, as files: one for each Look, dashboard and board, and one for all folders with who
/// may see them. The same content always gives the same bytes.
package struct ContentArchive: Sendable, Hashable {
    /// Texts by paths below the archive's folder, `looks/10001.yaml`.
    package var files: [String: String]

    package init(files: [String: String]) { self.files = files }

    /// The name of the file that says what was pulled last, so that a push can tell what has changed meanwhile.
    package static let baseName = "content.lock"

    /// What a file held, in a word.
    package static func digest(_ text: String) -> String {
        SHA256.hash(data: Data(text.utf8)).prefix(12).map { byte in
            let hex = String(byte, radix: 16)
            return hex.count == 1 ? "0" + hex : hex
        }.joined()
    }

    /// The lines of ``baseName``: a digest and a path each, by path.
    package var base: String { Self.base(files.mapValues { Self.digest($0) }) }

    package static func base(_ digests: [String: String]) -> String {
        digests.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)\n" }.joined()
    }

    /// Reads ``baseName``: digests by path.
    package static func readBase(_ text: String) -> [String: String] {
        var digests: [String: String] = [:]
        for line in text.split(separator: "\n") {
            let parts = line.split(separator: " ", maxSplits: 1)
            if parts.count == 2 { digests[String(parts[1])] = String(parts[0]) }
        }
        return digests
    }

    static func path(_ content: ContentReference) -> String {
        content.kind == .folder ? "folders.yaml" : "\(content.kind.rawValue)s/\(content.id).yaml"
    }
}

/// What a push did, or would do.
package struct ContentPush: Sendable {
    /// How to push.
    package struct Options: Sendable {
        /// Whether nothing is to be changed, only said.
        package var dryRun = false
        /// Whether what somebody has changed since the last pull is overwritten.
        package var force = false
        /// Whether what is in no file goes to the trash.
        package var delete = false

        package init() {}
    }

    package var created: [String] = []
    package var changed: [String] = []
    package var trashed: [String] = []
    package var unchanged = 0
    /// Paths of what somebody has changed since the last pull. Nothing at all is pushed then.
    package var conflicts: [String] = []
    /// What can't be taken, and why. Nothing at all is pushed while a file can't be read.
    package var problems: [String] = []
    /// Whether the database says now what the files say.
    package var isDone = false
}
