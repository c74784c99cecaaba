package import JSON

/// When models run: their schedules, what they wait for, and why they ran the last time.
package struct NodeTiming: Sendable {
    private let environment: RunEnvironment
    private let timetable: PipelineTimetable
    private let waits: [NodeID: ScheduledWait]
    private let last: [String: RunNodeRecord]

    /// Reads what waits and what has run. A state that nothing was written to yet has neither.
    package init(_ environment: RunEnvironment) async throws {
        self.environment = environment
        timetable = PipelineTimetable(project: environment.project, graph: environment.graph)
        waits = Dictionary(try await environment.state.waits().map { ($0.node, $0) }) { $1 }
        last = try await environment.state.lastRecords()
    }

    /// `06:00; waits for crm complete to yesterday, at most 3 h, then run; next 2026-01-07 06:00:00`; `nil` for what is no
    /// model.
    package func text(of node: NodeID) -> String? {
        guard let model = environment.project.models[node] else { return nil }
        let schedules = model.settings.schedules
        var parts = [schedules.isEmpty ? "with its inputs" : schedules.joined(separator: ", ")]
        if let rule = timetable.wait(of: node) { parts.append("waits for \(rule.text)") }
        if let wait = waits[node] {
            parts.append("waiting since \(UTCTime.text(wait.due)): \(wait.unmet.joined(separator: "; "))")
        } else if let next = timetable.next(of: node, after: environment.now()) {
            parts.append("next \(UTCTime.text(next))")
        }
        if let record = last[node.text] {
            parts.append("last ran \(UTCTime.text(record.started))" + (record.why.map { " (\($0))" } ?? ""))
        }
        return parts.joined(separator: "; ")
    }

    /// The same for programs; instants are UTC, `2026-01-31 00:00:00`.
    package func json(of node: NodeID) -> [(String, JSONValue)] {
        guard let model = environment.project.models[node] else { return [] }
        let wait = waits[node]
        let next = timetable.next(of: node, after: environment.now())
        return [
            ("schedules", ArtifactValues.texts(model.settings.schedules)),
            ("wait", JSONValue(timetable.wait(of: node)?.text)),
            ("waiting_since", JSONValue(wait.map { UTCTime.text($0.due) })),
            ("waiting_for", ArtifactValues.texts(wait?.unmet ?? [])),
            ("next_due", JSONValue(next.map { UTCTime.text($0) })), ("last_why", JSONValue(last[node.text]?.why)),
        ]
    }
}
