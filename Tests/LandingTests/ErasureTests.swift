import Landing
import SQL
import Testing
import Warehouse

@Suite struct ErasureTests {
    /// amy is known by two devices, one of which was somebody unknown at first (2, merged into 1); bob signs in on it later.
    private static let example = """
        [{"type":"a","device":"d1","id":"1","properties":{"page":"/amy"}},{"type":"a","device":"d1","user":"amy","id":"2"},
        {"type":"b","device":"d2","id":"3"},{"type":"b","device":"d2","user":"amy","id":"4","ops":{"$set":{"plan":"pro"}}},
        {"type":"b","device":"d2","user":"bob","id":"5","properties":{"page":"/bob"}},{"type":"a","device":"d2","id":"6"}]
        """

    private static let promoted = [PromotedProperty("event.page", .text)]

    private func fixture() async throws -> LoaderFixture {
        var settings = LoaderSettings()
        settings.promoted = Self.promoted
        let fixture = try await LoaderFixture(settings: settings)
        try await fixture.loader.start()
        try await fixture.send(Self.example)
        return fixture
    }

    private func problems(_ fixture: LoaderFixture) async throws -> [String] {
        try await DerivedOrder(DerivedTables(promoted: Self.promoted), in: fixture.warehouse).check()
    }

    @Test func `all that a person was goes, and others stay`() async throws {
        let fixture = try await fixture()
        // Not loaded yet: what waits in the queue goes, too. Any number will do; of nobody none.
        let erased = try await fixture.loader.erase(people: [2, 99], of: ProjectID(1), requester: "legal@example.com")
        #expect(erased.people == [1, 2] && erased.userIDs == ["amy"] && erased.events == 4)
        #expect(try await fixture.rows("SELECT uid, insert_id FROM main.events ORDER BY seq") == ["3|5", "3|6"])
        #expect(try await fixture.rows("SELECT uid, user_id FROM main.usr") == ["3|bob"])
        #expect(try await fixture.rows("SELECT device_id, uid, last_uid FROM main.devices") == ["d2|3|3"])
        for table in ["merges", "identify_log", "steps_tail", "act_tail", "sess_touched"] {
            #expect(try await fixture.value("SELECT count(*) FROM main.\(table)") == "0", "\(table)")
        }
        #expect(try await fixture.rows("SELECT uid, count(*) FROM main.steps GROUP BY uid") == ["3|2"])
        #expect(try await fixture.rows("SELECT uid, sum(n) FROM main.act GROUP BY uid") == ["3|2"])
        #expect(try await fixture.rows("SELECT value FROM main.promoted_values") == [#""/bob""#])
        #expect(
            try await fixture.rows("SELECT uid, requester FROM main.erasure ORDER BY uid") == [
                "1|legal@example.com", "2|legal@example.com",
            ])
        #expect(try await problems(fixture) == [])
        // The queue has given up the bodies.
        #expect(await fixture.queue.statistics.bodies == 0)
        #expect(try await fixture.loader.erase(people: [1], of: ProjectID(1), requester: "again") == Erasure())
    }

    @Test func `what is sent again does not come back, and what is new is somebody new`() async throws {
        let fixture = try await fixture()
        try await fixture.loader.loadAll()
        _ = try await fixture.loader.erase(people: [1], of: ProjectID(1), requester: "r")
        _ = try await fixture.loader.erase(people: [3], of: ProjectID(1), requester: "r")
        #expect(try await fixture.value("SELECT count(*) FROM main.events") == "0")
        fixture.clock.advance(seconds: 3_600)
        // An SDK that tries again; also where the server was started anew.
        try await fixture.send(Self.example)
        try await fixture.loader.loadAll()
        try await fixture.send(Self.example)
        try await fixture.restarted().loadAll()
        #expect(try await fixture.value("SELECT count(*) FROM main.events") == "0")
        // amy comes back: she is nobody whom anything is known of. Numbers are not given twice.
        try await fixture.send(
            #"[{"type":"a","device":"d1","id":"7"},{"type":"a","device":"d1","user":"amy","id":"8"}]"#)
        let later = fixture.restarted()
        try await later.loadAll()
        #expect(try await fixture.rows("SELECT uid, insert_id FROM main.events ORDER BY seq") == ["4|7", "4|8"])
        #expect(try await fixture.rows("SELECT uid, user_id FROM main.usr") == ["4|amy"])
        // After the time in which duplicates are known, digests are of no use any more.
        fixture.clock.advance(seconds: 8 * 86_400)
        _ = try await later.erase(people: [4], of: ProjectID(1), requester: "r")
        #expect(try await fixture.value("SELECT count(*) FROM main.erased_event") == "0")
    }

    @Test func `members of cohorts go, and what was read before is known to be old`() async throws {
        let fixture = try await fixture()
        try await fixture.loader.loadAll()
        try await fixture.loader.sortDerived()
        for sql in [
            "INSERT INTO main.cohort VALUES ('x', 1, 1, 'person', '', 2, 0, TIMESTAMP '2026-03-05', TIMESTAMP '2026-03-05')",
            // Whoever has several user ids has a row for each.
            """
            INSERT INTO main.cohort_member VALUES ('x', 1, 1, 1, 'amy', NULL), ('x', 1, 1, 2, 'amelia', NULL),
                ('x', 1, 1, 3, 'bob', NULL)
            """,
        ] { try await fixture.warehouse.execute(Statement(sql, label: "test")) }
        let batch = try await fixture.value("SELECT max(batch_id) FROM main.loads")
        let table = "SELECT table_oid FROM duckdb_tables() WHERE schema_name = 'main' AND table_name = 'steps'"
        let steps = try await fixture.value(table)
        let erased = try await fixture.loader.erase(people: [1], of: ProjectID(1), requester: "r")
        #expect(erased.memberships == 1)
        #expect(try await fixture.rows("SELECT user_id FROM main.cohort_member") == ["bob"])
        #expect(try await fixture.value("SELECT size FROM main.cohort") == "1")
        // Versions by which others know what they have read.
        #expect(try await fixture.value("SELECT max(batch_id) FROM main.loads") != batch)
        #expect(try await fixture.value(table) != steps)
        #expect(try await problems(fixture) == [])
        // Loading goes on behind it.
        try await fixture.send(#"[{"type":"b","device":"d2","id":"9"}]"#)
        try await fixture.loader.loadAll()
        #expect(try await fixture.rows("SELECT uid FROM main.events ORDER BY seq") == ["3", "3", "3"])
        #expect(try await problems(fixture) == [])
    }

    /// A project's people are not another's.
    @Test func `only people of the project are erased`() async throws {
        let fixture = try await fixture()
        try await fixture.loader.loadAll()
        #expect(try await fixture.loader.erase(people: [1], of: ProjectID(2), requester: "r") == Erasure())
        #expect(try await fixture.value("SELECT count(*) FROM main.events") == "6")
    }
}
