internal import JSON
internal import SQL
internal import Warehouse

/// What a test found.
package struct TestOutcome: Sendable {
    package enum Status: String, Sendable { case pass, warn, fail, error }

    package var test: NodeID
    package var status: Status
    /// What `fail_calc` came to.
    package var failures: Int64 = 0
    /// Some of the rows, as JSON.
    package var rows: [String] = []
    package var sql: String
    package var message: String?
    package var seconds: Double = 0
}

/// Runs tests: on what a transaction has made and nobody else sees yet, or on what is published.
struct DataTestRun: Sendable {
    /// At most so many offending rows of a test are kept.
    static let keptRows = 100

    let relation: Relation
    let compiler: NodeCompiler
    /// Rows of the model before this build.
    var previousRows: Int64?
    var time: String?
    var storesAllFailures = false

    func run(_ test: DataTest) async -> TestOutcome {
        let started = ContinuousClock.now
        var outcome = TestOutcome(test: test.id, status: .error, sql: "")
        do {
            outcome.sql = try await sql(of: test)
            try await run(test, into: &outcome)
        } catch let failure as NodeFailure {
            outcome.status = .error
            outcome.message = failure.message
        } catch let error as CompilationError {
            outcome.message = error.description
        } catch {
            outcome.message = "\(error)"
        }
        let elapsed = (ContinuousClock.now - started).components
        outcome.seconds = Double(elapsed.seconds) + Double(elapsed.attoseconds) / 1e18
        return outcome
    }

    private func sql(of test: DataTest) async throws -> String {
        let sql: String
        if case .generic(let generic) = test.definition, generic.macro == nil {
            var (arguments, ephemeral) = try await compiler.prepared(test)
            if arguments["column_name"] == nil, let column = generic.column {
                arguments["column_name"] = .string(column)
            }
            let bare = try BuiltInTests(
                arguments: TestArguments(test: generic.name, values: arguments), previousRows: previousRows, time: time
            ).sql()
            sql = try await compiler.sql(bare, reading: ephemeral)
        } else {
            sql = try await compiler.compile(test.id).sql
        }
        return test.settings.limit.map { "SELECT * FROM (\n\(sql)\n) LIMIT \($0)" } ?? sql
    }

    private func run(_ test: DataTest, into outcome: inout TestOutcome) async throws(NodeFailure) {
        let settings = test.settings
        let counted = try await relation.rows(
            """
            SELECT coalesce(failures, 0)::BIGINT, coalesce(failures \(settings.warnIf), false),
                coalesce(failures \(settings.errorIf), false)
            FROM (SELECT \(settings.failCalc) AS failures FROM (
            \(outcome.sql)
            ) AS dbt_internal_test)
            """)
        outcome.failures = counted.int(0, 0) ?? 0
        let (warns, errs) = (counted.int(0, 1) == 1, counted.int(0, 2) == 1)
        // `error_if` is nothing to a test that can only warn.
        outcome.status = settings.severity == .error && errs ? .fail : warns ? .warn : .pass
        guard outcome.status != .pass else {
            // What passes has none, as dbt has it.
            outcome.failures = 0
            return
        }
        let found = try await relation.rows(
            "SELECT to_json(row)::VARCHAR FROM (SELECT * FROM (\n\(outcome.sql)\n) LIMIT \(Self.keptRows)) AS row")
        outcome.rows = (0..<found.count).compactMap { found.text($0, 0) }
        let condition = outcome.status == .fail ? settings.errorIf : settings.warnIf
        outcome.message =
            settings.failCalc == "count(*)" && condition == "!= 0"
            ? "\(outcome.failures) \(outcome.failures == 1 ? "row offends" : "rows offend")"
            : "\(settings.failCalc) is \(outcome.failures), which is \(condition)"
    }
}
