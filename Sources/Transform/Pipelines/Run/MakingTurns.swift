/// Lets the statements that make tables run one after the other where each keeps all cores busy: two of them at once
/// push each other's hash tables out of the caches, which costs a tenth to a fifth of the time. What surrounds them,
/// transactions and records, goes on beside the next one.
///
/// A statement that takes longer than ``patience`` delays nobody: whoever waits for it then runs beside it.
package actor MakingTurns {
    private struct Waiter {
        var ticket: UInt64
        var continuation: CheckedContinuation<Bool, Never>
    }

    private static let patience = Duration.milliseconds(300)

    private let limit: Int
    private var taken = 0
    private var waiting: [Waiter] = []
    private var nextTicket: UInt64 = 0

    /// - Parameter cores: How many the warehouse uses. A statement seldom keeps more than two of them busy.
    package init(cores: Int) { limit = max(1, cores / 2) }

    /// Runs `body` in its turn.
    nonisolated func take<Value: Sendable>(_ body: () async throws -> Value) async throws -> Value {
        let hasTurn = await wait()
        do {
            let value = try await body()
            if hasTurn { await give() }
            return value
        } catch {
            if hasTurn { await give() }
            throw error
        }
    }

    private func wait() async -> Bool {
        guard taken >= limit else {
            taken += 1
            return true
        }
        nextTicket &+= 1
        let ticket = nextTicket
        let patience = Task {
            guard (try? await Task.sleep(for: Self.patience)) != nil else { return }
            self.abandon(ticket)
        }
        defer { patience.cancel() }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                waiting.append(Waiter(ticket: ticket, continuation: continuation))
                if Task.isCancelled { abandon(ticket) }
            }
        } onCancel: {
            Task { await self.abandon(ticket) }
        }
    }

    private func give() {
        guard !waiting.isEmpty else {
            taken -= 1
            return
        }
        waiting.removeFirst().continuation.resume(returning: true)
    }

    private func abandon(_ ticket: UInt64) {
        guard let place = waiting.firstIndex(where: { $0.ticket == ticket }) else { return }
        waiting.remove(at: place).continuation.resume(returning: false)
    }
}
