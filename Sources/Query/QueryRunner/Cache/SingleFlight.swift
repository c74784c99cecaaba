/// The queries that run: whoever asks for what another one is asking already waits for that answer.
///
/// Nothing is shared but what is the same byte for byte, under equal limits, and of the same data. A query ends when all
/// who wait for it have gone.
actor SingleFlight {
    struct Key: Hashable {
        var query: ResultCache.Key
        /// Of the data that it reads.
        var version: String
        var priority: AdmissionQueue.Priority
        var timeLimit: Duration
    }

    private struct Flight {
        var number: UInt64
        var task: Task<Void, Never>
        var waiting: [UInt64: CheckedContinuation<StatementResults, any Error>]
    }

    private var flights: [Key: Flight] = [:]
    private var next: UInt64 = 0

    /// How many run.
    var count: Int { flights.count }

    /// What `compute` gives, or the same of somebody who has begun it before.
    /// - Parameter joined: Called when it is another one's.
    /// - Throws: whatever `compute` throws, and `CancellationError` at once when the calling task is cancelled.
    nonisolated func results(
        for key: Key, joined: @Sendable () -> Void, compute: @escaping @Sendable () async throws -> StatementResults
    ) async throws -> StatementResults {
        let ticket = await makeTicket()
        return try await withTaskCancellationHandler {
            try await wait(for: key, ticket: ticket, joined: joined, compute: compute)
        } onCancel: {
            Task { await self.abandon(key, ticket: ticket) }
        }
    }

    private func makeTicket() -> UInt64 {
        next += 1
        return next
    }

    private func wait(
        for key: Key, ticket: UInt64, joined: @Sendable () -> Void,
        compute: @escaping @Sendable () async throws -> StatementResults
    ) async throws -> StatementResults {
        try Task.checkCancellation()
        if flights[key] != nil { joined() }
        return try await withCheckedThrowingContinuation { continuation in
            if flights[key] != nil {
                flights[key]?.waiting[ticket] = continuation
            } else {
                let number = ticket
                let task = Task {
                    let result: Result<StatementResults, any Error>
                    do {
                        result = .success(try await compute())
                    } catch {
                        result = .failure(error)
                    }
                    self.land(key, number, result)
                }
                flights[key] = Flight(number: number, task: task, waiting: [ticket: continuation])
            }
        }
    }

    private func land(_ key: Key, _ number: UInt64, _ result: Result<StatementResults, any Error>) {
        guard let flight = flights[key], flight.number == number else { return }
        flights[key] = nil
        for continuation in flight.waiting.values { continuation.resume(with: result) }
    }

    private func abandon(_ key: Key, ticket: UInt64) {
        guard let continuation = flights[key]?.waiting.removeValue(forKey: ticket) else { return }
        continuation.resume(throwing: CancellationError())
        if flights[key]?.waiting.isEmpty == true {
            flights.removeValue(forKey: key)?.task.cancel()
        }
    }
}
