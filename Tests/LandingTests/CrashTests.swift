import Foundation
import Landing
import Logging
import Testing
import Warehouse

@Suite struct CrashTests {
    @Test(arguments: [Faults.Moment.beforeCommit, .afterCommit, .atOnce])
    func `a load that dies is in the warehouse once after the next`(_ moment: Faults.Moment) async throws {
        let faults = Faults([moment])
        let fixture = try await LoaderFixture(faults: faults)
        try await fixture.send(#"[{"type":"a","user":"amy","ops":{"$add":{"n":1}}},{"site":"s-1"},{}]"#)
        await #expect(throws: LoaderError.warehouse(FaultyWarehouse.failure)) { try await fixture.loader.loadOnce() }
        try await fixture.loader.loadAll()
        try await fixture.restarted().loadAll()
        #expect(try await fixture.value("SELECT count(*) FROM main.events") == "1")
        #expect(try await fixture.value("SELECT count(*) FROM raw.pings") == "1")
        #expect(try await fixture.value("SELECT count(*) FROM main.usr") == "1")
        #expect(try await fixture.value("SELECT properties::VARCHAR FROM main.usr") == #"{"n":1}"#)
        #expect(try await fixture.queue.quarantine().count == 1)
    }

    /// Random sequences of sending, loading, failing, checkpointing and starting anew; every event carries a number, and
    /// some are sent twice. In the end every number is there once, and the derived tables agree with the events.
    @Test(arguments: 1...12)
    func `whatever fails when, every acknowledged event is there once`(_ seed: UInt64) async throws {
        var random = Mixer(state: seed)
        let faults = Faults()
        let fixture = try await LoaderFixture(faults: faults)
        var loader = fixture.loader
        var sent = 0
        for _ in 0..<30 {
            switch random.next() % 9 {
            case 0...3:
                var events: [String] = []
                for _ in 0..<(1 + random.next() % 4) {
                    let isNew = sent == 0 || random.next() % 4 != 0
                    if isNew { sent += 1 }
                    let number = isNew ? sent : 1 + Int(random.next() % UInt64(sent))
                    let user = number % 3 == 0 ? "" : #","user":"u\#(number % 5)""#
                    events.append(
                        #"{"type":"t\#(number % 4)","device":"d\#(number % 7)","id":"\#(number)","session":\#(1 + number % 6),"time":\#(1_772_712_000_000 + number * 7_000_000)\#(user)}"#
                    )
                }
                try await fixture.send("[\(events.joined(separator: ","))]")
            case 4: _ = try? await loader.loadOnce()
            case 5:
                faults.set([[.beforeCommit], [.afterCommit], [.atOnce]][Int(random.next() % 3)])
                _ = try? await loader.loadOnce()
                faults.set([])
            case 6: try await loader.checkpoint()
            case 7: try await loader.sortDerived()
            default: loader = fixture.restarted()
            }
        }
        try await loader.loadAll()
        try await loader.checkpoint()
        #expect(
            try await fixture.value("SELECT count(*), count(DISTINCT insert_id) FROM main.events") == "\(sent)|\(sent)")
        #expect(await fixture.queue.statistics.bodies == 0)
        try await expectDerivedTablesAgree(fixture)
    }

