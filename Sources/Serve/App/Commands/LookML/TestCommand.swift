import ArgumentParser
import Foundation
import JSON
import QueryCompiler
import QueryRunner
import SemanticModel

struct TestCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test",
        abstract: "Run the data tests of a LookML project: every assertion has to be yes in every row.",
        discussion: """
            Ends with status 1 when a test fails.

            soundings lookml test myproject --state state
            soundings lookml test myproject --model shop --test order_ids_are_unique --format json
            """)

    enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

    @Argument(help: "The project's folder.")
    var path: String

    @Option(name: .long, help: "Only the tests of this model.")
    var model: String?

    @Option(name: .long, help: "Only the test of this name.")
    var test: String?

    @Option(
        name: .long,
        help: "text, or json: {\"tests\":[{\"model\",\"test\",\"passed\",\"rows\",\"assertions\",\"failures\"}]}.")
    var format = Format.text

    @OptionGroup var state: StateOptions

    func run() async throws {
        try await Shell.report {
            let project = try ProjectReader.read(root: path)
            let tests = try chosen(in: project.project)
            let data = try StoredData.open(
                state, settings: project.settings, readOnly: true,
                heldAdvice: "Ask it through the API (GET /api/4.0/projects/NAME/lookml_tests/run), or stop it first.")
            let runner = QueryRunner(
                warehouse: data.warehouse, concurrency: 1, timeLimit: project.settings.queryTimeLimit)
            let context = QueryContext(
                now: Int64(Date.now.timeIntervalSince1970 * 1_000_000), projectTimezone: project.settings.timezone)
            let progress = LateProgress()
            var outcomes: [DataTestOutcome] = []
            for (model, test) in tests {
                progress.say("  \(model), \(test.name)")
                outcomes.append(try await runner.run(test, of: model, on: project.project, context: context))
            }
            try await data.close()
            switch format {
            case .json:
                Shell.write(
                    JSONValue.object(JSONObject([("tests", .array(outcomes.map(Self.json)))])).serialized() + [0x0A])
            case .text: print(outcomes)
            }
            if outcomes.contains(where: { !$0.passed }) { throw ExitCode.failure }
        }
    }

    private func chosen(in project: Project) throws(CommandFailure) -> [(model: String, test: DataTest)] {
        if let model, project.model(model) == nil {
            let known = project.models.map(\.name).joined(separator: ", ")
            throw CommandFailure("The project has no model '\(model)'. It has: \(known).")
        }
        let all = project.models.filter { model == nil || $0.name == model }.flatMap { model in
            model.tests.map { (model.name, $0) }
        }
        guard let test else { return all }
        let named = all.filter { $0.1.name == test }
        guard !named.isEmpty else {
            let known = all.map(\.1.name).joined(separator: ", ")
            throw CommandFailure(
                "There is no test '\(test)'. " + (known.isEmpty ? "There are none." : "There are: \(known)."))
        }
        return named
    }

    private func print(_ outcomes: [DataTestOutcome]) {
        for outcome in outcomes {
            Shell.print("\(outcome.passed ? "passed" : "FAILED")  \(outcome.model), \(outcome.test.name)")
            for failure in outcome.failures { Shell.print("  \(failure.location): \(failure.message)") }
        }
        guard !outcomes.isEmpty else {
            Shell.print("There are no data tests. LookML writes one as: test: name { explore_source: … assert: … }")
            return
        }
        let failed = outcomes.count { !$0.passed }
        Shell.print("\(Shell.count(outcomes.count - failed, "test")) passed, \(failed) failed")
    }

    private static func json(_ outcome: DataTestOutcome) -> JSONValue {
        [
            "model": .string(outcome.model), "test": .string(outcome.test.name), "passed": .bool(outcome.passed),
            "rows": .int(Int64(outcome.rowCount)), "assertions": .int(Int64(outcome.test.assertions.count)),
            "failures": .array(
                outcome.failures.map { failure in
                    [
                        "message": .string(failure.message), "file": .string(failure.location.file),
                        "line": .int(Int64(failure.location.line)),
                    ]
                }),
        ]
    }
}
