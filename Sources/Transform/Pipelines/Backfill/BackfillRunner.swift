internal import Foundation

/// Does backfills one after the other, a piece at a time, whenever no other run goes on. What is done is written down
/// after each piece: whoever opens the state later goes on from there.
package actor BackfillRunner {
    package typealias Environment = @Sendable () async throws -> RunEnvironment

    /// What happens in a backfill.
    package enum Event: Sendable {
        /// It is as far as this, or in another state.
        case changed(Backfill)
        /// Something happens in the run of a piece.
        case run(RunEvent)
    }

    private let engine: PipelineEngine
    private let environment: Environment
    private var current: (backfill: String, run: String)?
    /// Orders and progress change one row, one after the other.
    private let turns = Turns()
    private var listeners: [String: [AsyncStream<Event>.Continuation]] = [:]

    /// How often it looks whether other runs are over.
    private static let lookInterval = Duration.milliseconds(100)

    /// - Parameter environment: The project as it is; asked again for each piece.
    package init(engine: PipelineEngine, environment: @escaping Environment) {
        self.engine = engine
        self.environment = environment
    }

    // MARK: Orders

    /// Writes a backfill down. It begins when those before it are over.
    /// - Throws: ``RunRefusal`` when nothing of it can be built; `WarehouseError`
    package func add(
        _ nodes: Set<NodeID>, _ range: TimeRange, selection: String, trigger: RunTrigger
    ) async throws -> Backfill {
        let environment = try await environment()
        let ordered = environment.graph.order.filter { id in
            guard nodes.contains(id), let model = environment.project.models[id] else { return false }
            return ![.ephemeral, .view, .live, .external, .seed].contains(model.kind) && model.type != .analysis
        }
        guard !ordered.isEmpty else {
            throw RunRefusal("Nothing of '\(selection)' keeps rows that could be filled again.")
        }
        let backfill = Backfill(
            id: UUID().uuidString.lowercased(), nodes: ordered, range: range, selection: selection, who: trigger.who,
            note: trigger.note, started: environment.now())
        try await environment.state.write(backfill)
        return backfill
    }

    /// All that are known, the newest first.
    package func list() async throws -> [Backfill] { try await environment().state.backfills() }

    /// Stops a backfill after the piece that is being built.
    package func pause(_ id: String) async throws -> Backfill {
        try await change(id) { backfill throws(RunRefusal) in
            guard !backfill.state.isOver else { throw RunRefusal("The backfill \(id) is \(backfill.state.rawValue).") }
            backfill.state = .paused
            backfill.message = nil
        }
    }

    /// Goes on where the backfill was paused, or has failed.
    package func resume(_ id: String) async throws -> Backfill {
        try await change(id) { backfill throws(RunRefusal) in
            guard backfill.state == .paused || backfill.state == .failed || !backfill.state.isOver else {
                throw RunRefusal("The backfill \(id) is \(backfill.state.rawValue); begin another one.")
            }
            if backfill.state != .running { backfill.state = .queued }
            backfill.message = nil
        }
    }

    /// Ends a backfill. What the piece at hand has built is rolled back; the pieces before it stay.
    package func cancel(_ id: String) async throws -> Backfill {
        let backfill = try await change(id) { backfill throws(RunRefusal) in
            guard !backfill.state.isOver || backfill.state == .failed else {
                throw RunRefusal("The backfill \(id) is \(backfill.state.rawValue).")
            }
            backfill.state = .cancelled
        }
        if let current, current.backfill == backfill.id { await engine.cancel(current.run) }
        return backfill
    }

    /// - Parameter id: Whole, or so much of its beginning that no other begins so.
    private func change(
        _ id: String, _ change: @Sendable (inout Backfill) throws(RunRefusal) -> Void
    ) async throws -> Backfill {
        let environment = try await environment()
        await turns.begin()
        defer { turns.end() }
        let found = try await environment.state.backfills(limit: .max).filter { !id.isEmpty && $0.id.hasPrefix(id) }
        guard var backfill = found.first, found.count == 1 else {
            throw RunRefusal(
                found.isEmpty ? "There is no backfill \(id)." : "\(found.count) backfills begin with \(id).")
        }
        try change(&backfill)
        backfill.changed = environment.now()
        try await environment.state.write(backfill)
        tell(.changed(backfill), of: backfill.id)
        return backfill
    }

    /// What happens in a backfill from now on, until it is over or paused.
    package func events(of id: String) async throws -> AsyncStream<Event> {
        let (stream, continuation) = AsyncStream.makeStream(of: Event.self)
        listeners[id, default: []].append(continuation)
        if let backfill = try await list().first(where: { $0.id == id }) { tell(.changed(backfill), of: id) }
        return stream
    }

    private func tell(_ event: Event, of id: String) {
        for listener in listeners[id] ?? [] { listener.yield(event) }
        guard case .changed(let backfill) = event, backfill.state.isOver || backfill.state == .paused else { return }
        for listener in listeners[id] ?? [] { listener.finish() }
        listeners[id] = nil
    }

    // MARK: Doing it

    /// Builds the next piece of the oldest backfill that is to go on, once no other run does.
    /// - Parameter only: The one backfill that is meant; `nil` is any.
    /// - Returns: False when there is nothing to be done.
    /// - Throws: `CancellationError`, and `WarehouseError` when the state can't be read or written. The backfill goes on
    ///   with the next step.
    package func step(only: String? = nil) async throws -> Bool {
        guard try await next(only) != nil else { return false }
        while await engine.isBusy { try await Task.sleep(for: Self.lookInterval) }
        // It may have been paused meanwhile.
        guard let backfill = try await next(only) else { return false }
        guard backfill.nodes.indices.contains(backfill.nodeNumber) else {
            try await goOn(backfill) { $0.state = .done }
            return true
        }
        let environment = try await environment()
        let node = backfill.nodes[backfill.nodeNumber]
        do {
            // What is no longer in the project has nothing to be built.
            let pieces = try await environment.project.models[node].asyncMap {
                try await BackfillPieces(environment: environment, backfill: backfill).left(of: $0)
            }
            guard let piece = pieces?.first else {
                try await goOn(backfill) {
                    $0.nodeNumber += 1
                    $0.position = nil
                }
                return true
            }
            try await build(piece, of: node, backfill, environment)
        } catch let failure as NodeFailure {
            try await goOn(backfill) {
                $0.state = .failed
                $0.message = "\(node): \(failure.message)"
            }
        }
        return true
    }

    private func next(_ only: String?) async throws -> Backfill? {
        try await environment().state.backfills(limit: .max).last {
            ($0.state == .queued || $0.state == .running) && (only == nil || $0.id == only)
        }
    }

    /// Writes how far it is, unless somebody has paused or ended it: then only that.
    /// - Returns: Whether it goes on.
    @discardableResult
    private func goOn(_ backfill: Backfill, _ change: @escaping @Sendable (inout Backfill) -> Void) async throws -> Bool
    {
        try await self.change(backfill.id) { stored throws(RunRefusal) in
            let asked = stored.state
            stored.state = .running
            change(&stored)
            if asked == .paused || asked == .cancelled { stored.state = asked }
        }.state == .running
    }

    private func build(
        _ piece: TimeRange, of node: NodeID, _ backfill: Backfill, _ environment: RunEnvironment
    ) async throws {
        guard try await goOn(backfill, { _ in }) else { return }
        let span = "\(UTCTime.text(piece.from)) to \(UTCTime.text(piece.to))"
        let tests = environment.project.tests.values.filter { $0.inputs.contains(node) }.map(\.id)
        var request = RunRequest(
            .backfill, Set(tests + [node]), selection: backfill.selection,
            trigger: RunTrigger(
                .manual, who: backfill.who, why: "backfill \(backfill.id), \(span)", note: backfill.note))
        request.range = piece
        request.isPiece = true
        let handle = try await engine.start(request, environment)
        current = (backfill.id, handle.id)
        // Whoever ends this task ends the piece; the backfill goes on another time.
        let (engine, run) = (engine, handle.id)
        let summary = await withTaskCancellationHandler {
            for await event in handle.events { tell(.run(event), of: backfill.id) }
            return await handle.summary()
        } onCancel: {
            Task { await engine.cancel(run) }
        }
        current = nil
        if summary.isGood {
            try await goOn(backfill) {
                $0.pieces += 1
                $0.position = piece.to
            }
        } else if summary.run.state == .cancelled {
            try Task.checkCancellation()
            try await goOn(backfill) {
                $0.state = .paused
                $0.message = "the run of \(span) was broken off"
            }
        } else {
            let failed = summary.nodes.first { $0.state == .failed }
            let message = "\(failed?.node ?? node.text), \(span): \(failed?.message ?? "the run failed")"
            try await goOn(backfill) {
                $0.state = .failed
                $0.message = message
            }
        }
    }
}

extension Optional {
    fileprivate func asyncMap<Value>(_ transform: (Wrapped) async throws -> Value) async rethrows -> Value? {
        guard let self else { return nil }
        return try await transform(self)
    }
}
