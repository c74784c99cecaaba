import ArgumentParser
import Foundation
import JSON
import LookML
import Pipelines
import ProductAPI

struct ValidateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "validate",
        abstract: "Report every problem of a project at once, with file, line and column.",
        discussion: "Ends with status 1 when there is an error; warnings alone leave it at 0.")

    enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

    @Argument(help: "The project's folder.")
    var path: String

    @Option(
        name: .long,
        help: """
            text, or json: {"problems":[{"code","severity","file","line","column","message","suggestion"}]}, where severity
            is error or warning.
            """)
    var format = Format.text

    func run() async throws {
        try await Shell.report {
            let problems = try ProjectReader.read(root: path).diagnostics()
            switch format {
            case .json:
                Shell.write(
                    JSONValue.object(JSONObject([("problems", .array(problems.map(\.json)))])).serialized() + [0x0A])
            case .text: print(problems)
            }
            if problems.contains(where: { $0.severity == .error }) { throw ExitCode.failure }
        }
    }

    private func print(_ problems: [Diagnostic]) {
        for problem in problems {
            let suggestion = problem.suggestion.map { " (\($0))" } ?? ""
            Shell.print(
                "\(problem.location): \(problem.severity.rawValue): \(problem.message)\(suggestion) [\(problem.code)]")
        }
        let errors = problems.count { $0.severity == .error }
        Shell.print("\(Shell.count(errors, "error")), \(Shell.count(problems.count - errors, "warning"))")
    }
}
