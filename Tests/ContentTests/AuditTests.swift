import Foundation
import GRDB
import Testing

@testable import Content

@Suite struct AuditTests {
    private func entry(_ what: String, _ clock: TestClock, user: String = "1") -> AuditEntry {
        AuditEntry(
            at: clock.now, action: .change, what: what, object: "users/\(user)", userID: user, door: "api",
            outcome: .done)
    }

    @Test func `entries are written together, and read with those that wait`() async throws {
        let test = try TestDatabase()
        let log = AuditLog(test.database)
        await withTaskGroup(of: Void.self) { group in
            for n in 0..<2_500 { group.addTask { await log.note(entry("POST \(n)", test.clock)) } }
        }
        var filter = AuditFilter()
        filter.limit = 10_000
        #expect(try await log.entries(filter).count == 2_500)
        #expect(try await log.firstBroken() == nil)
        // Another one goes on where this one ended.
        let next = AuditLog(test.database)
        await next.note(entry("PATCH", test.clock, user: "2"))
        filter.user = "2"
        #expect(try await next.entries(filter).map(\.what) == ["PATCH"])
        #expect(try await next.firstBroken() == nil)
    }

    @Test func `what was changed in the file shows, and so does what was taken out`() async throws {
        let test = try TestDatabase()
        let log = AuditLog(test.database)
        for n in 0..<5 { await log.note(entry("POST \(n)", test.clock)) }
        await log.flush()
        await #expect(throws: ContentError.self) {
            try await test.database.write { try $0.execute(sql: "UPDATE audit_log SET what = 'x' WHERE id = 3") }
        }
        await #expect(throws: ContentError.self) {
            try await test.database.write { try $0.execute(sql: "DELETE FROM audit_log WHERE id = 3") }
        }
        try await test.database.write { db in
            try db.execute(sql: "DROP TRIGGER audit_log_is_not_cut; DELETE FROM audit_log WHERE id = 3")
        }
        #expect(try await log.firstBroken() == 4)
    }

    @Test func `old entries go, and what is left is still whole`() async throws {
        let test = try TestDatabase()
        let log = AuditLog(test.database)
        await log.note(entry("old", test.clock))
        test.clock.advance(hours: 2)
        await log.note(entry("new", test.clock))
        await log.flush()
        try await log.cut(before: test.clock.now.addingTimeInterval(-3600))
        #expect(try await log.entries(AuditFilter()).map(\.what) == ["new"])
        await log.note(entry("newer", test.clock))
        #expect(try await log.firstBroken() == nil)
    }
}
