import ArgumentParser
import Content
import Discovery
import Foundation
import JSON

struct LintCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lint",
        abstract: "Check the titles and descriptions of a project's Looks and dashboards.",
        discussion: """
            soundings lint demo
            soundings lint demo --fix
            soundings lint demo --rules copy-of,date-in-title --format json

            Reads the project's content files. What was made in a running server is checked by GET /api/v1/content/lint.
            --fix rewrites titles in the files where a rule knows a better one; everything else in a file stays as it is.
            Ends with status 1 while something is left.
            """)

    enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

    @Argument(help: "The project's folder.")
    var path = "."

    @Option(name: .long, help: "Only these rules, separated by commas.")
    var rules: String?

    @Flag(name: .long, help: "Write better titles into the files.")
    var fix = false

    @Option(name: .long, help: "text or json.")
    var format = Format.text

    func run() async throws {
        try await Shell.report {
            let wanted = try wantedRules()
            var findings = try findings(wanted)
            if fix {
                var fixer = TitleFixer(root: path)
                for finding in findings { fixer.fix(finding) }
                try fixer.write()
                for note in fixer.notes { Shell.note(note) }
                findings = try self.findings(wanted)
            }
            show(findings)
            if !findings.isEmpty { throw ExitCode.failure }
        }
    }

    private func wantedRules() throws -> Set<NamingRule> {
        guard let rules else { return Set(NamingRule.allCases) }
        return try Set(
            rules.split(separator: ",").map { name in
                guard let rule = NamingRule(rawValue: String(name)) else {
                    throw CommandFailure(
                        "There is no rule '\(name)'. There are: "
                            + NamingRule.allCases.map(\.rawValue).joined(separator: ", ") + ".")
                }
                return rule
            })
    }

    private func findings(_ rules: Set<NamingRule>) throws -> [NamingFinding] {
        let content = try ProjectReader.read(root: path).content
        let looks = content.looks.map {
            NamedThing(
                kind: "look", id: String($0.id), title: $0.title, description: $0.description, folder: "\($0.folder)")
        }
        // LookML dashboards are the model's.
        let dashboards = content.dashboards.filter { $0.model == nil }.map {
            NamedThing(
                kind: "dashboard", id: $0.id, title: $0.title, description: $0.description, folder: "\($0.folder)")
        }
        return NamingCheck.findings(looks + dashboards, rules: rules)
    }

    private func show(_ findings: [NamingFinding]) {
        switch format {
        case .json:
            let list = findings.map { finding -> JSONValue in
                [
                    "kind": .string(finding.kind), "id": .string(finding.id), "title": .string(finding.title),
                    "rule": .string(finding.rule.rawValue), "suggestion": JSONValue(finding.suggestion),
                ]
            }
            Shell.write(JSONValue.array(list).serialized() + [0x0A])
        case .text:
            for finding in findings {
                let better = finding.suggestion.map { " Better: \"\($0)\"." } ?? ""
                Shell.print(
                    "\(finding.kind) \(finding.id) \"\(finding.title)\": \(finding.rule.reason)\(better) [\(finding.rule.rawValue)]"
                )
            }
            Shell.print(findings.isEmpty ? "All names are well." : Shell.count(findings.count, "finding"))
        }
    }
}

/// Writes titles into content files: the one line that has the old one.
private struct TitleFixer {
    let root: String
    private var texts: [String: String] = [:]
    private(set) var notes: [String] = []
    private var fixed: Set<String> = []

    init(root: String) {
        self.root = root
        for file in ContentFolder(projectRoot: root).files { texts[file.path] = file.text }
        original = texts
    }

    private let original: [String: String]

    mutating func fix(_ finding: NamingFinding) {
        guard let title = finding.suggestion, fixed.insert("\(finding.kind) \(finding.id)").inserted else { return }
        // A title stands once in its file, as `title: …` on a line of its own or within braces; else a person has to look.
        let written = ["title: \(finding.title)", "title: \"\(finding.title)\"", "title: '\(finding.title)'"]
        var places: [(path: String, range: Range<String.Index>)] = []
        for (path, text) in texts {
            for form in written {
                for range in text.ranges(of: form) where Self.endsTitle(text[range.upperBound...]) {
                    places.append((path, range))
                }
            }
        }
        guard places.count == 1, let place = places.first else {
            notes.append("\(finding.kind) \(finding.id): its title was not found once in the files; change it by hand.")
            return
        }
        texts[place.path]?.replaceSubrange(place.range, with: "title: \(JSONValue.string(title).text)")
    }

    /// Whether the title ends here, and with it its value.
    private static func endsTitle(_ rest: Substring) -> Bool {
        let next = rest.first { $0 != " " }
        return next == nil || next == "\n" || next == "," || next == "}" || next == "#" || next == "\r\n"
    }

    func write() throws {
        for (path, text) in texts where original[path] != text {
            let url = URL(fileURLWithPath: root).appendingPathComponent(path)
            try Data(text.utf8).write(to: url, options: .atomic)
        }
    }
}
