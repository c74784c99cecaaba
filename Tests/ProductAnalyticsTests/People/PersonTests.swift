import JSON
import ProductAnalytics
import SQL
import Testing
import Warehouse

@Suite(.serialized) struct PersonTests {
    /// Two people, one of whom was anonymous before, on devices d1 and d2.
    private static let log: Log = {
        var log = Log()
        log.inactiveTypes = ["$identify"]
        func add(_ person: Int, _ type: String, _ time: String, session: Int64? = nil, revenue: Double? = nil) {
            var event = LogEvent(person, type, at: moment("2026-03-02 " + time))
            event.session = session
            event.revenue = revenue
            log.events.append(event)
        }
        add(2, "view", "09:00", session: 900)  // 1
        add(2, "view", "09:05", session: 900)  // 2
        add(1, "buy", "10:00", session: 1_000, revenue: 20)  // 3
        add(1, "$identify", "10:01", session: 1_000)  // 4
        add(1, "view", "10:10", session: 1_000)  // 5
        add(1, "refund", "10:10", revenue: -5)  // 6
        add(3, "view", "11:00")  // 7
        log.events[2].properties["sku"] = "x"
        log.events[2].groups = ["company": ["acme"]]
        log.merges = [2: 1]
        return log
    }()

    private func people(_ log: Log = Self.log) async throws -> TestLog {
        let test = try await TestLog(log)
        for sql in [
            "ALTER TABLE main.usr ADD COLUMN properties JSON", "ALTER TABLE main.usr ADD COLUMN country VARCHAR",
            #"UPDATE main.usr SET properties = '{"plan": "pro", "tags": ["a", "b"]}', country = 'DE' WHERE uid = 10001"#,
            #"UPDATE main.usr SET properties = '{"plan": "pro"}' WHERE uid = 10002"#,
            #"UPDATE main.usr SET properties = '{"plan": "free"}', user_id = NULL WHERE uid = 10003"#,
            "CREATE TABLE main.devices (project_id INTEGER, device_id VARCHAR, uid INTEGER, last_uid INTEGER)",
            "INSERT INTO main.devices VALUES (1, 'd1', 10002, 10001), (1, 'd2', 10003, NULL), (2, 'd9', 10001, NULL)",
        ] {
            try await test.warehouse.execute(Statement(sql, label: "test"))
        }
        return test
    }

    @Test func `any id finds who it is now`() async throws {
        let test = try await people()
        let search = PersonSearch(source: try await test.source(), warehouse: test.warehouse, label: "test")
        typealias Match = PersonSearch.Match
        let one = Match(person: 10_001, userID: "user 1", key: .user)
        func find(_ text: String) async throws -> [Match] { try await search.find(text).map(Self.withoutTime) }
        #expect(try await find("user 1") == [one])
        #expect(try await find("user 2") == [one])
        #expect(try await find("d1") == [Match(person: 10_001, userID: "user 1", key: .device)])
        #expect(try await find("10002") == [Match(person: 10_001, userID: "user 1", key: .person)])
        #expect(try await find("d2") == [Match(person: 10_003, userID: nil, key: .device)])
        #expect(try await search.find("d9").isEmpty)
        #expect(try await search.find("USER 1").isEmpty)
        #expect(try await search.find(.user("plan"), is: "pro").map(\.person) == [10_001])
        #expect(try await search.find(.user("tags"), is: "b").map(\.person) == [10_001])
        #expect(try await search.find(.column("country"), is: "DE").map(\.person) == [10_001])
        #expect(try await search.find(.user("plan"), is: "other").isEmpty)
    }

