internal import Foundation

/// Which nodes are due, and when the next ones are.
package struct PipelineTimetable: Sendable {
    private struct Entry: Sendable {
        var node: NodeID
        var schedules: [NodeSchedule]
        var zone: TimeZone
        var catchUp: CatchUp
        var wait: WaitRule?
    }

    private let entries: [NodeID: Entry]
    private let project: PipelineProject
    private let graph: NodeGraph
    /// What the names of syncs mean.
    let syncs: SyncNames
    /// Schedules that can't be read, and where they stand.
    package let problems: [ProjectProblem]

    package init(project: PipelineProject, graph: NodeGraph) {
        var entries: [NodeID: Entry] = [:]
        var problems: [ProjectProblem] = []
        let syncs = SyncNames(project)
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
            let wait = Self.wait(of: model, schedules, &problems)
            Self.checkNames(of: model, schedules, wait, syncs, &problems)
            entries[model.id] = Entry(
                node: model.id, schedules: schedules, zone: zone ?? .gmt,
                catchUp: model.settings.catchUp.flatMap(CatchUp.init) ?? .once, wait: wait)
        }
        self.syncs = syncs
        self.entries = entries
        self.project = project
        self.graph = graph
        self.problems = problems.sorted { $0.position < $1.position }
    }

    private static func wait(
        of model: ModelNode, _ schedules: [NodeSchedule], _ problems: inout [ProjectProblem]
    ) -> WaitRule? {
        guard let value = model.settings.wait, !value.isNull else { return nil }
        let position = model.settings.origin(of: "wait") ?? model.position
        if !schedules.contains(where: \.hasTime) {
            problems.append(
                ProjectProblem(
                    "bad-schedule", .warning, at: position,
                    "`wait` holds for runs by the clock, and \(model.name) has no time in its schedule.",
                    suggestion: "Write one, such as schedule: 06:00, or use after sync NAME.", node: model.id))
        }
        do throws(ScheduleError) {
            return try WaitRule(value)
        } catch {
            problems.append(
                ProjectProblem("bad-schedule", .warning, at: position, error.description, node: model.id))
            return nil
        }
    }

    /// Nothing would ever come of a name that means nothing.
    private static func checkNames(
        of model: ModelNode, _ schedules: [NodeSchedule], _ wait: WaitRule?, _ syncs: SyncNames,
        _ problems: inout [ProjectProblem]
    ) {
        var named: [(name: String, setting: String)] = (wait?.conditions ?? []).map { ($0.source, "wait") }
        for case .afterSync(let names) in schedules { named += names.map { ($0, "schedule") } }
        for (name, setting) in named where syncs.tables(name).isEmpty {
            problems.append(
                ProjectProblem(
                    "unknown-sync", .warning, at: model.settings.origin(of: setting) ?? model.position,
                    "There is no source `\(name)` that `\(setting)` could mean.",
                    suggestion: NearestName.to(name, among: syncs.names).map { "Did you mean `\($0)`?" },
                    node: model.id))
        }
    }

    /// What a node's runs by the clock wait for.
    package func wait(of node: NodeID) -> WaitRule? { entries[node]?.wait }

    func zone(of node: NodeID) -> TimeZone { entries[node]?.zone ?? .gmt }

    /// The last time up to now at which the clock has made a node due; `nil` when there was none after `since`.
    func lastDue(of node: NodeID, since: Int64, now: Int64) -> Int64? {
        guard let entry = entries[node] else { return nil }
        var last: Int64?
        for schedule in entry.schedules {
            if case .every(let length) = schedule {
                let due = UTCTime.floor(now, length) * length
                if due > since { last = max(last ?? due, due) }
                continue
            }
            // Of a long absence only the last time matters, and it is not far back.
            var from = max(since, now - 40 * UTCTime.day)
            while let due = next(of: schedule, after: from, in: entry.zone), due <= now {
                last = max(last ?? due, due)
                from = due
            }
        }
        return last ?? (next(of: node, after: since).flatMap { $0 <= now ? $0 : nil })
    }

    /// The schedules by syncs that have names: for each node, lists of which all must have brought something.
    var namedSyncs: [NodeID: [[String]]] {
        entries.compactMapValues { entry in
            let lists = entry.schedules.compactMap { schedule -> [String]? in
                if case .afterSync(let names) = schedule, !names.isEmpty { names } else { nil }
            }
            return lists.isEmpty ? nil : lists
        }
    }

    /// Whether any node has a time at which it is due.
    package var hasTimes: Bool {
        entries.values.contains { $0.schedules.contains(where: \.hasTime) }
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
