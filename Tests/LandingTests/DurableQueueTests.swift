import Foundation
import GRDB
import Landing
import Testing

@Suite struct DurableQueueTests {
    let folder: TemporaryFolder
    var path: String { folder.file("queue.sqlite") }

    init() throws { folder = try TemporaryFolder() }

    private func body(_ text: String, format: String = "amplitude-v2", at seconds: Int64 = 1_700_000_000) -> NewBody {
        NewBody(
            receivedAt: Timestamp(microseconds: seconds * 1_000_000), format: format, project: ProjectID(7),
            clientAddress: "203.0.113.7",
            facts: RequestFacts(
                method: "POST", path: "/batch", query: "a=1", peerAddress: "203.0.113.7:4711", forwardedFor: "10.0.0.1",
                userAgent: "test \"quoted\"", hasUpdate: true),
            body: Array(text.utf8))
    }

    @Test func `a body comes back byte by byte with all that was stored beside it`() async throws {
        let queue = try DurableQueue(path: path)
        let sent = body("{\"a\":1}\u{0}\u{FF}")
        let seq = try await queue.append(sent)
        let bodies = try await queue.bodies(after: 0, largestBytes: .max, largestCount: 10)
        #expect(seq == 1)
        #expect(bodies.count == 1)
        #expect(bodies[0].seq == 1)
        #expect(bodies[0].body == sent.body)
        #expect(bodies[0].facts == sent.facts)
        #expect(bodies[0].receivedAt == sent.receivedAt)
        #expect(bodies[0].project == ProjectID(7))
        #expect(bodies[0].format == "amplitude-v2")
        #expect(bodies[0].clientAddress == "203.0.113.7")
        #expect(bodies[0].isIntact)
    }

    @Test func `bodies that wait together each get a number of their own`() async throws {
        let queue = try DurableQueue(path: path)
        let numbers = try await withThrowingTaskGroup(of: Int64.self) { group in
            for index in 0..<200 { group.addTask { try await queue.append(body("\(index)")) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(Set(numbers) == Set(1...200))
        let counts = await queue.statistics
        #expect(counts.bodies == 200)
        #expect(counts.last == 200)
    }

    @Test func `several bodies at once are stored in their order`() async throws {
        let queue = try DurableQueue(path: path)
        async let first = queue.append([body("a"), body("b")])
        async let second = queue.append(["c", "d", "e"].map { body($0) })
        let numbers = try await [first, second]
        #expect(numbers.map(\.count) == [2, 3])
        #expect(Set(numbers.joined()) == [1, 2, 3, 4, 5])
        #expect(try await queue.append([]) == [])
        let stored = try await queue.bodies(after: 0, largestBytes: .max, largestCount: 10)
        #expect(
            numbers[1].map { number in stored.first { $0.seq == number }?.body }
                == ["c", "d", "e"].map { Array($0.utf8) })
    }

    @Test func `what was acknowledged is there after reopening, with the same id`() async throws {
        let first = try DurableQueue(path: path)
        _ = try await first.append(body("one"))
        let id = first.id
        await first.close()
        await #expect(throws: QueueError.closed) { _ = try await first.append(body("late")) }

        let second = try DurableQueue(path: path)
        #expect(second.id == id)
        #expect(
            try await second.bodies(after: 0, largestBytes: .max, largestCount: 10).map(\.body) == [Array("one".utf8)])
        #expect(try await second.append(body("two")) == 2)
    }

    @Test func `a number is never used again, not even in an empty queue`() async throws {
        let first = try DurableQueue(path: path)
        for text in ["a", "b", "c"] { _ = try await first.append(body(text)) }
        try await first.remove(through: 3)
        #expect(await first.statistics.removedThrough == 3)
        await first.close()
        let second = try DurableQueue(path: path)
        let counts = await second.statistics
        #expect(counts.bodies == 0)
        #expect(counts.bytes == 0)
        #expect(counts.removedThrough == 3)
        #expect(try await second.append(body("d")) == 4)
    }

    @Test func `reading stops at the limits but always gives one body`() async throws {
        let queue = try DurableQueue(path: path)
        for text in ["aaaa", "bbbb", "cccc"] { _ = try await queue.append(body(text)) }
        #expect(try await queue.bodies(after: 0, largestBytes: 1, largestCount: 10).map(\.seq) == [1])
        #expect(try await queue.bodies(after: 0, largestBytes: 8, largestCount: 10).map(\.seq) == [1, 2])
        #expect(try await queue.bodies(after: 1, largestBytes: .max, largestCount: 1).map(\.seq) == [2])
        #expect(try await queue.bodies(after: 3, largestBytes: .max, largestCount: 1).isEmpty)
    }

    @Test func `every commit is synced`() async throws {
        let queue = try DurableQueue(path: path)
        try await queue.append(body("a"))
        // What only the file tells: the log mode. That synchronous is FULL is checked when it opens.
        let other = try DatabaseQueue(path: path)
        #expect(try await other.read { try String.fetchOne($0, sql: "PRAGMA journal_mode") } == "wal")
    }

    @Test func `too much waiting is refused and the rest is stored`() async throws {
        var limits = DurableQueue.Limits()
        limits.storedBytes = 2000
        let queue = try DurableQueue(path: path, limits: limits)
        try await queue.append(body(String(repeating: "x", count: 1500)))
        await #expect(throws: QueueError.self) {
            try await queue.append(body(String(repeating: "y", count: 1500)))
        }
        #expect(await queue.statistics.refused == 1)
        try await queue.remove(through: 1)
        #expect(try await queue.append(body("z")) == 2)
    }

