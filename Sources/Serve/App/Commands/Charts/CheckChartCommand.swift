import ArgumentParser
import LookML
import ProductAnalytics

struct CheckChartCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Report every problem of charts' definitions, with file, line and column. No data is read.")

    @Argument(help: "Files with definitions, YAML or JSON.")
    var files: [String]

    func run() async throws {
        try await Shell.report {
            var errors = 0
            var count = 0
            for file in files {
                let read = try ChartFiles.read(file)
                var problems = read.diagnostics
                for chart in read.charts {
                    count += 1
                    // Of charts with an id the reader of content has said it already.
                    guard chart.isAlone else { continue }
                    do throws(ChartError) {
                        try chart.check()
                    } catch {
                        problems += chart.diagnostics(error)
                    }
                }
                for problem in problems.sorted(by: { $0.location < $1.location }) {
                    Shell.print(ProblemOutput.line(problem))
                }
                errors += problems.count { $0.severity == .error }
            }
            guard errors == 0 else { throw ExitCode.failure }
            Shell.print("\(Shell.count(count, "chart")), no errors")
        }
    }
}