    private func expectDerivedTablesAgree(_ fixture: LoaderFixture) async throws {
        let order = DerivedOrder(DerivedTables(), in: fixture.warehouse)
        #expect(try await order.check() == [])
        try await order.sort()
        #expect(try await order.check() == [])
        #expect(try await order.sizes().waiting == 0)
        let resolved = """
            (SELECT e.*, coalesce(m.canonical, e.uid) AS person FROM main.events AS e LEFT JOIN main.merges AS m ON m.old = e.uid
            WHERE e.flags & 4 = 0)
            """
        #expect(
            try await fixture.value(
                """
                SELECT count(*) FROM (
                    (SELECT ev, person, event_time, seq FROM \(resolved) EXCEPT SELECT ev, uid, time, seq FROM main.steps)
                    UNION ALL (SELECT ev, uid, time, seq FROM main.steps EXCEPT SELECT ev, person, event_time, seq FROM \(resolved)))
                """) == "0")
        let activity = "SELECT person, day, count(*) FROM \(resolved) GROUP BY ALL"
        let kept = "SELECT uid, day, n FROM main.act"
        #expect(
            try await fixture.value(
                "SELECT count(*) FROM ((\(activity) EXCEPT \(kept)) UNION ALL (\(kept) EXCEPT \(activity)))") == "0")
        let sessions =
            "SELECT person, session_id, min(event_time), max(event_time), count(*) FROM \(resolved) GROUP BY ALL"
        let stored = "SELECT uid, session, started_at, ended_at, len(evs) FROM main.sess"
        #expect(
            try await fixture.value(
                "SELECT count(*) FROM ((\(sessions) EXCEPT \(stored)) UNION ALL (\(stored) EXCEPT \(sessions)))") == "0"
        )
        #expect(try await fixture.value("SELECT count(*) - count(DISTINCT uid) FROM main.usr") == "0")
        #expect(
            try await fixture.value("SELECT count(*) FROM main.merges WHERE canonical IN (SELECT old FROM main.merges)")
                == "0")
    }

    @Test func `a queue that was replaced is not mistaken for the old one, until somebody accepts it`() async throws {
        let fixture = try await LoaderFixture()
        try await fixture.send(#"[{"type":"a","user":"amy"}]"#)
        try await fixture.loader.loadAll()
        let other = try DurableQueue(path: fixture.folder.file("other.sqlite"))
        let loader = loader(other, fixture)
        await #expect(throws: LoaderError.replacedQueue(file: other.path)) { try await loader.start() }
        try await loader.acceptQueue()
        try await loader.start()
        _ = try await other.append(
            NewBody(
                receivedAt: fixture.clock.now, format: "lines", project: ProjectID(1), clientAddress: "",
                facts: RequestFacts(method: "POST", path: "", peerAddress: ""),
                body: Array(#"[{"type":"a","user":"amy"}]"#.utf8)))
        try await loader.loadAll()
        #expect(try await fixture.rows("SELECT seq, uid FROM main.events ORDER BY seq") == ["1|1", "2|1"])
    }

    @Test func `bodies missing between queue and warehouse are an error, not fewer rows`() async throws {
        let fixture = try await LoaderFixture()
        for _ in 0..<3 { try await fixture.send(#"[{"type":"a","user":"amy"}]"#) }
        try await fixture.queue.remove(through: 2)
        await #expect(throws: LoaderError.gap(loadedThrough: 0, queueBeginsAt: 3, file: fixture.queue.path)) {
            try await fixture.loader.start()
        }
        try await fixture.loader.acceptQueue()
        #expect(try await fixture.loader.loadAll().map(\.events) == [1])
    }

    @Test func `an older copy of the queue is found out`() async throws {
        let fixture = try await LoaderFixture()
        try await fixture.send(#"[{"type":"a","user":"amy"}]"#)
        try await fixture.loader.loadAll()
        try await fixture.warehouse.execute(Statement("UPDATE main.queue_position SET seq = 9", label: "test"))
        let loader = fixture.restarted()
        await #expect(throws: LoaderError.olderQueue(loadedThrough: 9, queueEndsAt: 1, file: fixture.queue.path)) {
            try await loader.start()
        }
    }

    @Test func `tables of a newer program are left alone`() async throws {
        let fixture = try await LoaderFixture()
        try await fixture.loader.start()
        try await fixture.warehouse.execute(Statement("INSERT INTO main.landing_schema VALUES (99)", label: "test"))
        let loader = fixture.restarted()
        await #expect(throws: LoaderError.newerTables(found: 99, known: 7)) { try await loader.start() }
    }

    private func loader(_ queue: DurableQueue, _ fixture: LoaderFixture) -> Loader {
        Loader(
            queue: queue, warehouse: fixture.warehouse, decoders: [LinesDecoder()],
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }, seed: 3)
    }
}

/// Random numbers that are the same on every run.
struct Mixer {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
