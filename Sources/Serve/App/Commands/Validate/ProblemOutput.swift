import Foundation
import JSON
import LookML
import ProblemReports

/// Prints the problems of a project on standard output.
struct ProblemOutput {
    /// The project's folder as somebody named it.
    let root: String

    func print(_ problems: [Diagnostic], as format: ValidateCommand.Format) {
        switch format {
        case .json:
            let list = JSONValue.array(problems.map(\.json))
            Shell.write(JSONValue.object(JSONObject([("problems", list)])).serialized() + [0x0A])
        case .sarif:
            Shell.write(SARIFLog(problems, folder: folder, version: Version.text).json.serialized() + [0x0A])
        case .text:
            for problem in problems { Shell.print(Self.line(problem)) }
            let errors = problems.count { $0.severity == .error }
            Shell.print("\(Shell.count(errors, "error")), \(Shell.count(problems.count - errors, "warning"))")
        }
    }

    /// `views/a.view.lkml:3:5: error: There is no field. (total) [unknown-field]`
    static func line(_ problem: Diagnostic) -> String {
        let suggestion = problem.suggestion.map { " (\($0))" } ?? ""
        return "\(problem.location): \(problem.severity.rawValue): \(problem.message)\(suggestion) [\(problem.code)]"
    }

    /// The project's folder below the current one; nothing where it lies elsewhere.
    private var folder: String {
        let here = URL(fileURLWithPath: FileManager.default.currentDirectoryPath).resolvingSymlinksInPath().path
        let project = URL(fileURLWithPath: root).resolvingSymlinksInPath().path
        guard project.hasPrefix(here + "/") else { return "" }
        return String(project.dropFirst(here.count + 1))
    }
}
