import Foundation
import Pipelines

/// What happens in a run, in lines for a terminal.
struct RunLines: Sendable {
    let project: PipelineProject

    func lines(for event: RunEvent) -> [String] {
        switch event {
        case .began(let run, let total): return ["Run \(run.id): \(Shell.count(total, "node"))"]
        case .nodeBegan: return []
        case .message(let node, let text): return ["  \(node.map { name($0.text) + ": " } ?? "")\(text)"]
        case .nodeEnded(let record, let tests): return lines(record, tests)
        case .ended(let summary): return [last(summary)]
        }
    }

    private func lines(_ record: RunNodeRecord, _ tests: [TestOutcome]) -> [String] {
        guard record.state != .unchanged else { return [] }
        var parts = ["\(word(record.state)) \(name(record.node))"]
        if let rows = record.rows { parts.append(Shell.count(Int(rows), "row")) }
        if record.seconds > 0 { parts.append(Self.seconds(record.seconds)) }
        if record.attempts > 1 { parts.append("\(record.attempts) attempts") }
        var lines = [parts.joined(separator: ", ")]
        if let message = record.message, record.state != .ok {
            lines += message.split(separator: "\n").map { "       \($0)" }
        }
        for test in tests where test.test.text != record.node && test.status != .pass {
            lines.append("  \(word(test.status == .warn ? .warned : .failed)) \(name(test.test.text))")
            for row in test.rows.prefix(3) { lines.append("         \(row)") }
        }
        return lines
    }

    private func last(_ summary: RunSummary) -> String {
        let counts: [(RunState, String)] = [
            (.ok, "ok"), (.warned, "with warnings"), (.failed, "failed"), (.skipped, "skipped"),
            (.unchanged, "as they were"), (.cancelled, "cancelled"),
        ]
        let texts = counts.compactMap { state, text -> String? in
            let count = summary.count(state)
            return count > 0 ? "\(count) \(text)" : nil
        }
        let seconds = Double((summary.run.finished ?? summary.run.started) - summary.run.started) / 1e6
        return "Done in \(Self.seconds(seconds)): \(texts.isEmpty ? "nothing to do" : texts.joined(separator: ", "))."
    }

    private func word(_ state: RunState) -> String {
        switch state {
        case .ok: "OK   "
        case .warned: "WARN "
        case .failed: "FAIL "
        case .skipped: "SKIP "
        case .cancelled: "STOP "
        default: state.rawValue
        }
    }

    /// The relation that a node makes, or a test's name.
    private func name(_ node: String) -> String {
        let id = NodeID(node)
        return project.models[id]?.relation.description ?? project.tests[id]?.name ?? project.unitTests[id]?.name
            ?? node
    }

    static func seconds(_ seconds: Double) -> String { String(format: "%.2f s", seconds) }
}

/// A source's freshness in a line.
struct FreshnessLine {
    let text: String

    init(_ freshness: SourceFreshness) {
        let word =
            switch freshness.status {
            case .pass: "OK   "
            case .warn: "WARN "
            case .error: "OLD  "
            case .runtimeError: "FAIL "
            }
        let age = freshness.ageSeconds.map { seconds -> String in
            seconds >= 172_800 ? "\(seconds / 86_400) days old" : "\(seconds / 3_600) h \(seconds / 60 % 60) min old"
        }
        text = "\(word)\(freshness.source), \(age ?? freshness.message ?? "")"
    }
}