    @Test func `all user ids of a person are theirs, their own first`() async throws {
        var log = Self.log
        // 4 is mapped to 1, too, and 5 to 3, who has no user id.
        for person in [4, 5] { log.events.append(LogEvent(person, "view", at: moment("2026-03-02 12:00"))) }
        (log.merges[4], log.merges[5]) = (1, 3)
        let test = try await people(log)
        let ids = PersonIDs(source: try await test.source(), warehouse: test.warehouse, label: "test")
        let found = try await ids.userIDs(of: [10_001, 10_003])
        #expect(found == [10_001: ["user 1", "user 2", "user 4"], 10_003: ["user 5"]])
        #expect(try await ids.userIDs(of: []).isEmpty)
    }

    private static func withoutTime(_ match: PersonSearch.Match) -> PersonSearch.Match {
        PersonSearch.Match(person: match.person, userID: match.userID, key: match.key)
    }

    @Test func `those who were active last come first, each as who they are now`() async throws {
        let test = try await people()
        for (person, time) in [
            (10_001, "2026-03-02 10:10"), (10_002, "2026-03-02 12:00"), (10_003, "2026-03-02 11:00"),
        ] {
            try await test.warehouse.execute(
                Statement("UPDATE main.usr SET last_seen = TIMESTAMP '\(time)' WHERE uid = \(person)", label: "test"))
        }
        let search = PersonSearch(source: try await test.source(), warehouse: test.warehouse, label: "test")
        let recent = try await search.recent()
        #expect(recent.map(\.person) == [10_003, 10_001] && recent.map(\.key) == [.recent, .recent])
        #expect(recent.map(\.lastSeen) == [moment("2026-03-02 11:00"), moment("2026-03-02 10:10")])
        #expect(try await search.recent(limit: 1).map(\.person) == [10_003])
    }

