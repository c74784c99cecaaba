import Landing
import Testing
import Warehouse

@Suite struct LoaderTests {
    @Test func `a load moves bodies, position and counts in one go`() async throws {
        let fixture = try await LoaderFixture()
        try await fixture.send(#"[{"type":"open","user":"amy"},{"type":"$identify","user":"amy"},{"site":"s-1"},{}]"#)
        try await fixture.send(#"[{"type":"open","user":"bob"}]"#)
        let report = try #require(try await fixture.loader.loadOnce())
        #expect(
            report
                == LoadReport(
                    batch: 1, firstSeq: 1, lastSeq: 2, bodies: 2, events: 3, duplicates: 0, pings: 1, rejects: 1))
        #expect(try await fixture.loader.loadOnce() == nil)
        #expect(
            try await fixture.rows(
                "SELECT batch_id, first_seq, last_seq, events, duplicates, pings, rejects FROM main.loads") == [
                    "1|1|2|3|0|1|1"
                ])
        #expect(try await fixture.rows("SELECT seq, row_seq, batch_id FROM main.queue_position") == ["2|4|1"])
        #expect(
            try await fixture.rows("SELECT seq, uid, is_system FROM main.events ORDER BY seq") == [
                "1|1|false", "2|1|true", "3|2|false",
            ])
        #expect(
            try await fixture.rows("SELECT ev, name, is_active FROM main.event_types ORDER BY ev") == [
                "1|open|true", "2|$identify|false",
            ])
        #expect(try await fixture.queue.quarantine().map(\.item.detail) == ["no type"])
    }

    @Test func `a ping keeps what was sent and fills in what was not`() async throws {
        let fixture = try await LoaderFixture()
        try await fixture.send(#"[{"site":"s-1"}]"#)
        try await fixture.loader.loadAll()
        #expect(
            try await fixture.rows(
                """
                SELECT seq, remote_site_id, remote_ip, client_address, has_update, total_user_accounts, total_repos, has_repos,
                    ever_searched, license_key, growth_statistics::VARCHAR, site_activity::VARCHAR, body, decoder_version, batch_id
                FROM raw.pings
                """) == [#"1|s-1|203.0.113.7:80|203.0.113.7|true|12|0|true|false||{}|NULL|{"site":"s-1"}|1|1"#])
    }

    @Test func `ids, days and versions of an event's row`() async throws {
        let fixture = try await LoaderFixture()
        try await fixture.send(
            #"[{"type":"open","user":"amy","time":1772712000000,"app_version":"1.0","revenue":5,"groups":{"company":"acme"}}]"#
        )
        try await fixture.send(
            #"[{"type":"open","user":"amy","time":1772712000000,"app_version":"2.0","currency":"EUR","revenue":5}]"#)
        try await fixture.loader.loadAll()
        #expect(
            try await fixture.rows(
                """
                SELECT substr(event_uuid::VARCHAR, 15, 1), day::VARCHAR, event_time::VARCHAR, app_version, start_version,
                    revenue::VARCHAR, revenue_project::VARCHAR, "groups"::VARCHAR, sample_rate = 1, user_bucket BETWEEN 0 AND 9999
                FROM main.events ORDER BY seq
                """) == [
                    #"7|2026-03-05|2026-03-05 12:00:00|1.0|1.0|5.000000|5.000000|{"company":["acme"]}|true|true"#,
                    #"7|2026-03-05|2026-03-05 12:00:00|2.0|1.0|5.000000|NULL|NULL|true|true"#,
                ])
        #expect(try await fixture.value("SELECT count(DISTINCT event_uuid) FROM main.events") == "2")
    }

    @Test func `a body that can't be read goes to the quarantine, whole, and blocks nothing`() async throws {
        let fixture = try await LoaderFixture()
        let broken = "{" + String(repeating: "x", count: 6000)
        try await fixture.send(broken)
        try await fixture.send("[]", format: "unknown")
        try await fixture.send(#"[{"type":"open","user":"amy"}]"#)
        let report = try #require(try await fixture.loader.loadOnce())
        #expect(report.events == 1)
        #expect(report.rejects == 2)
        let held = try await fixture.queue.quarantine()
        #expect(held.map(\.item.detail) == ["nothing here reads the format unknown", "no array"])
        #expect(held.map(\.item.reason) == [.unknownFormat, .unreadable])
        #expect(held[1].item.item == Array(broken.utf8))
    }

    @Test(arguments: [
        (#""time":1772704800000,"upload":1772704805000"#, 9000, "12:30:00", 1),
        (#""time":1772704800000,"upload":1772704805000"#, 45, "10:00:00", 0),
        (#""time":1772704800000"#, 9000, "10:00:00", 0), (#""upload":1772704805000"#, 0, "", 2),
        (#""time":1772798400000"#, 0, "", 0), (#""time":1772798400001"#, 0, "", 4),
        (#""time":1700000000000"#, 0, "", 8),
    ])
    func `a wrong clock is corrected by what it says at sending`(
        _ times: String, _ delay: Int64, _ expected: String, _ flags: Int
    ) async throws {
        let fixture = try await LoaderFixture()
        // Received at 10:00:05 and the delay; 1772704800000 is 10:00:00 of that day.
        fixture.clock.advance(seconds: -7195 + delay)
        if expected.isEmpty { fixture.clock.advance(seconds: 7195) }
        try await fixture.send(#"[{"type":"open","user":"amy",\#(times)}]"#)
        try await fixture.loader.loadAll()
        #expect(try await fixture.value("SELECT flags FROM main.events") == "\(flags)")
        if !expected.isEmpty {
            #expect(try await fixture.value("SELECT event_time::TIME::VARCHAR FROM main.events") == expected)
        }
    }

    @Test func `bodies leave the queue only with a checkpoint`() async throws {
        let fixture = try await LoaderFixture()
        try await fixture.send(#"[{"type":"open","user":"amy"}]"#)
        try await fixture.loader.loadAll()
        #expect(await fixture.queue.statistics.bodies == 1)
        try await fixture.loader.checkpoint()
        #expect(await fixture.queue.statistics.bodies == 0)
        #expect(await fixture.queue.statistics.removedThrough == 1)
        try await fixture.send(#"[{"type":"open","user":"amy"}]"#)
        #expect(try await fixture.restarted().loadAll().map(\.events) == [1])
        #expect(try await fixture.value("SELECT count(*) FROM main.events") == "2")
    }

    @Test func `running loads what comes and ends when asked`() async throws {
        var settings = LoaderSettings()
        settings.gatherTime = .zero
        let fixture = try await LoaderFixture(settings: settings)
        try await fixture.send(#"[{"type":"open","user":"amy"}]"#)
        let loader = fixture.loader
        let running = Task { try await loader.run() }
        // The first load shows that it runs; then it is asked to end.
        while case let now = await loader.statistics, now.loads == 0, now.failedLoads == 0 { await Task.yield() }
        await loader.stop()
        try await running.value
        #expect(try await fixture.value("SELECT count(*) FROM main.events") == "1")
        #expect(await fixture.queue.statistics.bodies == 0)
    }
}
