internal import Dispatch
internal import Foundation

/// Runs `git` in a folder, on behalf of people whose files nobody has looked at (S12 of the rules for safety: no shell, no
/// hooks, no configuration of the machine's user, no prompts, no symbolic links, and an end to waiting and to output).
///
/// Calls block their thread: whoever has something else to do asks from a queue of its own.
package struct Git: Sendable {
    let folder: String
    /// Whose name new commits bear.
    var author: Author?

    struct Author: Sendable {
        var name: String
        var email: String
    }

    struct Output: Sendable {
        var status: Int32
        var text: String
        var complaint: String
        var succeeded: Bool { status == 0 }
    }

    private static let patience = 60
    private static let largestOutput = 32 * 1_024 * 1_024

    package init(folder: String) {
        self.folder = folder
    }

    init(folder: String, author: Author) {
        self.folder = folder
        self.author = author
    }

    /// What a command prints, without blocking whoever asks; `nil` when it fails.
    package func printed(_ arguments: [String]) async -> String? {
        await withCheckedContinuation { continuation in
            DispatchQueue.global().async {
                let output = try? run(arguments)
                continuation.resume(returning: output.flatMap { $0.succeeded ? $0.text : nil })
            }
        }
    }
    private static let settings = [
        "core.hooksPath=/dev/null", "core.fsmonitor=false", "core.symlinks=false", "core.quotePath=false",
        "protocol.ext.allow=never", "protocol.file.allow=never", "commit.gpgSign=false", "gc.auto=0",
        "merge.conflictStyle=merge", "submodule.recurse=false",
    ]

    /// What a command prints.
    /// - Throws: ``DevelopmentError`` when it fails.
    @discardableResult
    func text(_ arguments: String...) throws(DevelopmentError) -> String {
        let output = try run(arguments)
        guard output.succeeded else {
            throw DevelopmentError(.git, Self.sentence(output.complaint.isEmpty ? output.text : output.complaint))
        }
        return output.text
    }

    /// One line of it; `nil` when the command fails or prints nothing.
    func line(_ arguments: String...) -> String? {
        guard let output = try? run(arguments), output.succeeded else { return nil }
        let line = output.text.split(whereSeparator: \.isNewline).first.map(String.init)
        return line?.isEmpty == false ? line : nil
    }

    /// - Throws: ``DevelopmentError`` when there is no `git`, or it takes too long or says too much.
    func run(_ arguments: [String]) throws(DevelopmentError) -> Output {
        let command = Command(
            program: "git", arguments: ["-C", folder] + Self.settings.flatMap { ["-c", $0] } + arguments,
            environment: environment)
        guard let output = command.run(seconds: Self.patience, most: Self.largestOutput) else {
            throw DevelopmentError(.git, "The system can't start git now. Try again.")
        }
        guard !output.wasLate else {
            throw DevelopmentError(.git, "git \(arguments.first ?? "") took over a minute.")
        }
        guard !output.wasCut else {
            throw DevelopmentError(.git, "git \(arguments.first ?? "") said more than 32 MB.")
        }
        if output.status == 127 { throw DevelopmentError(.git, "There is no git on this machine.") }
        return Output(
            status: output.status, text: String(decoding: output.bytes, as: UTF8.self),
            complaint: String(decoding: output.complaint, as: UTF8.self))
    }

    private var environment: [String: String] {
        var environment = [
            "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin", "GIT_TERMINAL_PROMPT": "0",
            "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": "/dev/null", "LC_ALL": "C", "GIT_EDITOR": "true",
            "GIT_MERGE_AUTOEDIT": "no", "GIT_LITERAL_PATHSPECS": "1",
        ]
        if let author {
            for role in ["AUTHOR", "COMMITTER"] {
                environment["GIT_\(role)_NAME"] = author.name
                environment["GIT_\(role)_EMAIL"] = author.email
            }
        }
        return environment
    }

    /// `fatal: not a git repository (…)\n` → `not a git repository (…)`
    private static func sentence(_ complaint: String) -> String {
        let lines = complaint.split(whereSeparator: \.isNewline).map { line in
            for prefix in ["fatal: ", "error: ", "hint: "] where line.hasPrefix(prefix) {
                return String(line.dropFirst(prefix.count))
            }
            return String(line)
        }
        return lines.prefix(20).joined(separator: "\n")
    }
}
