import GRDB
import Landing
import SQL
import Testing
import Warehouse

@Suite struct QuarantineTests {
    private let settings = LoaderSettings()

    private func fixture(blocking types: [String], faults: Faults? = nil) async throws -> LoaderFixture {
        settings.blocked.block(types, in: ProjectID(1))
        return try await LoaderFixture(settings: settings, faults: faults)
    }

    private func of(_ type: String) -> QuarantineFilter {
        var filter = QuarantineFilter()
        filter.eventType = type
        return filter
    }

    private func types(_ fixture: LoaderFixture) async throws -> [String] {
        try await fixture.rows(
            """
            SELECT t.name, e.insert_id FROM main.events AS e JOIN main.event_types AS t ON t.ev = e.ev ORDER BY e.seq
            """)
    }

    @Test func `events of a blocked type are set aside, those of other projects and types are loaded`() async throws {
        let fixture = try await fixture(blocking: ["noise"])
        let events = #"[{"type":"open","user":"amy"},{"type":"noise","user":"amy","device":"d1"}]"#
        try await fixture.send(events)
        try await fixture.send(events, project: 2)
        let report = try #require(try await fixture.loader.loadOnce())
        #expect(report.events == 3 && report.rejects == 1)
        let held = try await fixture.queue.quarantine()
        #expect(held.map(\.item.reason) == [.blocked] && held.map(\.item.index) == [1])
        #expect(held[0].item.eventType == "noise" && held[0].item.userID == "amy" && held[0].item.deviceID == "d1")
        #expect(String(decoding: held[0].item.item, as: UTF8.self) == #"{"type":"noise","user":"amy","device":"d1"}"#)
        let summary = try await fixture.queue.quarantineSummary()
        #expect(summary.count == 1 && summary.parts[0].eventType == "noise" && summary.bytes == held[0].size)
    }

