internal import Foundation
internal import Synchronization

/// Runs pipelines: several runs at once, though never two on one node.
package actor PipelineEngine {
    /// A run that was asked for: what happens in it, and what it came to.
    package struct Handle: Sendable {
        package let id: String
        /// Everything that happens from now on.
        package let events: AsyncStream<RunEvent>
        fileprivate let task: Task<RunSummary, Never>
        /// Whether another request for the same was joined.
        package let hasJoined: Bool

        package func summary() async -> RunSummary { await task.value }
    }

    /// A run that goes on, as far as it has come.
    package struct Progress: Sendable {
        package var run: RunRecord
        package var total = 0
        package var running: [NodeID] = []
        package var ended: [RunNodeRecord] = []
    }

    private struct Active {
        var request: RunRequest
        var task: Task<RunSummary, Never>
        var progress: Progress
        var hasBegun = false
        var listeners: [AsyncStream<RunEvent>.Continuation] = []
    }

    private let locks = NodeLocks()
    private let places = BuildPlaces()
    private var active: [String: Active] = [:]
    /// How many runs have ended, and how many nodes have failed in them.
    package private(set) var runs = 0
    package private(set) var failures = 0

    package init() {}

    /// Begins a run, or joins one that would do the same and has not begun to build.
    /// - Throws: ``RunRefusal`` for what must not be done.
    package func start(_ request: RunRequest, _ environment: RunEnvironment) throws(RunRefusal) -> Handle {
        try check(request, environment)
        var request = request
        if environment.project.settings.environments == "versions" { request.isBlueGreen = true }
        if let (id, known) = active.first(where: { !$0.value.hasBegun && $0.value.request.isSame(as: request) }) {
            return Handle(id: id, events: listen(to: id), task: known.task, hasJoined: true)
        }
        let id = UUID().uuidString.lowercased()
        let run = RunRecord(
            id: id, command: request.command.rawValue, trigger: request.trigger, selection: request.selection,
            started: environment.now(), finished: nil, state: .running)
        let (stream, events) = AsyncStream.makeStream(of: RunEvent.self)
        let (locks, places) = (locks, places)
        let asked = request
        let task = Task {
            let summary = await PipelineRun(
                environment: environment, request: asked, run: run, locks: locks, places: places,
                data: RunData(environment, locks),
                journal: RunJournal(state: environment.state, run: id, logger: environment.logger),
                tell: { events.yield($0) }
            ).execute()
            events.finish()
            return summary
        }
        active[id] = Active(request: request, task: task, progress: Progress(run: run))
        let handle = Handle(id: id, events: listen(to: id), task: task, hasJoined: false)
        Task { await self.follow(id, stream) }
        return handle
    }

    private func check(_ request: RunRequest, _ environment: RunEnvironment) throws(RunRefusal) {
        guard request.isFullRefresh else { return }
        let kept = request.nodes.sorted().filter { id in
            environment.project.models[id]?.settings.isProtected == true && !request.overridden.contains(id)
        }
        guard kept.isEmpty else {
            let names = kept.compactMap { environment.project.models[$0]?.name }
            throw RunRefusal(
                "\(names.joined(separator: ", ")) \(names.count == 1 ? "is" : "are") protected and can't be made from "
                    + "scratch. Leave \(names.count == 1 ? "it" : "them") out, or name each with --override.")
        }
    }

    private func listen(to id: String) -> AsyncStream<RunEvent> {
        let (stream, continuation) = AsyncStream.makeStream(of: RunEvent.self)
        active[id]?.listeners.append(continuation)
        return stream
    }

    private func follow(_ id: String, _ stream: AsyncStream<RunEvent>) async {
        for await event in stream {
            note(event, of: id)
            for listener in active[id]?.listeners ?? [] { listener.yield(event) }
        }
        for listener in active[id]?.listeners ?? [] { listener.finish() }
        active[id] = nil
    }

    private func note(_ event: RunEvent, of id: String) {
        switch event {
        case .began(_, let total): active[id]?.progress.total = total
        case .nodeBegan(let node, _):
            active[id]?.hasBegun = true
            active[id]?.progress.running.append(node)
        case .nodeEnded(let record, _):
            active[id]?.progress.running.removeAll { $0.text == record.node }
            active[id]?.progress.ended.append(record)
        case .ended(let summary):
            runs += 1
            failures += summary.count(.failed)
        case .message: break
        }
    }

    /// Stops a run: what it builds is rolled back.
    /// - Returns: False when there is no such run, or it is over.
    @discardableResult
    package func cancel(_ id: String) -> Bool {
        guard let run = active[id] else { return false }
        run.task.cancel()
        return true
    }

    /// Stops all runs and waits for them.
    package func stop() async {
        let tasks = active.values.map(\.task)
        for task in tasks { task.cancel() }
        for task in tasks { _ = await task.value }
    }

    /// The runs that go on, oldest first.
    package var progress: [Progress] { active.values.map(\.progress).sorted { $0.run.started < $1.run.started } }

    /// The nodes that runs are going to build or build right now, parts of backfills left out.
    package var pending: Set<NodeID> {
        var pending: Set<NodeID> = []
        for run in active.values where !run.request.isPiece && run.request.command != .test {
            let ended = Set(run.progress.ended.map { NodeID($0.node) })
            pending.formUnion(run.request.nodes.subtracting(ended))
        }
        return pending
    }

    /// Whether anything goes on that a backfill gives way to.
    package var isBusy: Bool { active.values.contains { !$0.request.isPiece } }

    /// The nodes that are being built right now.
    package var building: Set<NodeID> { Set(active.values.flatMap(\.progress.running)) }
}
