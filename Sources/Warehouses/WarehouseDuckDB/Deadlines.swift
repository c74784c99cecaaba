import Synchronization

/// Calls back when the time of a statement is over. One task sleeps for all of them: nearly every statement ends long
/// before, and to arm and disarm a timer costs a tenth of a short one.
final class Deadlines: Sendable {
    /// What to give back to ``remove(_:)``.
    typealias Ticket = UInt64

    private struct Entry {
        var instant: ContinuousClock.Instant
        var action: @Sendable () -> Void
    }

    private struct State {
        var entries: [Ticket: Entry] = [:]
        var lastTicket: Ticket = 0
        var sleeper: (task: Task<Void, Never>, wakes: ContinuousClock.Instant)?
    }

    private let state = Mutex(State())

    deinit { state.withLock { $0.sleeper?.task.cancel() } }

    /// Calls `action` once at `instant`, unless it is removed before. Of several that are due the earliest is called first.
    func add(_ instant: ContinuousClock.Instant, _ action: @escaping @Sendable () -> Void) -> Ticket {
        state.withLock { state in
            state.lastTicket &+= 1
            state.entries[state.lastTicket] = Entry(instant: instant, action: action)
            if state.sleeper.map({ instant < $0.wakes }) ?? true { sleep(until: instant, &state) }
            return state.lastTicket
        }
    }

    /// The task goes on sleeping, and finds out when it wakes that there is nothing to be done.
    func remove(_ ticket: Ticket) { state.withLock { _ = $0.entries.removeValue(forKey: ticket) } }

    private func sleep(until instant: ContinuousClock.Instant, _ state: inout State) {
        state.sleeper?.task.cancel()
        let task = Task { [weak self] in
            guard (try? await Task.sleep(until: instant, clock: .continuous)) != nil else { return }
            self?.wake()
        }
        state.sleeper = (task, instant)
    }

    private func wake() {
        let due = state.withLock { state in
            let now = ContinuousClock.now
            let due = state.entries.filter { $0.value.instant <= now }.sorted { $0.value.instant < $1.value.instant }
            for (ticket, _) in due { state.entries[ticket] = nil }
            state.sleeper = nil
            if let next = state.entries.values.map(\.instant).min() { sleep(until: next, &state) }
            return due.map(\.value.action)
        }
        for action in due { action() }
    }
}
