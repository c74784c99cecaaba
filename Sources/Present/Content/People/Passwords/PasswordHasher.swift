import Dispatch
import Foundation
import Synchronization

/// Hashes passwords, two at once at most: each takes 32 MiB, and the threads that answer requests must not wait for them.
package final class PasswordHasher: Sendable {
    /// Too many wait; try again in a moment.
    package struct Busy: Error {}

    /// A queue that hashes, or `nil` for whoever has waited too long.
    private typealias Turn = DispatchQueue?

    private struct State {
        var free: [DispatchQueue]
        var waiting: [(id: Int, turn: CheckedContinuation<Turn, Never>)] = []
        var nextID = 0
    }

    private static let mostWaiting = 64
    private let patience: Duration
    /// Serial queues have threads of their own. A concurrent one would take those of the tasks that answer requests.
    private let state = Mutex(
        State(free: [DispatchQueue(label: "soundings.passwords.1"), DispatchQueue(label: "soundings.passwords.2")]))
    /// What a password is compared with where there is no account, so that both take as long.
    private let dummy: PasswordHash

    package init(patience: Duration = .seconds(2)) {
        self.patience = patience
        dummy = PasswordHash(
            logRounds: PasswordHash.logRounds, blockSize: PasswordHash.blockSize,
            parallelism: PasswordHash.parallelism, salt: [UInt8](repeating: 7, count: 16),
            hash: [UInt8](repeating: 0, count: 32))
    }

    /// - Throws: ``Busy``
    func hash(_ password: String) async throws -> String {
        try await inTurn { try PasswordHash.of(password).text }
    }

    /// Whether a password is the one that was kept. `nil` is compared with nothing, and takes as long.
    func matches(_ password: String, _ kept: String?) async throws -> Bool {
        let hash = kept.flatMap(PasswordHash.init(text:))
        let compared = hash ?? dummy
        let isRight = try await inTurn { try compared.matches(password) }
        return hash != nil && isRight
    }

    private func inTurn<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
        guard let queue = await takeTurn() else { throw Busy() }
        defer { giveBack(queue) }
        return try await withCheckedThrowingContinuation { continuation in
            queue.async { continuation.resume(with: Result { try work() }) }
        }
    }

    private func takeTurn() async -> Turn {
        let id = state.withLock { state in
            state.nextID += 1
            return state.nextID
        }
        return await withCheckedContinuation { continuation in
            let answer = state.withLock { state -> Turn? in
                if let queue = state.free.popLast() { return queue }
                guard state.waiting.count < Self.mostWaiting else { return .some(nil) }
                state.waiting.append((id, continuation))
                return nil
            }
            if let answer {
                continuation.resume(returning: answer)
            } else {
                // Only now is there something to give up.
                Task { [patience] in
                    try await Task.sleep(for: patience)
                    giveUp(id)
                }
            }
        }
    }

    private func giveBack(_ queue: DispatchQueue) {
        let next = state.withLock { state -> CheckedContinuation<Turn, Never>? in
            guard !state.waiting.isEmpty else {
                state.free.append(queue)
                return nil
            }
            return state.waiting.removeFirst().turn
        }
        next?.resume(returning: queue)
    }

    private func giveUp(_ id: Int) {
        let late = state.withLock { state -> CheckedContinuation<Turn, Never>? in
            guard let place = state.waiting.firstIndex(where: { $0.id == id }) else { return nil }
            return state.waiting.remove(at: place).turn
        }
        late?.resume(returning: nil)
    }
}
