import ArgumentParser
import Foundation
import LookML
import SemanticModel

struct ValidateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "validate",
        abstract: "Report every problem of a project at once, with file, line and column.",
        discussion: """
            Ends with status 1 when there is an error; warnings alone leave it at 0. docs/reference/problems.md says what each
            code means.

            soundings validate myproject                          what the files say
            soundings validate myproject --warehouse              and what the database says of their SQL
            soundings validate myproject --rules naming           and names, labels and descriptions
            soundings validate myproject --format sarif > a.sarif for GitHub's code scanning
            """)

    enum Format: String, ExpressibleByArgument, CaseIterable { case text, json, sarif }

    @Argument(help: "The project's folder.")
    var path: String

    @Option(
        name: .long,
        help: """
            text; json: {"problems":[{"code","severity","file","line","column","message","suggestion"}]}, where severity is
            error or warning; or sarif: SARIF 2.1.0, with paths as seen from the current directory.
            """)
    var format = Format.text

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Also follow these rules, separated by commas: \(ProjectRule.names.joined(separator: ", ")); none. Default: "
                + "those of soundings.yaml.",
            valueName: "rules"))
    var rules: [RuleChoice] = []

    @Flag(
        name: .long,
        help: """
            Also have the database of --state read and plan the SQL of every table, join and field. Nothing is run and \
            nothing is written.
            """)
    var warehouse = false

    @Option(name: .long, help: "Seconds that --warehouse may take at most.")
    var seconds = 300

    @OptionGroup var state: StateOptions

    func validate() throws {
        guard seconds > 0 else { throw ValidationError("--seconds must be a whole number from 1.") }
    }

    func run() async throws {
        try await Shell.report {
            var project = try ProjectReader.read(root: path)
            if !rules.isEmpty { project.settings.rules = rules.reduce(into: []) { $0.formUnion($1.rules) } }
            var problems = try project.diagnostics()
            problems += await PipelineProblems(root: path, settings: project.settings).read()
            problems.sort { ($0.location, $0.code) < ($1.location, $1.code) }
            if warehouse {
                problems += try await WarehouseCheck(project: project, timeLimit: .seconds(seconds))
                    .problems(state: state)
                problems.sort { ($0.location, $0.code) < ($1.location, $1.code) }
            }
            ProblemOutput(root: path).print(problems, as: format)
            if problems.contains(where: { $0.severity == .error }) { throw ExitCode.failure }
        }
    }
}

/// Rules as the command line names them.
struct RuleChoice: ExpressibleByArgument {
    var rules: Set<ProjectRule> = []

    init?(argument: String) {
        for name in argument.split(separator: ",").map({ $0.trimmingCharacters(in: .whitespaces) }) {
            if name == "none" { continue }
            guard let named = ProjectRule.named(name) else { return nil }
            rules.formUnion(named)
        }
    }
}
