internal import Foundation

/// Which nodes are due, and when the next ones are.
package struct PipelineTimetable: Sendable {
    private struct Entry: Sendable {
        var node: NodeID
        var schedules: [NodeSchedule]
        var zone: TimeZone
        var catchUp: CatchUp
    }

    private let entries: [NodeID: Entry]
    private let project: PipelineProject
    private let graph: NodeGraph
    /// Schedules that can't be read, and where they stand.
    package let problems: [ProjectProblem]

    package init(project: PipelineProject, graph: NodeGraph) {
        var entries: [NodeID: Entry] = [:]
        var problems: [ProjectProblem] = []
        for model in project.models.values where model.kind != .ephemeral && model.type != .analysis {
            let position = model.settings.origin(of: "schedule") ?? model.position
            let name = model.settings.timezone ?? project.settings.timezone
            let zone = TimeZone(identifier: name)
            if zone == nil {
                problems.append(
                    ProjectProblem(
                        "unknown-time-zone", at: position, "There is no time zone \(name).", node: model.id))
            }
            var schedules: [NodeSchedule] = []
            for text in model.settings.schedules {
                do throws(ScheduleError) {
                    schedules.append(try NodeSchedule(text))
                } catch {
                    problems.append(
                        ProjectProblem("bad-schedule", .warning, at: position, error.description, node: model.id))
                }
            }
            entries[model.id] = Entry(
                node: model.id, schedules: schedules, zone: zone ?? .gmt,
                catchUp: model.settings.catchUp.flatMap(CatchUp.init) ?? .once)
        }
        self.entries = entries
        self.project = project
        self.graph = graph
        self.problems = problems.sorted { $0.position < $1.position }
    }

    /// Whether any node has a time at which it is due.
    package var hasTimes: Bool {
        entries.values.contains {
            $0.schedules.contains { if case .cron = $0 { true } else if case .every = $0 { true } else { false } }
        }
    }

    /// Nodes that the clock makes due: a time has come since the last look.
    /// - Parameters:
    ///   - since: The last look, or when the server was last there.
    ///   - isStart: Whether this is the first look after a start: then `catch_up` decides.
    package func due(since: Int64, now: Int64, isStart: Bool = false) -> Set<NodeID> {
        Set(
            entries.values.filter { entry in
                if isStart, entry.catchUp == .none { return false }
                return entry.schedules.contains {
                    next(of: $0, after: since, in: entry.zone).map { $0 <= now } ?? false
                }
            }.map(\.node))
    }

    /// The next instant at which a node is due by the clock; `nil` when there is none.
    package func next(of node: NodeID, after now: Int64) -> Int64? {
        guard let entry = entries[node] else { return nil }
        return entry.schedules.compactMap { next(of: $0, after: now, in: entry.zone) }.min()
    }

    private func next(of schedule: NodeSchedule, after instant: Int64, in zone: TimeZone) -> Int64? {
        switch schedule {
        case .cron(let cron): cron.next(after: instant, in: zone)
        case .every(let length): (UTCTime.floor(instant, length) + 1) * length
        case .afterSync, .afterModel, .manual: nil
        }
    }

    /// Nodes that wait for syncs or loads.
    /// - Parameter synced: The names of what has brought something since they last ran. `nil` is a load of whatever.
    package func due(afterSync synced: Set<String>?) -> Set<NodeID> {
        Set(
            entries.values.filter { entry in
                entry.schedules.contains { schedule in
                    guard case .afterSync(let names) = schedule else { return false }
                    guard let synced else { return names.isEmpty }
                    return names.allSatisfy { name in synced.contains { $0.lowercased() == name.lowercased() } }
                }
            }.map(\.node))
    }

    /// Nodes that run with their inputs, because nobody said anything else.
    package var withInputs: Set<NodeID> { Set(entries.values.filter(\.schedules.isEmpty).map(\.node)) }

    /// What follows when nodes are built: what reads them and runs with its inputs, and what waits for them by name.
    package func following(_ nodes: Set<NodeID>) -> Set<NodeID> {
        var found = nodes
        var waiting = Array(nodes)
        while let next = waiting.popLast() {
            for child in graph.children(of: next) where !found.contains(child) {
                guard let model = project.models[child] else { continue }
                let isDue =
                    model.kind == .ephemeral || entries[child]?.schedules.isEmpty == true || waits(child, for: next)
                if isDue {
                    found.insert(child)
                    waiting.append(child)
                }
            }
            for entry in entries.values where !found.contains(entry.node) && waits(entry.node, for: next) {
                found.insert(entry.node)
                waiting.append(entry.node)
            }
        }
        return found.subtracting(nodes)
    }

    private func waits(_ node: NodeID, for other: NodeID) -> Bool {
        guard let name = project.models[other]?.name else { return false }
        return entries[node]?.schedules.contains { schedule in
            if case .afterModel(let names) = schedule { names.contains(name) } else { false }
        } ?? false
    }
}
