import Synchronization
import Testing

@testable import WarehouseDuckDB

@Suite struct DeadlinesTests {
    /// What was called, in order.
    private final class Calls: Sendable {
        let names = Mutex<[String]>([])

        func note(_ name: String) { names.withLock { $0.append(name) } }

        func wait(for count: Int) async throws -> [String] {
            while names.withLock({ $0.count }) < count { try await Task.sleep(for: .milliseconds(2)) }
            return names.withLock { $0 }
        }
    }

    @Test(.timeLimit(.minutes(1))) func anEarlierDeadlineIsKeptThoughItCameLater() async throws {
        let deadlines = Deadlines()
        let calls = Calls()
        let now = ContinuousClock.now
        _ = deadlines.add(now.advanced(by: .seconds(3_600))) { calls.note("in an hour") }
        _ = deadlines.add(now.advanced(by: .milliseconds(60))) { calls.note("second") }
        _ = deadlines.add(now.advanced(by: .milliseconds(20))) { calls.note("first") }
        #expect(try await calls.wait(for: 2) == ["first", "second"])
    }

    @Test(.timeLimit(.minutes(1))) func nobodyIsCalledAfterItWasRemoved() async throws {
        let deadlines = Deadlines()
        let calls = Calls()
        let now = ContinuousClock.now
        let removed = deadlines.add(now.advanced(by: .milliseconds(400))) { calls.note("removed") }
        _ = deadlines.add(now.advanced(by: .milliseconds(600))) { calls.note("kept") }
        deadlines.remove(removed)
        #expect(try await calls.wait(for: 1) == ["kept"])
        // The sleeper has ended; the next deadline begins another.
        _ = deadlines.add(ContinuousClock.now) { calls.note("later") }
        #expect(try await calls.wait(for: 2) == ["kept", "later"])
    }
}
