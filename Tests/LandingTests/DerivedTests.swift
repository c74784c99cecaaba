import Landing
import Testing
import Warehouse

struct DerivedTests {
    private static let promoted = [
        PromotedProperty("event.page", .text), PromotedProperty("country", .text),
        PromotedProperty("event.ms", .number),
    ]

    private func fixture() async throws -> LoaderFixture {
        var settings = LoaderSettings()
        settings.promoted = Self.promoted
        let fixture = try await LoaderFixture(settings: settings)
        try await fixture.loader.start()
        return fixture
    }

    private func order(_ fixture: LoaderFixture) -> DerivedOrder {
        DerivedOrder(DerivedTables(promoted: Self.promoted), in: fixture.warehouse)
    }

    private static let steps = """
        SELECT s.seq, a.value, s.n1 FROM (SELECT * FROM main.steps UNION ALL SELECT * FROM main.steps_tail) AS s
        LEFT JOIN main.promoted_values AS a ON a.property = 'event.page' AND a.code = s.p1 ORDER BY s.seq
        """

    @Test func `promoted properties stand beside the steps, sorted or not`() async throws {
        let fixture = try await fixture()
        try await fixture.send(
            #"[{"type":"a","user":"amy","properties":{"page":"/x","ms":2.5}},{"type":"a","user":"bob","properties":{"page":["/x","/y"],"ms":"7"}}]"#
        )
        try await fixture.loader.loadAll()
        try await fixture.send(
            #"[{"type":"a","user":"amy","properties":{"page":"/x","ms":"fast"}},{"type":"b","user":"bob"}]"#)
        try await fixture.loader.loadAll()
        let expected = [#"1|"/x"|2.5"#, #"2|["/x","/y"]|7.0"#, #"3|"/x"|NULL"#, "4|NULL|NULL"]
        #expect(try await fixture.rows(Self.steps) == expected)
        #expect(try await order(fixture).check() == [])
        try await fixture.loader.sortDerived()
        #expect(try await fixture.rows(Self.steps) == expected)
        try await order(fixture).rebuild()
        #expect(try await fixture.rows(Self.steps) == expected)
        #expect(try await order(fixture).check() == [])
    }

    @Test func `other promoted properties make the tables anew at the next start`() async throws {
        let fixture = try await LoaderFixture()
        try await fixture.send(#"[{"type":"a","user":"amy","properties":{"page":"/x"}}]"#)
        try await fixture.loader.loadAll()
        #expect(try await fixture.value("SELECT p1 FROM main.steps_tail") == "NULL")
        let order = order(fixture)
        #expect(try await !order.isAsSettings())
        try await order.rebuild()
        #expect(try await order.isAsSettings())
        #expect(try await fixture.value("SELECT p1 FROM main.steps") == "1")
    }

    @Test func `late events, merges and sessions that go on keep the tables right`() async throws {
        let fixture = try await fixture()
        try await fixture.send(
            #"[{"type":"a","device":"d1","session":5,"time":1772712003000},{"type":"b","user":"amy","session":5,"time":1772712001000}]"#
        )
        try await fixture.loader.loadAll()
        try await fixture.loader.sortDerived()
        // d1 turns out to be amy's, whose session 5 then holds what both did, in the order of time.
        try await fixture.send(#"[{"type":"c","device":"d1","user":"amy","session":5,"time":1772712002000}]"#)
        try await fixture.loader.loadAll()
        #expect(try await order(fixture).check() == [])
        try await fixture.loader.sortDerived()
        #expect(try await order(fixture).check() == [])
        #expect(
            try await fixture.rows("SELECT uid, session, CAST(evs AS VARCHAR), CAST(ats AS VARCHAR), n FROM main.sess")
                == ["2|5|[2, 3, 1]|[0, 1000000, 2000000]|3"])
        #expect(try await fixture.rows("SELECT uid, n FROM main.act") == ["2|3"])
    }

    @Test func `sessions of the version before get their times`() async throws {
        let fixture = try await fixture()
        try await fixture.send(
            #"[{"type":"a","user":"amy","session":5},{"type":"b","user":"bob","session":7},{"type":"a","user":"bob","session":7}]"#
        )
        try await fixture.loader.loadAll()
        try await fixture.loader.sortDerived()
        for sql in [
            "ALTER TABLE main.sess DROP COLUMN ats", "DROP TABLE main.packed", "DROP TABLE main.user_mappings",
            "DELETE FROM main.landing_schema WHERE version >= 5",
        ] {
            try await fixture.warehouse.execute(Statement(sql, label: "test"))
        }
        try await LandingSchema.prepare(in: fixture.warehouse)
        #expect(try await fixture.rows("SELECT uid, len(ats) FROM main.sess ORDER BY uid") == ["1|1", "2|2"])
        #expect(try await order(fixture).check() == [])
    }

    @Test func `an event whose clock ran ahead is in none of them`() async throws {
        let fixture = try await fixture()
        try await fixture.send(#"[{"type":"a","user":"amy","session":5,"time":1772912003000}]"#)
        try await fixture.loader.loadAll()
        #expect(try await fixture.value("SELECT flags & 4 FROM main.events") == "4")
        #expect(try await order(fixture).sizes().waiting == 0)
    }

    @Test(arguments: [
        ("DELETE FROM main.steps WHERE seq = 2", "main.steps has 0 rows too many and 1 too few."),
        ("UPDATE main.act SET n = 5 WHERE uid = 1", "main.act has 1 rows too many and 1 too few."),
        ("UPDATE main.sess SET evs = [7] WHERE uid = 1", "main.sess has 1 rows too many and 1 too few."),
        ("INSERT INTO main.act VALUES (0, DATE '2026-03-05', 1)", "main.act is out of order at 1 places."),
    ])
    func `what does not follow from the events is found`(_ damage: String, _ problem: String) async throws {
        let fixture = try await fixture()
        try await fixture.send(#"[{"type":"a","user":"amy","session":5},{"type":"b","user":"bob"}]"#)
        try await fixture.loader.loadAll()
        try await fixture.loader.sortDerived()
        #expect(try await order(fixture).check() == [])
        try await fixture.warehouse.execute(Statement(damage, label: "test"))
        #expect(try await order(fixture).check().contains(problem))
        try await order(fixture).rebuild()
        #expect(try await order(fixture).check() == [])
    }

    @Test func `a property that is none of the events' can't be promoted`() {
        #expect(
            PromotedProperty("plan", .text).problem
                == "plan is neither a text column of the events nor event.NAME or user.NAME.")
        #expect(PromotedProperty("user.plan", .text).problem == nil)
    }
}
