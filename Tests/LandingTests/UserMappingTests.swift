import Landing
import Testing
import Warehouse

/// Two users who somebody said are one, and what is left when it is taken back.
@Suite struct UserMappingTests {
    private static let people = """
        SELECT string_agg(e.type || ':' || coalesce(u.user_id, '-'), ' ' ORDER BY e.seq) FROM (
            SELECT seq, t.name AS type, coalesce(m.canonical, e.uid) AS uid FROM main.events AS e
            JOIN main.event_types AS t ON t.ev = e.ev LEFT JOIN main.merges AS m ON m.old = e.uid) AS e
        LEFT JOIN main.usr AS u ON u.uid = e.uid
        """

    private func load(_ fixture: LoaderFixture, _ lines: String...) async throws {
        for line in lines {
            try await fixture.send("[\(line)]")
            try await fixture.loader.loadAll()
        }
    }

    /// Each event with whose it is, and whether everything derived follows from that, sorted or not.
    private func expect(
        _ fixture: LoaderFixture, _ expected: String, sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        #expect(try await fixture.value(Self.people) == expected, sourceLocation: sourceLocation)
        let order = DerivedOrder(DerivedTables(), in: fixture.warehouse)
        #expect(try await order.check() == [], sourceLocation: sourceLocation)
        #expect(
            try await fixture.value("SELECT count(*) FROM main.merges WHERE canonical IN (SELECT old FROM main.merges)")
                == "0", sourceLocation: sourceLocation)
    }

    private static let two = #"{"type":"a","user":"amy","session":5},{"type":"b","user":"bob","session":5}"#

    @Test(arguments: [false, true])
    func `events of both count as the global user's, earlier and later ones, until it is taken back`(_ isSorted: Bool)
        async throws
    {
        let fixture = try await LoaderFixture()
        func sort() async throws { if isSorted { try await fixture.loader.sortDerived() } }
        try await load(fixture, Self.two)
        try await sort()
        try await load(fixture, #"{"map":"amy","to":"bob"}"#)
        try await expect(fixture, "a:bob b:bob")
        try await load(fixture, #"{"type":"c","user":"amy","session":6}"#)
        try await expect(fixture, "a:bob b:bob c:bob")
        try await sort()
        try await load(fixture, #"{"map":"amy"}"#)
        try await expect(fixture, "a:amy b:bob c:amy")
        try await load(fixture, #"{"type":"d","user":"amy","session":6}"#)
        try await sort()
        try await expect(fixture, "a:amy b:bob c:amy d:amy")
        #expect(try await fixture.value("SELECT count(*) FROM main.user_mappings") == "0")
    }

    @Test func `what came from a device before is taken along, and stays the user's own`() async throws {
        let fixture = try await LoaderFixture()
        try await load(
            fixture, Self.two, #"{"type":"c","device":"d1"}"#, #"{"map":"amy","to":"bob"}"#,
            #"{"type":"d","device":"d1","user":"amy"}"#)
        try await expect(fixture, "a:bob b:bob c:bob d:bob")
        try await load(fixture, #"{"map":"amy"}"#)
        try await expect(fixture, "a:amy b:bob c:amy d:amy")
    }

    @Test func `chains end at the last one, whichever is said first`() async throws {
        for maps in [
            [#"{"map":"amy","to":"bob"}"#, #"{"map":"bob","to":"cat"}"#],
            [#"{"map":"bob","to":"cat"}"#, #"{"map":"amy","to":"bob"}"#],
        ] {
            for isTogether in [true, false] {
                let fixture = try await LoaderFixture()
                try await load(fixture, Self.two)
                if isTogether {
                    try await load(fixture, maps.joined(separator: ","))
                } else {
                    try await load(fixture, maps[0])
                    try await fixture.send("[\(maps[1])]")
                    try await fixture.restarted().loadAll()
                }
                try await expect(fixture, "a:cat b:cat")
                try await fixture.send(#"[{"map":"bob"}]"#)
                try await fixture.restarted().loadAll()
                try await expect(fixture, "a:bob b:bob")
            }
        }
    }

    @Test func `somebody who is not known yet is mapped when they come`() async throws {
        let fixture = try await LoaderFixture()
        try await load(fixture, #"{"map":"amy","to":"global"},{"map":"bob","to":"global"}"#)
        #expect(try await fixture.value("SELECT count(*) FROM main.usr") == "0")
        try await fixture.send("[\(Self.two)]")
        try await fixture.restarted().loadAll()
        try await expect(fixture, "a:global b:global")
        // Nobody is new before their first event.
        #expect(
            try await fixture.value(
                "SELECT count(DISTINCT first_seen), min(first_seen) = min(e.event_time) FROM main.usr, main.events AS e"
            )
                == "1|true")
    }

    @Test func `what is said last holds, of a user and in a circle`() async throws {
        let fixture = try await LoaderFixture()
        try await load(fixture, Self.two, #"{"map":"amy","to":"bob"}"#, #"{"map":"amy","to":"cat"}"#)
        try await expect(fixture, "a:cat b:bob")
        try await load(fixture, #"{"map":"cat","to":"amy"}"#)
        try await expect(fixture, "a:amy b:bob")
        try await load(fixture, #"{"map":"amy","to":"bob"},{"map":"amy"},{"map":"amy","to":"bob"}"#)
        try await expect(fixture, "a:bob b:bob")
        #expect(
            try await fixture.rows("SELECT user_id, global_user_id FROM main.user_mappings ORDER BY 1") == [
                "amy|bob", "cat|amy",
            ])
    }

    @Test func `a chain of users of whom the middle one is never seen ends at the last one`() async throws {
        for isRestarted in [true, false] {
            let fixture = try await LoaderFixture()
            try await load(fixture, #"{"map":"amy","to":"bob"}"#, #"{"map":"bob","to":"cat"}"#)
            try await fixture.send(#"[{"type":"a","user":"amy"}]"#)
            if isRestarted {
                try await fixture.restarted().loadAll()
            } else {
                try await fixture.loader.loadAll()
            }
            try await expect(fixture, "a:cat")
        }
    }

    @Test func `a circle of users who were never seen ends at the one that was named last`() async throws {
        let fixture = try await LoaderFixture()
        try await load(fixture, #"{"map":"amy","to":"bob"}"#, #"{"map":"bob","to":"cat"},{"map":"cat","to":"amy"}"#)
        #expect(
            try await fixture.rows("SELECT user_id, global_user_id FROM main.user_mappings ORDER BY 1") == [
                "bob|cat", "cat|amy",
            ])
        try await fixture.send(#"[{"type":"a","user":"bob"}]"#)
        try await fixture.restarted().loadAll()
        try await expect(fixture, "a:amy")
    }

    @Test func `a global user whom nobody ever saw is gone with the last mapping`() async throws {
        let fixture = try await LoaderFixture()
        try await load(fixture, Self.two, #"{"map":"amy","to":"g"},{"map":"bob","to":"g"}"#, #"{"map":"amy"}"#)
        #expect(try await fixture.value("SELECT count(*) FROM main.usr WHERE user_id = 'g'") == "1")
        try await load(fixture, #"{"map":"bob"}"#)
        #expect(try await fixture.rows("SELECT user_id FROM main.usr ORDER BY 1") == ["amy", "bob"])
        try await load(fixture, #"{"map":"bob","to":"g"}"#)
        try await expect(fixture, "a:amy b:g")
    }

    @Test func `each keeps their own properties`() async throws {
        let fixture = try await LoaderFixture()
        try await load(
            fixture, #"{"type":"a","user":"amy","ops":{"$set":{"plan":"free"}}},{"type":"b","user":"bob"}"#,
            #"{"map":"amy","to":"bob"}"#, #"{"type":"c","user":"bob"}"#)
        #expect(
            try await fixture.rows("SELECT user_properties FROM main.events ORDER BY seq") == [
                #"{"plan":"free"}"#, "{}", "{}",
            ])
    }

    @Test func `ids of another project are other people`() async throws {
        let fixture = try await LoaderFixture()
        try await load(fixture, Self.two)
        try await fixture.send(#"[{"map":"amy","to":"bob"}]"#, project: 2)
        try await fixture.loader.loadAll()
        try await expect(fixture, "a:amy b:bob")
    }

    @Test func `merges of the version before can be taken back, too`() async throws {
        let fixture = try await LoaderFixture()
        try await load(fixture, #"{"type":"a","device":"d1"}"#, #"{"type":"b","user":"amy"}"#)
        try await load(fixture, #"{"type":"c","user":"amy","device":"d1"}"#)
        for sql in [
            "ALTER TABLE main.merges DROP COLUMN direct", "DROP TABLE main.user_mappings",
            "DELETE FROM main.landing_schema WHERE version >= 7",
        ] {
            try await fixture.warehouse.execute(Statement(sql, label: "test"))
        }
        try await fixture.send(#"[{"type":"d","user":"bob"},{"map":"amy","to":"bob"}]"#)
        try await fixture.restarted().loadAll()
        try await expect(fixture, "a:bob b:bob c:bob d:bob")
        try await fixture.send(#"[{"map":"amy"}]"#)
        try await fixture.restarted().loadAll()
        try await expect(fixture, "a:amy b:amy c:amy d:bob")
    }

    @Test func `who is erased is forgotten with what was said of them`() async throws {
        let fixture = try await LoaderFixture()
        try await load(fixture, Self.two, #"{"map":"amy","to":"bob"}"#)
        let uid = try #require(Int64(try await fixture.value("SELECT uid FROM main.usr WHERE user_id = 'amy'")))
        _ = try await fixture.loader.erase(people: [uid], of: ProjectID(1), requester: "test")
        for table in ["events", "merges", "user_mappings", "usr"] {
            #expect(try await fixture.value("SELECT count(*) FROM main.\(table)") == "0")
        }
    }
}
