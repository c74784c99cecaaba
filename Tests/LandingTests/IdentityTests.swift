import Landing
import Testing

@Suite struct IdentityTests {
    /// The worked example of Amplitude's rules for who an event belongs to.
    private static let example = [
        #"{"type":"a","device":"d1"}"#, #"{"type":"a","device":"d1","user":"amy"}"#, #"{"type":"a","device":"d2"}"#,
        #"{"type":"a","device":"d2","user":"amy"}"#, #"{"type":"a","device":"d2","user":"bob"}"#,
        #"{"type":"a","device":"d2"}"#,
    ]

    private static let people = """
        SELECT count(DISTINCT coalesce(m.canonical, e.uid)) FROM main.events AS e LEFT JOIN main.merges AS m ON m.old = e.uid
        """

    @Test func `anonymous people become or join the user, and users stay apart`() async throws {
        let fixture = try await LoaderFixture()
        var counts: [String] = []
        for line in Self.example {
            try await fixture.send("[\(line)]")
            try await fixture.loader.loadAll()
            counts.append(try await fixture.value(Self.people))
        }
        #expect(counts == ["1", "1", "2", "1", "2", "2"])
        try await expectOutcome(fixture)
    }

    @Test func `it is the same in one load, and with the memory lost before each`() async throws {
        let together = try await LoaderFixture()
        try await together.send("[\(Self.example.joined(separator: ","))]")
        try await together.loader.loadAll()
        try await expectOutcome(together)

        let forgetful = try await LoaderFixture()
        for line in Self.example {
            try await forgetful.send("[\(line)]")
            try await forgetful.restarted().loadAll()
        }
        try await expectOutcome(forgetful)
    }

    private func expectOutcome(_ fixture: LoaderFixture) async throws {
        #expect(try await fixture.rows("SELECT uid FROM main.events ORDER BY seq") == ["1", "1", "2", "1", "3", "3"])
        #expect(try await fixture.rows("SELECT old, canonical FROM main.merges") == ["2|1"])
        #expect(
            try await fixture.rows("SELECT uid, user_id FROM main.usr ORDER BY uid") == ["1|amy", "2|NULL", "3|bob"])
        #expect(
            try await fixture.rows("SELECT device_id, uid, last_uid FROM main.devices ORDER BY 1") == [
                "d1|1|1", "d2|2|3",
            ])
        #expect(
            try await fixture.rows("SELECT uid, sum(n) FROM main.act_tail GROUP BY uid ORDER BY uid") == ["1|4", "3|2"])
        #expect(
            try await fixture.rows("SELECT uid, count(*) FROM main.steps_tail GROUP BY uid ORDER BY uid") == [
                "1|4", "3|2",
            ])
    }

    @Test func `one id in two projects is two people, and so are two spellings of it`() async throws {
        let fixture = try await LoaderFixture()
        try await fixture.send(#"[{"type":"a","user":"amy"}]"#, project: 1)
        try await fixture.send(#"[{"type":"a","user":"amy"}]"#, project: 2)
        try await fixture.send("[{\"type\":\"a\",\"user\":\"caf\u{E9}\"},{\"type\":\"a\",\"user\":\"cafe\u{301}\"}]")
        try await fixture.loader.loadAll()
        try await fixture.send("[{\"type\":\"a\",\"user\":\"cafe\u{301}\"}]")
        try await fixture.restarted().loadAll()
        #expect(try await fixture.rows("SELECT uid FROM main.events ORDER BY seq") == ["1", "2", "3", "4", "4"])
    }

    @Test func `a device that was made from a user id is no device`() async throws {
        let fixture = try await LoaderFixture()
        try await fixture.send(#"[{"type":"a","user":"amy"},{"type":"a","user":"amy"}]"#)
        try await fixture.loader.loadAll()
        #expect(try await fixture.value("SELECT count(*) FROM main.devices") == "0")
        #expect(try await fixture.value("SELECT count(DISTINCT uid) FROM main.events") == "1")
    }

    @Test func `first and last seen follow the events, but not a clock that runs ahead`() async throws {
        let fixture = try await LoaderFixture()
        for time in [1_772_700_000_000, 1_772_600_000_000, 1_772_710_000_000, 1_999_000_000_000] {
            try await fixture.send(#"[{"type":"a","user":"amy","time":\#(time)}]"#)
            try await fixture.loader.loadAll()
        }
        #expect(
            try await fixture.value("SELECT epoch_ms(first_seen), epoch_ms(last_seen), count(*) OVER () FROM main.usr")
                == "1772600000000|1772710000000|1")
    }
}
