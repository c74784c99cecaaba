import Testing

@testable import QueryRunner

@Suite("The queue of queries")
struct AdmissionQueueTests {
    /// Waits until the queue holds what a test expects; the test's own time limit ends it when that never happens.
    private func settle(_ queue: AdmissionQueue, running: Int, waiting: Int) async throws {
        while await queue.load != (running, waiting) {
            try Task.checkCancellation()
            await Task.yield()
        }
    }

    @Test("runs no more queries at once than its limit", .timeLimit(.minutes(5)))
    func limit() async throws {
        let queue = AdmissionQueue(limit: 2)
        try await queue.enter(.interactive)
        try await queue.enter(.interactive)
        let third = Task { try await queue.run(.interactive) { 3 } }
        try await settle(queue, running: 2, waiting: 1)
        await queue.leave()
        #expect(try await third.value == 3)
        try await settle(queue, running: 1, waiting: 0)
    }

    @Test("lets people in before background work that came earlier", .timeLimit(.minutes(5)))
    func priority() async throws {
        let queue = AdmissionQueue(limit: 1)
        let order = Recorder()
        try await queue.enter(.interactive)
        let background = Task { try await queue.run(.background) { await order.note("background") } }
        try await settle(queue, running: 1, waiting: 1)
        let person = Task { try await queue.run(.interactive) { await order.note("person") } }
        try await settle(queue, running: 1, waiting: 2)
        await queue.leave()
        try await person.value
        try await background.value
        #expect(await order.notes == ["person", "background"])
    }

    @Test("gives up the place of a query that is cancelled while it waits", .timeLimit(.minutes(5)))
    func cancellation() async throws {
        let queue = AdmissionQueue(limit: 1)
        try await queue.enter(.interactive)
        let waiting = Task { try await queue.run(.interactive) { "never" } }
        try await settle(queue, running: 1, waiting: 1)
        waiting.cancel()
        await #expect(throws: CancellationError.self) { try await waiting.value }
        await queue.leave()
        #expect(try await queue.run(.interactive) { "next" } == "next")
        #expect(await queue.load == (0, 0))
    }

    @Test("frees the place of a query that fails")
    func failure() async throws {
        let queue = AdmissionQueue(limit: 1)
        await #expect(throws: QueryFailure.self) { try await queue.run(.interactive) { throw QueryFailure.cancelled } }
        #expect(await queue.load == (0, 0))
    }

    @Test("lets in whoever has the fewest running", .timeLimit(.minutes(5)))
    func fairness() async throws {
        let queue = AdmissionQueue(limit: 2)
        let (many, one) = (AdmissionQueue.Owner("many"), AdmissionQueue.Owner("one"))
        let first = try await queue.enter(.interactive, of: many)
        let second = try await queue.enter(.interactive, of: many)
        let order = Recorder()
        let third = Task { try await queue.run(.interactive, of: many) { await order.note("many") } }
        try await settle(queue, running: 2, waiting: 1)
        let other = Task { try await queue.run(.interactive, of: one) { await order.note("one") } }
        try await settle(queue, running: 2, waiting: 2)
        await queue.leave(first)
        try await other.value
        try await third.value
        #expect(await order.notes == ["one", "many"])
        await queue.leave(second)
        #expect(await queue.load == (0, 0))
    }

    @Test("keeps a person to their limit while places are free", .timeLimit(.minutes(5)))
    func ownLimit() async throws {
        let queue = AdmissionQueue(limit: 4)
        let owner = AdmissionQueue.Owner("one", most: 1)
        let place = try await queue.enter(.interactive, of: owner)
        let next = Task { try await queue.run(.interactive, of: owner) { true } }
        try await settle(queue, running: 1, waiting: 1)
        // Others are not kept waiting by it.
        #expect(try await queue.run(.interactive, of: AdmissionQueue.Owner("two")) { true })
        await queue.leave(place)
        #expect(try await next.value)
    }

    @Test("leaves a place to people", .timeLimit(.minutes(5)))
    func backgroundLeavesRoom() async throws {
        let queue = AdmissionQueue(limit: 2)
        let place = try await queue.enter(.background)
        let more = Task { try await queue.run(.background) { true } }
        try await settle(queue, running: 1, waiting: 1)
        #expect(try await queue.run(.interactive) { true })
        await queue.leave(place)
        #expect(try await more.value)
    }

    @Test("refuses a crowd at once", .timeLimit(.minutes(5)))
    func crowd() async throws {
        let queue = AdmissionQueue(limit: 1, waitingLimit: 1)
        try await queue.enter(.interactive)
        let first = Task { try await queue.run(.interactive) { true } }
        try await settle(queue, running: 1, waiting: 1)
        do {
            try await queue.enter(.background)
            Issue.record("the third query was let in")
        } catch QueryFailure.busy {}
        await queue.leave()
        #expect(try await first.value)
    }
}

private actor Recorder {
    private(set) var notes: [String] = []

    func note(_ text: String) { notes.append(text) }
}
