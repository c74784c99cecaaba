import JSON
import ProductAnalytics
import Testing

/// Groups, Other, lists, entry and exit, time spent, and the n-th event.
struct SegmentationGroupTests {
    private static let page = PropertyReference("event.page")

    private func answer(_ chart: SegmentationChart, _ log: Log, unit: EventRequest.Unit = .person) async throws
        -> SegmentationAnswer
    {
        try await chart.segmentation(in: context(log, unit: unit))
    }

    private func context(_ log: Log, unit: EventRequest.Unit = .person, segments: [Segment] = [.everybody])
        async throws -> ChartContext
    {
        try await TestLog(log).context(
            from: moment("2026-03-02"), to: moment("2026-03-03"), every: .day, segments: segments, unit: unit)
    }

    private func view(_ person: Int, _ page: JSONValue?, at clock: String = "10:00") -> LogEvent {
        var event = LogEvent(person, "view", at: moment("2026-03-02 " + clock))
        event.properties["page"] = page
        return event
    }

    /// The example of §6: /a 5 (p1 p2 p3), /b 3 (p1 p4), /c 2 (p4), /d 1 (p5).
    private var pages: Log {
        var log = Log()
        for (person, page) in [
            (1, "/a"), (2, "/a"), (3, "/a"), (3, "/a"), (1, "/a"), (1, "/b"), (4, "/b"), (4, "/b"), (4, "/c"),
            (4, "/c"),
            (5, "/d"),
        ] { log.events.append(view(person, .string(page))) }
        return log
    }

    @Test func `Other is one group, whose people count once`() async throws {
        var chart = SegmentationChart(.uniques, of: [EventSelection("view", groupBy: [Self.page])])
        chart.top = 1
        let uniques = try await answer(chart, pages)
        #expect(uniques.series.map(\.group) == [.all, .values(["/a"]), .other])
        #expect(uniques.series.map(\.values.collapsed) == [5, 3, 3])
        #expect(uniques.notes == ["The largest 1 of 4 groups of view are drawn; the others are together in Other."])
        let people = try await chart.units(behind: ["other": true], in: context(pages)).units
        #expect(people == [1, 4, 5].map { TestLog.uid($0, project: 1) })
        chart.metric = .totals
        #expect(try await answer(chart, pages).series.map(\.values.collapsed) == [11, 5, 6])
        chart.rest = .none
        #expect(try await answer(chart, pages).series.map(\.values.collapsed) == [11, 5])
    }