    @Test func `a full disk refuses without harm and goes on when there is space`() async throws {
        let queue = try DurableQueue(path: path, largestPageCount: 60)
        var stored = 0
        var failure: QueueError?
        for index in 0..<200 {
            do {
                try await queue.append(body(String(repeating: "\(index % 10)", count: 8000)))
                stored += 1
            } catch {
                failure = error
                break
            }
        }
        guard case .full = failure else {
            Issue.record("expected a full disk, got \(String(describing: failure))")
            return
        }
        #expect(stored > 5)
        #expect(try await queue.bodies(after: 0, largestBytes: .max, largestCount: 1000).count == stored)
        try await queue.remove(through: Int64(stored))
        #expect(try await queue.append(body("again")) == Int64(stored + 1))
    }

    @Test func `a reserve of the disk is left alone`() async throws {
        var limits = DurableQueue.Limits()
        limits.reservedDiskBytes = .max / 2
        let queue = try DurableQueue(path: path, limits: limits)
        do {
            try await queue.append(body("a"))
            Issue.record("it was stored")
        } catch {
            guard case .full = error else {
                Issue.record("\(error)")
                return
            }
        }
    }

    @Test func `nothing is acknowledged into a file that was deleted`() async throws {
        let queue = try DurableQueue(path: path)
        try FileManager.default.removeItem(atPath: path)
        await #expect(throws: QueueError.broken("The queue \(path) is gone.")) { _ = try await queue.append(body("a")) }
        await #expect(throws: QueueError.broken("The queue \(path) is gone.")) { _ = try await queue.append(body("b")) }
        await #expect(throws: QueueError.self) { try await queue.reopen() }
    }

    @Test func `a damaged file is refused with its name, the reason and a way out`() async throws {
        let queue = try DurableQueue(path: path)
        for index in 0..<50 { _ = try await queue.append(body(String(repeating: "\(index % 10)", count: 3000))) }
        await queue.close()
        let file = try FileHandle(forUpdating: URL(fileURLWithPath: path))
        try file.seek(toOffset: 4096 * 5)
        try file.write(contentsOf: Data(repeating: 0xAB, count: 4096 * 6))
        try file.close()
        let path = path
        #expect {
            _ = try DurableQueue(path: path)
        } throws: { error in
            let text = "\(error)"
            guard case QueueError.damaged(let file, let reason) = error else { return false }
            return file == path && !reason.isEmpty && text.contains(".recover")
        }
    }

    @Test func `a file that is no database is refused and left as it was`() async throws {
        let garbage = Data("this is a text file, and a long enough one to be looked at by SQLite ......".utf8)
        try garbage.write(to: URL(fileURLWithPath: path))
        let path = path
        #expect(throws: QueueError.self) { _ = try DurableQueue(path: path) }
        #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == garbage)
    }

    @Test func `another program's database is refused`() async throws {
        let other = try DatabaseQueue(path: path)
        try await other.write { try $0.execute(sql: "CREATE TABLE things (id INTEGER)") }
        try other.close()
        let path = path
        #expect(throws: QueueError.damaged(file: path, reason: "it is some other SQLite database")) {
            _ = try DurableQueue(path: path)
        }
    }

    @Test func `a flipped bit in a body is found when it is read`() async throws {
        let queue = try DurableQueue(path: path)
        try await queue.append(body("payload"))
        await queue.close()
        let other = try DatabaseQueue(path: path)
        try await other.write { try $0.execute(sql: "UPDATE bodies SET body = x'7061796c6f6165'") }
        try other.close()
        let reopened = try DurableQueue(path: path)
        #expect(try await reopened.bodies(after: 0, largestBytes: .max, largestCount: 1).map(\.isIntact) == [false])
    }

    @Test func `rejects are kept with their reason, newest first`() async throws {
        let queue = try DurableQueue(path: path)
        let long = Array(repeating: UInt8(ascii: "x"), count: 10_000)
        for index in 0..<3 {
            await queue.keep([
                Reject(
                    at: Timestamp(microseconds: 5), format: "amplitude-v2", project: ProjectID(1), key: "k",
                    reason: "r\(index)", index: index, body: long)
            ])
        }
        let rejects = try await queue.rejects()
        #expect(rejects.map(\.reason) == ["r2", "r1", "r0"])
        #expect(rejects[0].index == 2)
        #expect(rejects[0].body.count == Reject.largestBody)
        #expect(await queue.statistics.rejected == 3)
    }

    @Test func `waiting ends when a body comes`() async throws {
        let queue = try DurableQueue(path: path)
        async let waiting: Void = queue.waitForBodies(after: 0)
        try await queue.append(body("a"))
        await waiting
        await queue.waitForBodies(after: 0)
        let cancelled = Task { await queue.waitForBodies(after: 1) }
        cancelled.cancel()
        await cancelled.value
    }
}
