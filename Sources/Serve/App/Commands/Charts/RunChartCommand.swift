import ArgumentParser
import ChartReports
import Content
import Foundation
import JSON
import LookML
import ProductAPI
import ProductAnalytics
import QueryCompiler
import QueryRunner
import SemanticModel

struct RunChartCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Run a chart and print its numbers, or the people behind one of them.",
        discussion: """
            soundings chart run funnel.yaml --project demo
            soundings chart run funnel.yaml --point '{"step": 2}'

            A server that holds the state directory answers, with its own project; else the warehouse is opened for reading.
            """)

    @Argument(help: "The file with the definition, YAML or JSON.")
    var file: String

    @Option(name: .long, help: "The project's folder: its settings, and the model for charts of explores.")
    var project = "."

    @OptionGroup var state: StateOptions

    @Option(name: .long, help: "The moment for which the answer holds: 2026-03-08T12:00:00Z, or a day. Default: now.")
    var asOf: String?

    @Option(
        name: .long,
        help: "The number whose people are wanted, as the chart's kind writes it: '{\"series\": 0, \"bucket\": 3}'.")
    var point: String?

    @Option(name: .long, help: "With --point: people that are named at most.")
    var limit = ChartAsk.defaultLimit

    @Flag(name: .long, help: "Also print from which tables the answer was read, and the SQL.")
    var explain = false

    @Flag(name: .long, help: "Read the events themselves, and none of the tables beside them.")
    var eventsOnly = false

    @Flag(name: .long, help: "Print JSON.")
    var json = false

    @Flag(name: .long, help: "Print text; the default.")
    var text = false

    func validate() throws {
        guard (1...ChartAsk.largestLimit).contains(limit) else {
            throw ValidationError("--limit must be a whole number from 1 to \(ChartAsk.largestLimit).")
        }
        if json, text { throw ValidationError("Choose --json or --text.") }
    }

    func run() async throws {
        try await Shell.report {
            let read = try ChartFiles.read(file)
            for problem in read.diagnostics { Shell.print(ProblemOutput.line(problem)) }
            guard !read.diagnostics.contains(where: { $0.severity == .error }) else { throw ExitCode.failure }
            for (place, chart) in read.charts.enumerated() {
                if place > 0, !json { Shell.print("") }
                try await run(chart)
            }
        }
    }

    private func run(_ chart: ChartText) async throws {
        var ask = ChartAsk(definition: chart.definition, limit: limit)
        ask.readsEventsOnly = eventsOnly
        if let asOf {
            ask.asOf = ChartAsk.moment(asOf)
            if ask.asOf == nil {
                throw CommandFailure("--as-of \(asOf) is no moment; write it as 2026-03-08T12:00:00Z or 2026-03-08.")
            }
        }
        if let point {
            do throws(JSONError) {
                ask.point = try JSONValue.parse(point)
            } catch {
                throw CommandFailure("--point can't be read: \(error) Write it as '{\"series\": 0, \"bucket\": 3}'.")
            }
        }
        try report(chart, check: chart.check)
        let answer = try await answer(ChartOrder(ask))
        if let problems = answer["problems"]?.arrayValue {
            let found = problems.map {
                ChartProblem($0["path"]?.stringValue ?? "", $0["message"]?.stringValue ?? "")
            }
            let ofPoint = found.filter { $0.path.hasPrefix("point") }
            guard ofPoint.isEmpty else {
                throw CommandFailure(
                    ofPoint.map { problem in
                        let key = problem.path.dropFirst("point.".count)
                        return "--point\(key.isEmpty ? "" : ", \(key)"): \(problem.message)"
                    }.joined(separator: "\n"))
            }
            try report(chart) { () throws(ChartError) in throw .invalid(found) }
        }
        if json {
            let value = answer["answer"] ?? answer["units"] ?? .null
            return Shell.write(value.serialized() + [0x0A])
        }
        if let numbers = answer["answer"] {
            Shell.print(
                ChartReport(numbers, question: chart.definition, title: chart.title, explains: explain).text)
        } else if let units = answer["units"] {
            Shell.print(UnitsReport(units).text)
        }
    }

    /// Prints what is wrong with the definition, at its places, and stops.
    private func report(_ chart: ChartText, check: () throws(ChartError) -> Void) throws {
        do throws(ChartError) {
            try check()
        } catch {
            guard case .invalid = error else { throw error }
            for problem in chart.diagnostics(error) { Shell.print(ProblemOutput.line(problem)) }
            throw ExitCode.failure
        }
    }

    private func answer(_ order: ChartOrder) async throws -> JSONValue {
        let directory = StateDirectory.absolute(state.state)
        guard try StateDirectory.exists(directory), StateDirectory.isHeld(directory) else {
            return try await answerHere(order)
        }
        var answer: JSONValue?
        try ControlSocket(path: StateDirectory.socketPath(in: directory)).send(order.json, to: "charts") { json in
            if let message = json["error"]?.stringValue { throw CommandFailure(message) }
            answer = json
        }
        guard let answer else {
            throw CommandFailure("The server at \(directory) stopped answering. Is it of another version?")
        }
        return answer
    }

    private func answerHere(_ order: ChartOrder) async throws -> JSONValue {
        let readsModel = order.ask.definition["source"]?["explore"] != nil
        let model = readsModel ? try ProjectReader.read(root: project).project : nil
        let stored = try await StoredAnalytics.open(state, project: project, model: model, writes: false)
        return try await stored.run { try await order.perform(at: $0) }
    }
}
