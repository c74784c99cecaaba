import Foundation
import LookML
import ModelCheck
import QueryCompiler
import Synchronization

/// Has the warehouse of a state directory look at the SQL of a project.
struct WarehouseCheck {
    let project: ProjectReader
    let timeLimit: Duration

    func problems(state: StateOptions) async throws -> [Diagnostic] {
        let data = try StoredData.open(
            state, settings: project.settings, readOnly: true,
            heldAdvice: "Ask it with GET /api/v1/problems?warehouse=yes, or stop it first.")
        let started = ContinuousClock.now
        let progress = LateProgress()
        let check = ModelCheck(
            warehouse: data.warehouse,
            context: QueryContext(
                now: Int64(Date.now.timeIntervalSince1970 * 1_000_000), projectTimezone: project.settings.timezone),
            timeLimit: timeLimit)
        let report = try await check.run(project.project) { step in
            progress.say("  \(step.done) of \(step.of) explores; next: \(step.explore)")
        }
        try await data.close()
        let elapsed: Double = (ContinuousClock.now - started) / .seconds(1)
        Progress().say(
            "The warehouse looked at \(Shell.count(report.fields, "field")) of "
                + "\(Shell.count(report.explores, "explore")) in "
                + "\(elapsed.formatted(.number.precision(.fractionLength(1)))) s "
                + "(\(Shell.count(report.statements, "statement")), none of them run).")
        return report.problems
    }
}

/// Tells on standard error what goes on, once it has taken a second and then no more than once a second.
final class LateProgress: Sendable {
    private let last = Mutex(ContinuousClock.now)

    func say(_ text: String) {
        let isDue = last.withLock { last in
            guard ContinuousClock.now - last >= .seconds(1) else { return false }
            last = .now
            return true
        }
        if isDue { Progress().say(text) }
    }
}
