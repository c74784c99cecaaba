import Pipelines

/// A plan for people to read, and for programs.
struct PlanText {
    private let plan: BuildPlan
    private let project: PipelineProject

    init(_ plan: BuildPlan, project: PipelineProject) {
        self.plan = plan
        self.project = project
    }

    var text: String {
        guard !plan.isEmpty || !plan.removed.isEmpty else {
            return "Nothing to do: \(Shell.count(plan.unchanged.count, "node")) as they would become."
        }
        var lines: [String] = []
        for entry in plan.builds { lines += self.lines(entry) }
        for (node, message) in plan.broken { lines.append("can't be built: \(name(node)): \(message)") }
        for version in plan.removed {
            lines.append(
                "no longer in the project: \(version.table), \(version.rows) rows; the table stays until it is dropped")
        }
        lines += plan.notes
        var total = "\(Shell.count(plan.builds.count, "node")) to build, \(plan.unchanged.count) as they would become"
        if plan.estimatedSeconds > 0 { total += ", about \(RunLines.seconds(plan.estimatedSeconds))" }
        return (lines + [total + "."]).joined(separator: "\n")
    }

    private func lines(_ entry: BuildPlan.Entry) -> [String] {
        var head = "\(name(entry.node)) (\(entry.kind.rawValue)): \(entry.reasons.map(\.text).joined(separator: "; "))"
        if let change = entry.change { head += " [\(BuildPlan.text(change))]" }
        var lines = [head]
        if let intervals = entry.intervals?.intervals, let first = intervals.first, let last = intervals.last {
            let reasons = Dictionary(grouping: intervals, by: \.reason).sorted { $0.key.rawValue < $1.key.rawValue }
            let counts = reasons.map { "\($0.value.count) \($0.key.rawValue)" }.joined(separator: ", ")
            lines.append(
                "  \(Shell.count(intervals.count, "interval")), \(UTCTime.text(first.range.from)) to "
                    + "\(UTCTime.text(last.range.to)): \(counts)")
        }
        var last: [String] = []
        if let rows = entry.lastRows { last.append("\(Shell.count(Int(rows), "row")) last time") }
        if let seconds = entry.estimatedSeconds { last.append("about \(RunLines.seconds(seconds))") }
        if entry.lastState == .failed { last.append("failed last time") }
        if !last.isEmpty { lines.append("  " + last.joined(separator: ", ")) }
        lines += entry.notes.map { "  \($0)" }
        if !entry.dependents.isEmpty { lines.append("  shown by: \(Self.few(entry.dependents))") }
        return lines
    }

    /// The first names and how many more there are, by kind.
    static func few(_ dependents: [Dependent], at most: Int = 4) -> String {
        let names = dependents.prefix(most).map(\.text).joined(separator: ", ")
        let rest = dependents.dropFirst(most)
        guard !rest.isEmpty else { return names }
        let kinds = Dictionary(grouping: rest, by: \.kind).sorted { $0.key < $1.key }
            .map { Shell.count($0.value.count, $0.key) }
        return "\(names), and \(rest.count) more (\(kinds.joined(separator: ", ")))"
    }

    private func name(_ node: NodeID) -> String { project.models[node]?.relation.description ?? node.text }
}
