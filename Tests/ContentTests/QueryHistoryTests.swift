import Foundation
import GRDB
import Testing

@testable import Content

/// The record of queries.
@Suite struct QueryHistoryTests {
    private let now = Date(timeIntervalSince1970: 1_767_225_600)

    private func withStore(_ body: (ContentStore) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("history-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let database = try ContentDatabase(path: folder.appendingPathComponent("soundings.sqlite").path)
        defer { database.close() }
        let moment = now
        try await body(ContentStore(database, now: { moment }))
    }

    private func record(
        _ number: Int, user: String = "1", sql: String = "SELECT 1", daysAgo: Int64 = 0,
        status: QueryRecord.Status = .complete
    ) -> QueryRecord {
        QueryRecord(
            id: "r\(number)", userID: user, userName: "Ada", kind: number % 2 == 0 ? "query" : "look", origin: "12",
            element: "", model: "shop", explore: "orders", format: "json", sql: sql,
            startedAt: Int64(now.timeIntervalSince1970) * 1_000_000 - daysAgo * 86_400_000_000 + Int64(number),
            compiling: 1, waiting: 2, running: 3, writing: 4, rows: number, bytes: 10, source: "warehouse",
            status: status, message: status == .error ? "it broke" : nil)
    }

    @Test func `what was noted is found again, the newest first`() async throws {
        try await withStore { store in
            let history = QueryHistory(store)
            let records = [record(1), record(2, user: "2"), record(3, status: .error)]
            for record in records { history.note(record) }
            #expect(try await store.queries(.init()).isEmpty)
            try await history.flush()
            #expect(try await store.queries(.init()) == records.reversed())
            var search = ContentStore.QuerySearch()
            search.userID = "2"
            #expect(try await store.queries(search) == [records[1]])
            search = ContentStore.QuerySearch()
            search.status = .error
            search.kind = "look"
            #expect(try await store.queries(search) == [records[2]])
            search.origin = records[2].origin
            #expect(try await store.queries(search) == [records[2]])
            search.origin = "another"
            #expect(try await store.queries(search).isEmpty)
            search = ContentStore.QuerySearch()
            search.longerThan = 11
            #expect(try await store.queries(search).isEmpty)
            search.longerThan = 10
            search.limit = 2
            #expect(try await store.queries(search).map(\.id) == ["r3", "r2"])
            search.before = records[2].startedAt
            #expect(try await store.queries(search).map(\.id) == ["r2", "r1"])
        }
    }

    @Test func `old records go, and more than are kept`() async throws {
        try await withStore { store in
            let history = QueryHistory(store, bounds: .init(days: 7, records: 3))
            history.note(record(1, sql: "SELECT 'old'", daysAgo: 8))
            for number in 2...6 { history.note(record(number, sql: "SELECT \(number % 2)")) }
            try await history.flush()
            try await history.clean()
            #expect(try await store.queries(.init()).map(\.id) == ["r6", "r5", "r4"])
            // Statements that nobody refers to go with them; equal ones are kept once.
            let texts = try await store.database.read { db in
                try String.fetchAll(db, sql: "SELECT sql FROM query_texts ORDER BY sql")
            }
            #expect(texts == ["SELECT 0", "SELECT 1"])
        }
    }

    @Test func `statements and merges are kept once`() async throws {
        try await withStore { store in
            let first = try await store.createSQLQuery(
                "SELECT 1", connection: "warehouse", model: nil, visConfig: .init(), userID: "1", userName: "Ada")
            let again = try await store.createSQLQuery(
                "SELECT 1", connection: "warehouse", model: nil, visConfig: .init(), userID: "1", userName: "Ada")
            let other = try await store.createSQLQuery(
                "SELECT 1", connection: "warehouse", model: nil, visConfig: .init(), userID: "2", userName: "Bob")
            #expect(first.slug == again.slug && first.slug != other.slug)
            try await store.noteRun(ofSQLQuery: first.slug, seconds: 1.5)
            let found = try await store.sqlQuery(first.slug)
            #expect(found?.runCount == 1 && found?.lastRuntime == 1.5 && found?.lastRunAt == now)
            #expect(try await store.sqlQuery("nothing") == nil)
            let merge = try await store.createMergeQuery(.init([("limit", "5")]))
            #expect(try await store.createMergeQuery(.init([("limit", "5")])).id == merge.id)
            #expect(try await store.mergeQuery(merge.id)?.definition["limit"]?.stringValue == "5")
            #expect(try await store.mergeQuery("x") == nil)
        }
    }
}
