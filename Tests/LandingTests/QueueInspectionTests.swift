import Foundation
import Landing
import Testing
import Warehouse

/// Whether a server would start, found out without one.
@Suite struct QueueInspectionTests {
    /// The queue's files, without the index of the log that readers share: it is memory, not data.
    private func files(_ fixture: LoaderFixture) throws -> [String: Data] {
        let folder = URL(fileURLWithPath: fixture.queue.path).deletingLastPathComponent().path
        let names = try FileManager.default.contentsOfDirectory(atPath: folder).filter {
            $0.hasPrefix("queue") && !$0.hasSuffix("-shm")
        }
        return Dictionary(
            uniqueKeysWithValues: names.map { ($0, FileManager.default.contents(atPath: folder + "/" + $0) ?? Data()) })
    }

    @Test func `a queue that fits is counted and left as it was`() async throws {
        let fixture = try await LoaderFixture()
        try await fixture.send(#"[{"type":"a","user":"amy"}]"#)
        try await fixture.loader.loadAll()
        try await fixture.send(#"[{"type":"b","user":"amy"}]"#)
        await fixture.queue.close()
        let before = try files(fixture)
        let inspection = try QueueInspection(path: fixture.queue.path)
        try await inspection.check(against: fixture.warehouse)
        #expect(inspection.counts?.bodies == 2 && inspection.counts?.last == 2)
        #expect(try files(fixture) == before)
    }

    @Test func `a queue that is not there is not made`() async throws {
        let fixture = try await LoaderFixture()
        let path = fixture.folder.file("none.sqlite")
        let inspection = try QueueInspection(path: path)
        #expect(inspection.counts == nil)
        try await inspection.check(against: fixture.warehouse)
        try await fixture.loader.start()
        await #expect(throws: LoaderError.replacedQueue(file: path)) {
            try await inspection.check(against: fixture.warehouse)
        }
        #expect(!FileManager.default.fileExists(atPath: path))
    }

    @Test func `what keeps a server from starting is found, with the command that accepts it`() async throws {
        let fixture = try await LoaderFixture()
        for _ in 0..<3 { try await fixture.send(#"[{"type":"a","user":"amy"}]"#) }
        try await fixture.loader.start()
        try await fixture.queue.remove(through: 2)
        await fixture.queue.close()
        let inspection = try QueueInspection(path: fixture.queue.path)
        let expected = LoaderError.gap(loadedThrough: 0, queueBeginsAt: 3, file: fixture.queue.path)
        await #expect(throws: expected) { try await inspection.check(against: fixture.warehouse) }
        let folder = URL(fileURLWithPath: fixture.queue.path).deletingLastPathComponent().path
        #expect(expected.description.hasSuffix("soundings doctor --accept-queue --state \(folder)"))
        #expect(
            LoaderError.replacedQueue(file: "/srv/it's ours/queue.sqlite").description
                .hasSuffix(#"--state '/srv/it'\''s ours'"#))
    }

    @Test func `what is no queue is damaged`() throws {
        let folder = try TemporaryFolder()
        let path = folder.file("queue.sqlite")
        try Data("no database, but text".utf8).write(to: URL(fileURLWithPath: path))
        #expect(throws: QueueError.self) { try QueueInspection(path: path) }
    }
}
