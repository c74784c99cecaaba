internal import Foundation
package import Logging

/// Finds out what is due, by the clock, after loads and syncs, when files change and at a start, and has it built. It
/// never waits for what it has begun.
package actor PipelineScheduler {
    /// What the surroundings say when it looks.
    package struct Signals: Sendable, Hashable {
        /// How many loads there were.
        package var loads: Int
        /// Another one whenever a file of the project is.
        package var files: String

        package init(loads: Int, files: String) {
            self.loads = loads
            self.files = files
        }
    }

    /// What is wanted, and why.
    struct Wanted: Sendable {
        var kind: RunTrigger.Kind
        var why: String?
    }

    private let engine: PipelineEngine
    /// Between two builds after loads, which are many and small.
    private let loadInterval: Int64
    /// Between two looks at the sources of syncs and waits: what comes within it makes one run.
    private let sourceInterval: Int64
    private let logger: Logger
    private let ended: @Sendable (RunSummary, RunEnvironment) async -> Void

    private var last: (signals: Signals, day: Int64, instant: Int64)?
    private var lastLoadBuild: Int64?
    private var lastSourceLook: Int64?
    private var waits: [NodeID: ScheduledWait] = [:]
    private var marks: [NodeID: [String: String]] = [:]
    private var hasRestored = false
    /// What is due and being built already, or stands on what is: it has its turn when that is over.
    private var deferred: [NodeID: Wanted] = [:]
    /// What each node would have been built from when it was last tried.
    private var tried: [NodeID: String] = [:]
    private var goingOn = 0
    private var hasNewLoads = false

    /// - Parameter ended: Is told of every run that this has begun, when it is over.
    package init(
        engine: PipelineEngine, loadInterval: Duration, sourceInterval: Duration = .seconds(30), logger: Logger,
        ended: @escaping @Sendable (RunSummary, RunEnvironment) async -> Void
    ) {
        self.engine = engine
        self.loadInterval = IntervalReader.microseconds(loadInterval)
        self.sourceInterval = IntervalReader.microseconds(sourceInterval)
        self.logger = logger
        self.ended = ended
    }

    /// Whether everything that was due at the last look is built, or was tried.
    package var isSettled: Bool { last != nil && goingOn == 0 && deferred.isEmpty && !hasNewLoads }

    /// The loads that were there at the last look.
    package var seenLoads: Int? { last?.signals.loads }

    /// Everything was built outside, as of these signals.
    package func note(_ signals: Signals, now: Int64) {
        last = (signals, UTCTime.floor(now, UTCTime.day), now)
        hasNewLoads = false
    }

    /// Begins what is due. Looks are to come one after the other, every second or so.
    /// - Throws: `WarehouseError` when the state can't be read or written; what was due is due at the next look.
    package func look(
        _ environment: RunEnvironment, _ timetable: PipelineTimetable, _ signals: Signals
    ) async throws {
        if !hasRestored {
            for wait in try await environment.state.waits() { waits[wait.node] = wait }
            marks = try await environment.state.syncMarks()
            hasRestored = true
        }
        let now = environment.now()
        var wanted = deferred
        deferred = [:]
        do {
            try await collect(&wanted, environment, timetable, signals, now)
            try await begin(wanted, environment, timetable)
            // Not before: until then what is due is neither deferred nor going on, and nobody must take it for built.
            last = (signals, UTCTime.floor(now, UTCTime.day), now)
        } catch {
            for (node, want) in wanted where deferred[node] == nil { deferred[node] = want }
            throw error
        }
    }

    // MARK: What is due

    private func collect(
        _ wanted: inout [NodeID: Wanted], _ environment: RunEnvironment, _ timetable: PipelineTimetable,
        _ signals: Signals, _ now: Int64
    ) async throws {
        func want(_ nodes: Set<NodeID>, _ kind: RunTrigger.Kind, _ why: String? = nil) {
            for node in nodes where wanted[node] == nil { wanted[node] = Wanted(kind: kind, why: why) }
        }
        guard let last else {
            if let before = try await environment.state.lastRun()?.started {
                clock(&wanted, timetable, since: before, now: now, isStart: true)
            }
            want(timetable.withInputs.union(timetable.due(afterSync: nil)), .start)
            lastLoadBuild = now
            try await lookAtSources(&wanted, environment, timetable, now)
            return
        }
        clock(&wanted, timetable, since: last.instant, now: now)
        if last.signals.files != signals.files { want(timetable.withInputs, .change, "files have changed") }
        if last.day != UTCTime.floor(now, UTCTime.day) { want(timetable.withInputs, .schedule, "a new day") }
        if last.signals.loads != signals.loads { hasNewLoads = true }
        if environment.project.models.isEmpty { hasNewLoads = false }
        if hasNewLoads, lastLoadBuild.map({ now - $0 >= loadInterval || now < $0 }) ?? true {
            hasNewLoads = false
            lastLoadBuild = now
            want(timetable.withInputs.union(timetable.due(afterSync: nil)), .sync, "data was loaded")
        }
        try await lookAtSources(&wanted, environment, timetable, now)
    }

    /// What the clock makes due, at once or once its sources are complete.
    private func clock(
        _ wanted: inout [NodeID: Wanted], _ timetable: PipelineTimetable, since: Int64, now: Int64,
        isStart: Bool = false
    ) {
        for node in timetable.due(since: since, now: now, isStart: isStart) {
            let due = timetable.lastDue(of: node, since: since, now: now) ?? now
            guard timetable.wait(of: node) != nil else {
                wanted[node] = Wanted(kind: .schedule, why: "due at \(UTCTime.text(due))")
                continue
            }
            waits[node] = ScheduledWait(node: node, due: due)
            lastSourceLook = nil
        }
    }

    /// Looks how far the sources are, if somebody wants to know and it is time.
    private func lookAtSources(
        _ wanted: inout [NodeID: Wanted], _ environment: RunEnvironment, _ timetable: PipelineTimetable, _ now: Int64
    ) async throws {
        let syncs = timetable.namedSyncs
        guard !syncs.isEmpty || !waits.isEmpty else { return }
        guard lastSourceLook.map({ now - $0 >= sourceInterval || now < $0 }) ?? true else { return }
        lastSourceLook = now
        let synced = syncs.values.joined().joined().flatMap { timetable.syncs.tables($0) }
        let known = Set(synced.map(\.id))
        let awaited = waits.keys.flatMap { timetable.wait(of: $0)?.conditions ?? [] }
            .flatMap { timetable.syncs.tables($0.source) }.filter { !known.contains($0.id) }
        var watermarks = await environment.watermarks(of: synced, needsVersions: true)
        let others = await environment.watermarks(of: awaited, needsVersions: false)
        watermarks.merge(others) { first, _ in first }
        try await afterSyncs(syncs, watermarks, &wanted, environment, timetable)
        try await settle(watermarks, &wanted, environment, timetable, now)
    }

    /// Nodes of which every named sync has brought something since they last ran after it.
    private func afterSyncs(
        _ syncs: [NodeID: [[String]]], _ watermarks: [NodeID: Watermark], _ wanted: inout [NodeID: Wanted],
        _ environment: RunEnvironment, _ timetable: PipelineTimetable
    ) async throws {
        for (node, lists) in syncs.sorted(by: { $0.key < $1.key }) {
            var marks = marks[node] ?? [:]
            for names in lists {
                let now = names.map { name in
                    timetable.syncs.tables(name).compactMap { source in
                        // A sync that writes down how far it is may have found nothing new.
                        watermarks[source.id].map { watermark in
                            let moment = source.loadedAtQuery == nil ? nil : watermark.completeTo
                            return "\(source.name)=\(watermark.version)@\(moment ?? 0)"
                        }
                    }.joined(separator: ",")
                }
                let isNew = zip(names, now).allSatisfy { !$1.isEmpty && marks[$0] != $1 }
                guard isNew else { continue }
                for (name, version) in zip(names, now) { marks[name] = version }
                wanted[node] = Wanted(kind: .sync, why: "after sync \(names.joined(separator: ", "))")
            }
            guard marks != self.marks[node] ?? [:] else { continue }
            try await environment.state.write(marks, of: node)
            self.marks[node] = marks
        }
    }

    /// Ends the waits that are over.
    private func settle(
        _ watermarks: [NodeID: Watermark], _ wanted: inout [NodeID: Wanted], _ environment: RunEnvironment,
        _ timetable: PipelineTimetable, _ now: Int64
    ) async throws {
        let before = waits
        var held: [NodeID: RunRequest.Held] = [:]
        for node in before.keys.sorted() {
            guard var wait = waits[node], let rule = timetable.wait(of: node) else {
                waits[node] = nil
                continue
            }
            let end = wait.end(rule, in: timetable.zone(of: node), now: now) { name in
                let known = timetable.syncs.tables(name).map { watermarks[$0.id]?.completeTo }
                return known.contains(nil) ? nil : known.compactMap { $0 }.min()
            }
            waits[node] = end == nil ? wait : nil
            switch end {
            case nil: break
            case .run(let why): wanted[node] = Wanted(kind: .schedule, why: why)
            case .skip(let why): held[node] = RunRequest.Held(.skipped, why)
            case .fail(let why): held[node] = RunRequest.Held(.failed, why)
            }
        }
        if before != waits { try await environment.state.write(waits.values.sorted { $0.due < $1.due }) }
        guard !held.isEmpty else { return }
        var request = RunRequest(
            .build, Set(held.keys), trigger: RunTrigger(.schedule, why: "what was waited for did not come"))
        request.held = held
        try await start(request, environment)
    }

    // MARK: Beginning it

    /// Builds what of the nodes, and of what follows them, is not as it would become. What was tried with the same
    /// inputs and failed is not tried again until something is different.
    private func begin(
        _ wanted: [NodeID: Wanted], _ environment: RunEnvironment, _ timetable: PipelineTimetable
    ) async throws {
        guard !wanted.isEmpty else { return }
        let pending = await engine.pending.filter {
            environment.project.models[$0].map { $0.kind != .ephemeral } ?? false
        }
        let isBlocked: (NodeID) -> Bool = { node in
            !pending.isEmpty && !environment.graph.ancestors(of: [node]).isDisjoint(with: pending)
        }
        var nodes: Set<NodeID> = []
        for (node, want) in wanted {
            if isBlocked(node) { deferred[node] = want } else { nodes.insert(node) }
        }
        for node in timetable.following(nodes) {
            if isBlocked(node) {
                deferred[node] = deferred[node] ?? Wanted(kind: .schedule, why: "what it reads was built")
            } else {
                nodes.insert(node)
            }
        }
        guard !nodes.isEmpty else { return }
        let due = try await environment.due(nodes)
        guard due.contains(where: { tried[$0.key] != $0.value }) else {
            if wanted.values.contains(where: { $0.kind == .start }), due.isEmpty {
                logger.info("The pipelines' tables are up to date.")
            }
            return
        }
        for (node, signature) in due { tried[node] = signature }
        let reasons = wanted.filter { nodes.contains($0.key) && due[$0.key] != nil }
        var request = RunRequest(
            .build, nodes.union(environment.tests(of: nodes)), trigger: Self.trigger(reasons.isEmpty ? wanted : reasons)
        )
        request.reasons = reasons.compactMapValues(\.why)
        try await start(request, environment)
    }

    private static func trigger(_ wanted: [NodeID: Wanted]) -> RunTrigger {
        let kinds = Set(wanted.values.map(\.kind))
        let kind = [RunTrigger.Kind.start, .change, .sync, .schedule].first(where: kinds.contains) ?? .schedule
        let why = Set(wanted.values.compactMap(\.why)).sorted()
        let rest = why.count > 3 ? ["and \(why.count - 3) more reasons"] : []
        return RunTrigger(kind, why: why.isEmpty ? nil : (why.prefix(3) + rest).joined(separator: "; "))
    }

    private func start(_ request: RunRequest, _ environment: RunEnvironment) async throws {
        let handle = try await engine.start(request, environment)
        goingOn += 1
        Task {
            let summary = await handle.summary()
            await self.ended(summary, environment)
            self.finish()
        }
    }

    private func finish() { goingOn -= 1 }
}

extension RunEnvironment {
    /// The tests of nodes, and of the sources that they read, which come first.
    package func tests(of nodes: Set<NodeID>) -> Set<NodeID> {
        let sources = nodes.reduce(into: Set<NodeID>()) { sources, node in
            sources.formUnion(graph.parents(of: node).filter { project.sources[$0] != nil })
        }
        let tested = nodes.union(sources)
        var tests = Set(project.tests.values.filter { !tested.isDisjoint(with: $0.inputs) }.map(\.id))
        tests.formUnion(project.unitTests.values.filter { $0.model.map(nodes.contains) ?? false }.map(\.id))
        return tests
    }
}