    @Test func `what is released is loaded once, as of when it came, though its type is blocked`() async throws {
        let fixture = try await fixture(blocking: ["noise"])
        try await fixture.send(#"[{"type":"noise","user":"amy","id":"1"},{"type":"noise","user":"bob","id":"2"}]"#)
        try await fixture.send(#"[{"type":"noise","user":"amy","id":"1"}]"#)
        try await fixture.loader.loadAll()
        #expect(try await fixture.queue.quarantine().count == 3)
        // Ids are remembered for seven days; copies in the quarantine are known as such for good.
        fixture.clock.advance(seconds: 30 * 86_400)
        for id in try await fixture.queue.quarantine().map(\.id) {
            var one = QuarantineFilter()
            one.ids = [id]
            #expect(try await fixture.queue.release(one, by: "ann", at: fixture.clock.now) == 1)
            #expect(try await fixture.queue.release(one, by: "ann", at: fixture.clock.now) == 0)
            try await fixture.loader.loadAll()
        }
        #expect(try await types(fixture).sorted() == ["noise|1", "noise|2"])
        #expect(
            try await fixture.rows("SELECT DISTINCT server_received_time::VARCHAR FROM main.events") == [
                "2026-03-05 12:00:00"
            ])
        #expect(try await fixture.queue.quarantine().isEmpty)
        var released = QuarantineFilter()
        released.state = .released
        let decided = try await fixture.queue.quarantine(released)
        #expect(decided.map(\.decidedBy) == ["ann", "ann", "ann"] && decided.allSatisfy { $0.item.item.isEmpty })
    }

    @Test func `what came of one person is found by user and by device, and decided on alone`() async throws {
        let fixture = try await fixture(blocking: ["noise"])
        try await fixture.send(#"[{"type":"noise","user":"amy"},{"type":"noise","user":"bob","device":"d1"}]"#)
        try await fixture.send(#"[{"type":"noise","device":"d1"}]"#)
        try await fixture.loader.loadAll()
        var filter = QuarantineFilter()
        filter.sender = "d1"
        #expect(try await fixture.queue.quarantineCount(filter) == 2)
        filter.sender = "amy"
        #expect(try await fixture.queue.quarantine(filter).map(\.item.userID) == ["amy"])
        #expect(try await fixture.queue.release(filter, by: "ann", at: fixture.clock.now) == 1)
        #expect(try await fixture.queue.quarantineCount(filter) == 0)
        #expect(try await fixture.queue.quarantineCount(QuarantineFilter()) == 2)
    }

    @Test func `what still can't be used comes back`() async throws {
        let fixture = try await fixture(blocking: [])
        try await fixture.send("[{}]")
        try await fixture.loader.loadAll()
        #expect(try await fixture.queue.release(QuarantineFilter(), by: "ann", at: fixture.clock.now) == 1)
        try await fixture.loader.loadAll()
        let held = try await fixture.queue.quarantine()
        #expect(held.map(\.isReturned) == [true] && held.map(\.item.detail) == ["no type"])
    }

    @Test func `what is discarded is gone, and others stay`() async throws {
        let fixture = try await fixture(blocking: ["noise", "more"])
        try await fixture.send(#"[{"type":"noise","user":"amy"},{"type":"more","user":"amy"}]"#)
        try await fixture.loader.loadAll()
        #expect(try await fixture.queue.discard(of("noise"), by: "ann", at: fixture.clock.now) == 1)
        try await fixture.loader.loadAll()
        #expect(try await fixture.queue.quarantine().map(\.item.eventType) == ["more"])
        #expect(try await fixture.value("SELECT count(*) FROM main.events") == "0")
    }

    @Test(arguments: [Faults.Moment.beforeCommit, .afterCommit, .atOnce])
    func `a load that dies leaves each item once, and nothing shows before it is stored`(
        _ moment: Faults.Moment
    ) async throws {
        let faults = Faults([moment])
        let fixture = try await fixture(blocking: ["noise"], faults: faults)
        try await fixture.send(#"[{"type":"noise","user":"amy"},{},{"type":"open","user":"amy"}]"#)
        _ = try? await fixture.loader.loadOnce()
        #expect(try await fixture.queue.quarantine().isEmpty)
        #expect(try await fixture.queue.release(QuarantineFilter(), by: "ann", at: fixture.clock.now) == 0)
        // Wanted after all, where the first attempt left nothing.
        if moment != .afterCommit { settings.blocked.block([], in: ProjectID(1)) }
        let loader = fixture.restarted(settings: settings)
        try await loader.loadAll()
        let isKept = moment == .afterCommit
        #expect(
            try await fixture.queue.quarantine().map(\.item.reason) == (isKept ? [.invalid, .blocked] : [.invalid]))
        #expect(try await fixture.value("SELECT count(*) FROM main.events") == (isKept ? "1" : "2"))
    }

    @Test func `a warehouse that lost a load does not get again what was released from it`() async throws {
        let fixture = try await fixture(blocking: ["noise"])
        try await fixture.send(#"[{"type":"noise","user":"amy"},{"type":"open","user":"amy"}]"#)
        try await fixture.loader.loadAll()
        try await fixture.queue.release(QuarantineFilter(), by: "ann", at: fixture.clock.now)
        settings.blocked.block([], in: ProjectID(1))
        try await fixture.warehouse.execute(Statement("DELETE FROM main.events", label: "test"))
        try await fixture.warehouse.execute(Statement("UPDATE main.queue_position SET seq = 0", label: "test"))
        try await fixture.restarted(settings: settings).loadAll()
        #expect(try await types(fixture) == ["open|NULL", "noise|NULL"])
        #expect(try await fixture.queue.quarantine().isEmpty)
    }

    /// Random sequences of sending, blocking, loading, failing, releasing and starting anew; no event has an id.
    @Test(arguments: 1...8)
    func `whatever is blocked and released when, every event is there once`(_ seed: UInt64) async throws {
        var random = Mixer(state: seed)
        let faults = Faults()
        let fixture = try await fixture(blocking: [], faults: faults)
        var loader = fixture.loader
        var sent = 0
        for _ in 0..<40 {
            switch random.next() % 9 {
            case 0...2:
                let events = (0..<(1 + random.next() % 3)).map { number in
                    let type = "t\(random.next() % 3)"
                    return #"{"type":"\#(type)","device":"d\#(number)","properties":{"n":\#(sent + Int(number))}}"#
                }
                sent += events.count
                try await fixture.send("[\(events.joined(separator: ","))]")
            case 3:
                let types = (0..<3).filter { _ in random.next() % 2 == 0 }.map { "t\($0)" }
                settings.blocked.block(types, in: ProjectID(1))
            case 4: _ = try? await loader.loadOnce()
            case 5:
                faults.set([[.beforeCommit], [.afterCommit], [.atOnce]][Int(random.next() % 3)])
                _ = try? await loader.loadOnce()
                faults.set([])
            case 6: try await fixture.queue.release(of("t\(random.next() % 3)"), by: "ann", at: fixture.clock.now)
            case 7: try await loader.checkpoint()
            default: loader = fixture.restarted(settings: settings)
            }
        }
        try await loader.loadAll()
        try await fixture.queue.release(QuarantineFilter(), by: "ann", at: fixture.clock.now)
        try await loader.loadAll()
        try await loader.checkpoint()
        let numbers = "SELECT count(*), count(DISTINCT event_properties::VARCHAR) FROM main.events"
        #expect(try await fixture.value(numbers) == "\(sent)|\(sent)")
        #expect(await fixture.queue.statistics.bodies == 0)
    }

    @Test func `what is held of people who are erased goes with them`() async throws {
        let fixture = try await fixture(blocking: ["noise"])
        try await fixture.send(
            """
            [{"type":"open","user":"amy","device":"d1"},{"type":"open","user":"bob","device":"d2"},
            {"type":"noise","user":"amy"},{"type":"noise","device":"d1"},{"type":"noise","user":"bob","device":"d2"}]
            """)
        let erased = try await fixture.loader.erase(people: [1], of: ProjectID(1), requester: "legal@example.com")
        #expect(erased.userIDs == ["amy"])
        #expect(try await fixture.queue.quarantine().map(\.item.userID) == ["bob"])
    }

    @Test func `a queue file of before has its quarantine when it is opened`() async throws {
        let folder = try TemporaryFolder()
        let path = folder.file("queue.sqlite")
        await (try DurableQueue(path: path)).close()
        let old = try DatabaseQueue(path: path)
        try await old.write { try $0.execute(sql: "DROP TABLE quarantine; PRAGMA user_version = 1") }
        try old.close()
        #expect(try QueueInspection(path: path).counts?.bodies == 0)
        let queue = try DurableQueue(path: path)
        #expect(try await queue.quarantine().isEmpty)
    }
}