    @Test func `a part of an id or of an e-mail address finds who it may be`() async throws {
        let test = try await people()
        try await test.warehouse.execute(
            Statement(
                #"UPDATE main.usr SET properties = '{"email": "Third@Example.com"}' WHERE uid = 10003"#, label: "test"))
        let search = PersonSearch(source: try await test.source(), warehouse: test.warehouse, label: "test")
        // Person 2 is person 1 by now.
        #expect(try await search.find(containing: "USER").map(\.person) == [10_001])
        let third = PersonSearch.Match(person: 10_003, userID: nil, key: .similar)
        #expect(try await search.find(containing: "third@").map(Self.withoutTime) == [third])
        #expect(try await search.find(containing: "nobody").isEmpty)
    }

    @Test(arguments: [true, false]) func `events of some types only`(readsSteps: Bool) async throws {
        let test = try await people()
        var reader = PersonReader(source: try await test.source(), warehouse: test.warehouse, label: "test")
        reader.readsSteps = readsSteps
        #expect(try await reader.activity(of: 10_001, types: ["view"]).events.map(\.sequence) == [5, 2, 1])
        // A type that was asked for is shown, active or not.
        #expect(try await reader.activity(of: 10_001, types: ["$identify", "buy"]).events.map(\.sequence) == [4, 3])
        #expect(try await reader.activity(of: 10_001, types: ["nothing"]).events.isEmpty)
    }

    @Test(arguments: [true, false]) func `what is known of a person`(readsSteps: Bool) async throws {
        let test = try await people()
        var reader = PersonReader(source: try await test.source(), warehouse: test.warehouse, label: "test")
        reader.readsSteps = readsSteps
        let page = try #require(try await reader.page(of: 10_002))
        #expect((page.person, page.userID) == (10_001, "user 1"))
        #expect(page.merged == [10_002])
        #expect(page.devices == ["d1"])
        #expect(page.firstUsed == moment("2026-03-02 09:00"))
        #expect(page.lastUsed == moment("2026-03-02 10:10"))
        #expect((page.events, page.activeEvents, page.sessions) == (6, 5, 2))
        // 5 minutes in one session, 10 in the other.
        #expect(page.sessionTime == 15 * ChartCalendar.minute)
        #expect((page.purchases, page.revenue) == (1, 15))
        #expect(page.properties["plan"] == "pro")
        #expect(page.columns["country"] == "DE")
        #expect(page.groups["company"] == ["acme"])
        #expect(try await reader.page(of: 99) == nil)
    }

    /// SES-3: one session came with all times of the device, 4 minutes between them; the other one lacks one of them.
    @Test(arguments: [true, false]) func `a session lasts as long as on the clock of the device`(
        readsSteps: Bool
    ) async throws {
        var log = Self.log
        for (place, client) in [(0, "07:00"), (1, "07:04"), (2, "08:00")] {
            log.events[place].clientTime = moment("2026-03-02 " + client)
        }
        let test = try await people(log)
        var reader = PersonReader(source: try await test.source(), warehouse: test.warehouse, label: "test")
        reader.readsSteps = readsSteps
        #expect(try await reader.page(of: 10_001)?.sessionTime == 14 * ChartCalendar.minute)
    }

    @Test(arguments: [true, false]) func `newest first, by session, page by page`(readsSteps: Bool) async throws {
        let test = try await people()
        var reader = PersonReader(source: try await test.source(), warehouse: test.warehouse, label: "test")
        reader.readsSteps = readsSteps
        let all = try await reader.activity(of: 10_001)
        #expect(all.runs.map { $0.events.map(\.sequence) } == [[6], [5, 3], [2, 1]])
        #expect(all.runs.map(\.session) == [nil, 1_000, 900])
        #expect(all.next == nil)
        let buy = try #require(all.events.first { $0.sequence == 3 })
        #expect((buy.type, buy.isActive, buy.time) == ("buy", true, moment("2026-03-02 10:00")))
        #expect(buy.values["event_properties"] == ["sku": "x"])
        #expect(buy.values["event_time"] == "2026-03-02T10:00:00Z")
        #expect(buy.values["revenue"]?.doubleValue == 20)

        let first = try await reader.activity(of: 10_001, limit: 2)
        #expect(first.events.map(\.sequence) == [6, 5])
        let next = try #require(first.next)
        let cursor = try #require(ActivityPage.Cursor(next.text))
        let second = try await reader.activity(of: 10_001, after: cursor, limit: 2)
        #expect(second.events.map(\.sequence) == [3, 2])
        #expect(try await reader.activity(of: 10_001, after: second.next, limit: 2).events.map(\.sequence) == [1])

        let inactive = try await reader.activity(of: 10_001, offset: 2, limit: 2, includesInactive: true)
        #expect(inactive.events.map(\.sequence) == [4, 3])
        let earliest = try await reader.activity(of: 10_001, offset: 1, limit: 3, order: .earliest)
        #expect(earliest.events.map(\.sequence) == [2, 3, 5])
        #expect(earliest.next == ActivityPage.Cursor(time: moment("2026-03-02 10:10"), sequence: 5))
    }

    /// Pages of any size, put together, are all active events of the person, on random logs.
    @Test(arguments: RandomLogs.batches) func `pages of random logs`(_ seeds: [UInt64]) async throws {
        let logs = seeds.map { Log.random(seed: $0) }
        let test = try await TestLog(logs)
        for (index, log) in logs.enumerated() {
            var reader = PersonReader(
                source: try await test.source(project: index + 1), warehouse: test.warehouse, label: "test")
            reader.readsSteps = index % 2 == 0
            for (person, events) in log.byPerson {
                let expected = events.filter { log.isActive($0.event) }.map { Int64($0.seq) }
                let order: ActivityOrder = index % 3 == 0 ? .earliest : .latest
                var found: [Int64] = []
                var cursor: ActivityPage.Cursor?
                repeat {
                    let page = try await reader.activity(
                        of: TestLog.uid(person, project: index + 1), after: cursor, limit: 1 + index % 5, order: order)
                    found += page.events.map(\.sequence)
                    cursor = page.next
                } while cursor != nil
                #expect(found == (order == .latest ? expected.reversed() : expected), "seed \(seeds[index])")
            }
        }
    }
}