    @Test func `equal groups stand in binary order, and each metric has its rank`() async throws {
        var log = pages
        log.events.append(view(6, nil))
        log.events.append(view(6, ""))
        let uniques = SegmentationChart(.uniques, of: [EventSelection("view", groupBy: [Self.page])])
        // 3, 2, and one each: the empty text, (none), /c and /d.
        #expect(
            try await answer(uniques, log).series.map(\.group)
                == [.all] + [["/a"], ["/b"], [""], [nil], ["/c"], ["/d"]].map { .values($0) })
        let totals = SegmentationChart(.totals, of: [EventSelection("view", groupBy: [Self.page])])
        #expect(
            try await answer(totals, log).series.map(\.group)
                == [.all] + [["/a"], ["/b"], ["/c"], [""], [nil], ["/d"]].map { .values($0) })
    }

    @Test func `lists count once for each element`() async throws {
        var log = Log()
        log.events = [view(1, ["/a", "/b"]), view(2, ["/b", "/b"]), view(3, [])]
        var chart = SegmentationChart(.totals, of: [EventSelection("view", groupBy: [Self.page])])
        let items = try await answer(chart, log)
        #expect(items.series(group: .values(["/a"]))?.values.collapsed == 1)
        #expect(items.series(group: .values(["/b"]))?.values.collapsed == 3)
        #expect(items.series(group: .values([nil]))?.values.collapsed == 1)
        #expect(items.series()?.values.collapsed == 5)
        chart.countsElementsOnce = true
        #expect(try await answer(chart, log).series(group: .values(["/b"]))?.values.collapsed == 2)
    }

    @Test func `two properties make pairs of values`() async throws {
        var log = pages
        for place in log.events.indices { log.events[place].country = place % 2 == 0 ? "DE" : "US" }
        let event = EventSelection("view", groupBy: [Self.page, PropertyReference("country")])
        let answer = try await answer(SegmentationChart(.totals, of: [event]), log)
        // /a has the places 0 to 4.
        #expect(answer.series(group: .values(["/a", "DE"]))?.values.collapsed == 3)
        #expect(answer.series(group: .values(["/a", "US"]))?.values.collapsed == 2)
        let parts = answer.series.filter { $0.group != .all }.compactMap(\.values.collapsed)
        #expect(parts.reduce(0, +) == 11)
    }

    /// FRM-2: a value missing on one side counts 0 there; a term without the breakdown stands beside every group.
    @Test func `formulas join groups by their values`() async throws {
        var log = pages
        var buy = LogEvent(1, "buy", at: moment("2026-03-02 12:00"))
        buy.properties["page"] = "/a"
        log.events.append(buy)
        let events = [
            EventSelection("buy", groupBy: [Self.page]), EventSelection("view", groupBy: [Self.page]),
            EventSelection("view"),
        ]
        let chart = try SegmentationChart(
            formula: "UNIQUES(A) / UNIQUES(B); UNIQUES(A) + UNIQUES(B); AVG(A) + AVG(B); UNIQUES(B) / UNIQUES(C)",
            of: events)
        let answer = try await answer(chart, log)
        let groups: [SegmentationGroup] = [.values(["/a"]), .values(["/b"])]
        #expect(groups.map { answer.series(0, group: $0)?.values.collapsed } == [1.0 / 3, 0])
        #expect(groups.map { answer.series(1, group: $0)?.values.collapsed } == [4, 2])
        #expect(groups.map { answer.series(2, group: $0)?.values.collapsed } == [1 + 5.0 / 3, nil])
        #expect(groups.map { answer.series(3, group: $0)?.values.collapsed } == [0.6, 0.4])
    }

    @Test func `companies are counted in place of people`() async throws {
        var log = Log()
        for (person, companies) in [(1, ["acme"]), (2, ["acme", "bolt"]), (3, [])] {
            var event = view(person, nil)
            if !companies.isEmpty { event.groups = ["company": companies] }
            log.events.append(event)
        }
        let chart = SegmentationChart(.uniques, of: [EventSelection("view")])
        #expect(try await answer(chart, log, unit: .group(type: "company")).series()?.values.collapsed == 2)
        let units = try await chart.units(behind: [:], in: context(log, unit: .group(type: "company")))
        #expect(Set(units.units.map { units.names?.name(of: $0) }) == ["acme", "bolt"])
        let totals = SegmentationChart(.totals, of: [EventSelection("view")])
        #expect(try await answer(totals, log, unit: .group(type: "company")).series()?.values.collapsed == 3)
    }

    @Test(arguments: [
        (EventRequest.Unit.person, "users"), (.group(type: "company"), "companies"),
        (.group(type: "account"), "accounts"), (.group(type: "key"), "keys"), (.group(type: "box"), "boxes"),
    ])
    func `sentences name groups by their type, users otherwise`(unit: EventRequest.Unit, name: String) async throws {
        #expect(try await context(Log(), unit: unit).unitName == name)
    }

    /// The example of §4.4: /a 10:00, /b 10:04, /b 10:10, /a 11:30.
    @Test func `time spent on a value`() async throws {
        var log = Log()
        log.events = [
            view(1, "/a"), view(1, "/b", at: "10:04"), view(1, "/b", at: "10:10"), view(1, "/a", at: "11:30"),
        ]
        let chart = SegmentationChart(.timeSpent, of: [EventSelection("view", groupBy: [Self.page])])
        let answer = try await answer(chart, log)
        #expect(answer.series(group: .values(["/a"]))?.values.collapsed == 240)
        #expect(answer.series(group: .values(["/b"]))?.values.collapsed == 360)
        // A filter chooses what counts, not what comes next.
        let filter = PropertyFilter(Self.page, .is, ["/a"])
        let filtered = SegmentationChart(.timeSpent, of: [EventSelection("view", where: [filter])])
        #expect(try await self.answer(filtered, log).series()?.values.collapsed == 240)
    }

    @Test func `time is spent until after the end of the range`() async throws {
        var log = Log()
        log.events = [view(1, "/a", at: "23:50"), LogEvent(1, "view", at: moment("2026-03-03 00:20"))]
        let chart = SegmentationChart(.timeSpent, of: [EventSelection("view")])
        #expect(try await answer(chart, log).series()?.values.collapsed == 1800)
        log.events[1].time += 1
        #expect(try await answer(chart, log).series()?.values.collapsed == 0)
    }

    /// §4.4: the session's first and last value that is not missing, among active events, holds for all its events.
    @Test func `entry and exit pages of sessions`() async throws {
        var log = Log()
        log.inactiveTypes = ["session_start"]
        func add(_ type: String, _ clock: String, _ page: JSONValue?, session: Int64?) {
            var event = view(1, page, at: clock)
            event.type = type
            event.session = session
            log.events.append(event)
        }
        add("session_start", "10:00", "/start", session: 1)
        add("view", "10:01", nil, session: 1)
        add("view", "10:02", "/a", session: 1)
        add("view", "10:03", "/b", session: 1)
        add("view", "10:04", nil, session: 1)
        add("view", "11:00", "/c", session: 2)
        add("view", "12:00", "/d", session: nil)
        func totals(_ name: String) async throws -> [SegmentationGroup: Double] {
            let event = EventSelection("view", groupBy: [PropertyReference(name)])
            let answer = try await answer(SegmentationChart(.totals, of: [event]), log)
            return Dictionary(uniqueKeysWithValues: answer.series.map { ($0.group, $0.values.collapsed ?? -1) })
        }
        #expect(
            try await totals("entry:event.page")
                == [.all: 6, .values(["/a"]): 4, .values(["/c"]): 1, .values([nil]): 1])
        #expect(
            try await totals("exit:event.page") == [.all: 6, .values(["/b"]): 4, .values(["/c"]): 1, .values([nil]): 1])
    }

    /// §4.3: filters first, then the count, over all that is stored.
    @Test func `only the n-th event`() async throws {
        var log = Log()
        func buy(_ person: Int, _ day: String, amount: Int64) {
            var event = LogEvent(person, "buy", at: moment(day + " 10:00"))
            event.properties["amount"] = .int(amount)
            log.events.append(event)
        }
        buy(1, "2026-02-01", amount: 10)
        buy(1, "2026-03-02", amount: 60)
        buy(2, "2025-12-01", amount: 80)
        buy(2, "2026-03-02", amount: 90)
        let large = PropertyFilter(PropertyReference("event.amount"), .greater, ["50"])
        func totals(
            _ filters: [PropertyFilter], _ occurrence: Int, then others: [PropertyFilter] = []
        ) async throws -> Double? {
            var event = EventSelection("buy", where: filters)
            event.occurrence = occurrence
            event.occurrenceFilters = others
            return try await answer(SegmentationChart(.totals, of: [event]), log).series()?.values.collapsed
        }
        #expect(try await totals([], 1) == 0)
        #expect(try await totals([], 2) == 2)
        #expect(try await totals([large], 1) == 1)
        #expect(try await totals([large], 2) == 1)
        // Asked of the second event, whatever the first one was.
        #expect(try await totals([], 2, then: [large]) == 2)
        let larger = PropertyFilter(PropertyReference("event.amount"), .greater, ["80"])
        #expect(try await totals([], 2, then: [larger]) == 1)
        #expect(try await totals([large], 1, then: [larger]) == 0)
    }

    @Test func `cohorts are asked of the person`() async throws {
        let log = try await TestLog(pages)
        let members: Set<Int64> = [TestLog.uid(1, project: 1), TestLog.uid(4, project: 1)]
        let segments = [
            Segment(name: "in", cohorts: ["c"]), Segment(name: "out", excludedCohorts: ["c"]),
        ]
        let context = try await log.context(
            from: moment("2026-03-02"), to: moment("2026-03-03"), every: .day, segments: segments,
            cohorts: ["c": members])
        let chart = try SegmentationChart(
            formula: "UNIQUES(A); ROLLWINBEFORE(totals, A, 3)", of: [EventSelection("view")])
        let answer = try await chart.segmentation(in: context)
        #expect([0, 1].map { answer.series(0, segment: $0)?.values.collapsed } == [2, 3])
        #expect([0, 1].map { answer.series(1, segment: $0)?.values.points } == [[7], [4]])
    }
}
