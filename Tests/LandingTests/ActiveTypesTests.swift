import Landing
import Testing

struct ActiveTypesTests {
    private static let days =
        "SELECT uid, n FROM (SELECT * FROM main.act UNION ALL SELECT * FROM main.act_tail) ORDER BY uid"

    @Test func `types that the settings name are no activity, also those that came before`() async throws {
        var settings = LoaderSettings()
        settings.inactiveEvents = ["beat"]
        let fixture = try await LoaderFixture(settings: settings)
        try await fixture.loader.start()
        try await fixture.send(#"[{"type":"beat","user":"amy"},{"type":"a","user":"bob"},{"type":"a","user":"amy"}]"#)
        try await fixture.loader.loadAll()
        #expect(try await fixture.rows("SELECT name FROM main.event_types WHERE is_active") == ["a"])
        #expect(try await fixture.rows(Self.days) == ["1|1", "2|1"])

        // The next start knows no inactive types: all of it counts again.
        let next = fixture.restarted()
        try await next.start()
        #expect(
            try await fixture.rows("SELECT name FROM main.event_types WHERE is_active ORDER BY 1") == ["a", "beat"])
        #expect(try await fixture.rows(Self.days) == ["1|2", "2|1"])
        #expect(try await DerivedOrder(DerivedTables(), in: fixture.warehouse).check() == [])
    }
}
