import Synchronization
import Testing

@testable import Pipelines

@Suite struct MakingTurnsTests {
    private actor Count {
        var now = 0
        var most = 0
        func enter() {
            now += 1
            most = max(most, now)
        }
        func leave() { now -= 1 }
    }

    /// How many were inside at once at most.
    private func most(of tasks: Int, cores: Int, each time: Duration) async throws -> Int {
        let turns = MakingTurns(cores: cores)
        let count = Count()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<tasks {
                group.addTask {
                    try await turns.take {
                        await count.enter()
                        try await Task.sleep(for: time)
                        await count.leave()
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(await count.now == 0)
        return await count.most
    }

    @Test func twoCoresMakeOneTableAtATime() async throws {
        #expect(try await most(of: 6, cores: 2, each: .milliseconds(2)) == 1)
        #expect(try await most(of: 6, cores: 1, each: .milliseconds(2)) == 1)
    }

    @Test func moreCoresMakeMore() async throws {
        #expect(try await most(of: 12, cores: 8, each: .milliseconds(20)) == 4)
    }

    @Test func aLongStatementDelaysNobodyForLong() async throws {
        #expect(try await most(of: 3, cores: 2, each: .seconds(2)) == 3)
    }

    @Test func afterAFailureTheNextOneHasItsTurn() async throws {
        struct Failed: Error {}
        let turns = MakingTurns(cores: 2)
        for _ in 0..<3 {
            await #expect(throws: Failed.self) { try await turns.take { throw Failed() } }
        }
        #expect(try await turns.take { 1 } == 1)
    }

    @Test func whoIsCancelledWhileWaitingGoesOnToBeCancelled() async throws {
        let turns = MakingTurns(cores: 2)
        let holder = Task { try await turns.take { try await Task.sleep(for: .seconds(60)) } }
        try await Task.sleep(for: .milliseconds(20))
        let waiter = Task { try await turns.take { try Task.checkCancellation() } }
        waiter.cancel()
        await #expect(throws: CancellationError.self) { try await waiter.value }
        holder.cancel()
        await #expect(throws: CancellationError.self) { try await holder.value }
        #expect(try await turns.take { 1 } == 1)
    }
}
