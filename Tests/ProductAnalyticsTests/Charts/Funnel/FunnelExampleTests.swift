import JSON
import ProductAnalytics
import Testing

/// The reference's worked examples (`product-analytics.md` §7.4 to 7.11, §14).
struct FunnelExampleTests {
    static let sixPeople: [Int: String] = [
        1: "A@0h B@1h C@2h", 2: "A@0h B@1h", 3: "A@0h C@1h B@2h", 4: "B@0h C@1h", 5: "A@0h B@1h C@30h",
        6: "A@0h A@10h B@30h C@33h",
    ]

    func context(_ streams: [Int: String], asOf: Int64 = .max, days: Int = 10) async throws -> ChartContext {
        try await TestLog(FunnelStreams.log(streams)).context(
            from: FunnelStreams.start, to: FunnelStreams.start + Int64(days) * ChartCalendar.day, every: .day,
            asOf: asOf)
    }

    @Test func `six people`() async throws {
        let context = try await context(Self.sixPeople)
        var chart = FunnelChart("A", "B", "C")
        let answer = try await chart.funnel(in: context)
        #expect(answer.counts() == [5, 5, 2])
        let numbers = try #require(answer.series()?.numbers)
        #expect(numbers.fromFirst[2]?.median == 12.5 * 3_600_000)
        #expect(numbers.fromFirst[2]?.mean == 12.5 * 3_600_000)
        #expect(numbers.conversion(2) == 0.4)
        chart.order = .exact
        #expect(try await chart.funnel(in: context).counts() == [5, 4, 2])
        chart.order = .any
        #expect(try await chart.funnel(in: context).counts() == [5, 5, 3])
        chart.anyOrder = .distinct
        #expect(try await chart.funnel(in: context).counts() == [6, 6, 3])
        chart = FunnelChart("A", "B", "C")
        chart.count = .totals
        let totals = try await chart.funnel(in: context)
        #expect(totals.counts() == [5, 4, 1])
        #expect(totals.series()?.numbers.units == [5, 4, 1])
    }

    @Test(arguments: [
        ("C@0h B@1h A@2h", 3), ("A@0h C@1h", 1), ("B@0h A@20h C@24h", 3), ("B@0h A@20h C@30h", 2),
    ])
    func `any order`(_ stream: String, _ depth: Int) async throws {
        var chart = FunnelChart("A", "B", "C")
        chart.order = .any
        let counts = try await chart.funnel(in: context([1: stream])).counts()
        #expect(counts == (0..<3).map { $0 < depth ? 1 : 0 })
    }

    @Test func `in any order only step 1 has to be in the range`() async throws {
        let log = try await TestLog(FunnelStreams.log("B@0h A@20h C@24h"))
        var chart = FunnelChart("A", "B", "C")
        chart.order = .any
        let start = FunnelStreams.start
        let inside = try await log.context(
            from: start + 10 * ChartCalendar.hour, to: start + 21 * ChartCalendar.hour, every: .hour)
        #expect(try await chart.funnel(in: inside).counts() == [1, 1, 1])
        let outside = try await log.context(from: start, to: start + 20 * ChartCalendar.hour, every: .hour)
        #expect(try await chart.funnel(in: outside).counts() == [0, 0, 0])
    }

    @Test(
        arguments: [
            ("A@0h A@1h B@2h B@3h A@4h B@5h", "A,B", 24, nil, [2, 2]),
            ("A@0h B@1h A@2h B@3h A@4h", "A,B", 24, nil, [3, 2]),
            ("A@0m A@30m B@45m C@75m", "A,B,C", 1, nil, [1, 1, 0]),
            ("A@0h A@1h A@2h B@3h", "A,B", 24, "A", [2, 1]), ("A@0h A@20h B@25h A@26h B@27h", "A,B", 24, nil, [2, 1]),
        ] as [(String, String, Int, String?, [Int])])
    func attempts(_ stream: String, _ steps: String, _ hours: Int, _ excluded: String?, _ totals: [Int]) async throws {
        var chart = FunnelChart(FunnelStreams.steps(steps))
        chart.count = .totals
        chart.window = .duration(Int64(hours) * ChartCalendar.hour)
        if let excluded { chart.exclusions = [FunnelExclusion(EventSelection(excluded), after: 1, before: 2)] }
        #expect(try await chart.funnel(in: context([1: stream])).counts() == totals)
    }

    @Test func `a held property makes a unit of each value`() async throws {
        let context = try await context([1: "A[x]@0h B[y]@1h A[y]@2h B[x]@3h"])
        var chart = FunnelChart("A", "B")
        #expect(try await chart.funnel(in: context).counts() == [1, 1])
        chart.held = [PropertyReference("event.v")]
        #expect(try await chart.funnel(in: context).counts() == [2, 1])
        let started = try await chart.units(behind: ["step": 1], in: context)
        #expect(started.units == [TestLog.uid(1, project: 1), TestLog.uid(1, project: 1)])
        #expect(started.parts == ["x", "y"])
        #expect(try await chart.units(behind: ["step": 2, "outcome": "dropped"], in: context).parts == ["y"])
    }

    @Test func `a breakdown reads the chosen chain`() async throws {
        func counts(_ stream: String, at step: Int) async throws -> [FunnelGroup: [Int]] {
            var chart = FunnelChart("A", "B")
            chart.breakdown = FunnelBreakdown(PropertyReference("event.v"), .step(step))
            let answer = try await chart.funnel(in: context([1: stream]))
            return Dictionary(uniqueKeysWithValues: answer.series.map { ($0.group, $0.numbers.counts) })
        }
        #expect(try await counts("A[red]@0h A[blue]@1h B@2h", at: 1) == [.all: [1, 1], .value("red"): [1, 1]])
        #expect(try await counts("A[red]@0h A[blue]@20h B@25h", at: 1) == [.all: [1, 1], .value("blue"): [1, 1]])
        #expect(try await counts("A@0h B[red]@1h B[blue]@2h", at: 2) == [.all: [1, 1], .value("red"): [1, 1]])
        #expect(try await counts("A@0h", at: 2) == [.all: [1, 0], .notReached: [1, 0]])
    }

    @Test func `a breakdown by first touch, last touch and all events`() async throws {
        let context = try await context([1: "A@0h B[red]@1h C[blue]@2h"])
        var chart = FunnelChart("A", "B", "C")
        chart.breakdown = FunnelBreakdown(PropertyReference("event.v"), .firstTouch)
        #expect(try await chart.funnel(in: context).counts(.value("red")) == [1, 1, 1])
        chart.breakdown?.reading = .lastTouch
        #expect(try await chart.funnel(in: context).counts(.value("blue")) == [1, 1, 1])
        chart.breakdown?.reading = .allEvents
        let split = try await chart.funnel(in: context)
        #expect(split.counts() == [1, 1, 1])
        #expect(split.counts(.value(nil)) == [1, 0, 0])
        #expect(split.series(.value("red")) == nil)
    }

    @Test func `Other counts nobody twice`() async throws {
        var chart = FunnelChart("A", "B")
        chart.breakdown = FunnelBreakdown(PropertyReference("event.v"), .allEvents, top: 1)
        let context = try await context([
            1: "A[x]@0h A[y]@1h B[y]@2h A[z]@3h", 2: "A[x]@0h B[x]@1h", 3: "A[z]@0h B[z]@1h", 4: "A[x]@0h",
        ])
        let answer = try await chart.funnel(in: context)
        #expect(answer.counts(.value("x")) == [3, 1])
        #expect(answer.counts(.other) == [2, 2])
        let behind = try await chart.units(behind: ["step": 1, "rest": "other"], in: context).units
        #expect(behind == [1, 3].map { TestLog.uid($0, project: 1) })
        #expect(
            try await chart.units(behind: ["step": 2, "outcome": "dropped", "rest": "other"], in: context).units == [])
        #expect(answer.notes == ["The largest 1 of 3 groups are told apart; the others are together in Other."])
    }

    /// One of two values is told apart; `rest` asks for the others.
    @Test(arguments: [
        (
            "Other",
            #"No group that is told apart has the value "Other". All that are not are asked with "rest": "other"."#
        ),
        ("z", #"No group that is told apart has the value "z". All that are not are asked with "rest": "other"."#),
        ("first!", #"No group that is told apart has the value "first!". Did you mean "first"?"#),
    ]) func `a group that is not told apart is an error that says how to ask for it`(
        _ group: String, problem: String
    ) async throws {
        var chart = FunnelChart("A", "B")
        chart.breakdown = FunnelBreakdown(PropertyReference("event.v"), top: 1)
        let context = try await context([1: "A[first]@0h", 2: "A[first]@0h", 3: "A[z]@0h"])
        await #expect(throws: ChartError.invalid("group", problem)) {
            _ = try await chart.units(behind: ["step": 1, "group": .string(group)], in: context)
        }
    }

    @Test func `over time each bucket has its own starts`() async throws {
        let start = moment("2026-01-01")
        func event(_ type: String, _ day: Int, _ hour: Int) -> LogEvent {
            LogEvent(1, type, at: start + Int64(day - 1) * ChartCalendar.day + Int64(hour) * ChartCalendar.hour)
        }
        var log = Log()
        log.events = [
            event("A", 1, 8), event("B", 2, 8), event("A", 5, 8), event("B", 6, 8), event("A", 20, 8),
        ]
        let context = try await TestLog(log).context(
            from: start, to: moment("2026-02-01"), every: .day, asOf: moment("2026-01-27 00:00"))
        var chart = FunnelChart("A", "B")
        chart.window = .duration(7 * ChartCalendar.day)
        chart.isOverTime = true
        let answer = try await chart.funnel(in: context)
        #expect(answer.counts() == [1, 1])
        #expect(answer.series()?.numbers.fromFirst[1]?.median == 86_400_000)
        var expected = Array(repeating: [0, 0], count: 31)
        (expected[0], expected[4], expected[19]) = ([1, 1], [1, 1], [1, 0])
        #expect(answer.series()?.buckets.map(\.counts) == expected)
        #expect(answer.series()?.buckets[1].conversion(1) == nil)
        // 20 January ends at the 21st, and 7 days later is after the 27th; the 19th is complete.
        #expect(answer.incomplete.firstIndex(of: true) == 19)
        #expect(answer.series()?.buckets[19].open == 1)
        #expect(try await chart.units(behind: ["bucket": 4, "step": 2], in: context).units.count == 1)
    }

    @Test func `only the first start of the range and of each bucket is followed`() async throws {
        let test = try await TestLog(FunnelStreams.log("A@0h A@1h B@2h"))
        let context = try await test.context(
            from: FunnelStreams.start, to: FunnelStreams.start + 3 * ChartCalendar.hour, every: .hour)
        var chart = FunnelChart("A", "B")
        chart.start = .first
        chart.anchor = .latestStart
        chart.isOverTime = true
        let answer = try await chart.funnel(in: context)
        #expect(answer.counts() == [1, 1])
        #expect(answer.series()?.numbers.fromFirst[1]?.median == 7_200_000)
        #expect(answer.series()?.buckets.map(\.counts) == [[1, 1], [1, 1], [0, 0]])
    }

    @Test func `windows that are still open`() async throws {
        let streams = [1: "A@0h B@1h", 2: "A@0h", 3: "A@30h", 4: "A@30h B@31h", 5: "A@0h A@30h"]
        let context = try await context(streams, asOf: FunnelStreams.start + 40 * ChartCalendar.hour)
        var chart = FunnelChart("A", "B")
        let answer = try await chart.funnel(in: context)
        #expect(answer.counts() == [5, 2])
        #expect(answer.series()?.numbers.open == 2)
        #expect(
            try await chart.units(behind: ["outcome": "open"], in: context).units
                == [3, 5].map { TestLog.uid($0, project: 1) })
        chart.completeWindowsOnly = true
        let complete = try await chart.funnel(in: context)
        #expect(complete.counts() == [3, 1])
        #expect(complete.series()?.numbers.open == 0)
    }

    @Test func `time to convert`() async throws {
        let streams = [1: "A@0s B@30s", 2: "A@0s B@45s", 3: "A@0s B@90s", 4: "A@0s B@10m", 5: "A@0s B@2h"]
        let context = try await context(streams)
        var chart = FunnelChart("A", "B")
        chart.histogram = FunnelHistogram(from: 1, to: 2, width: 60 * ChartCalendar.second)
        let numbers = try #require(try await chart.funnel(in: context).series()?.numbers)
        #expect(numbers.fromPrevious[1]?.median == 90_000)
        #expect(numbers.fromPrevious[1]?.mean == 1_593_000)
        let bins = FunnelBins(numbers.durations, width: chart.histogram?.width)
        #expect(bins.counts.enumerated().filter { $0.element > 0 }.map(\.offset) == [0, 1, 10, 120])
        #expect(bins.counts[0] == 2)
        // Two hours need 25 bins of 5 minutes and 121 of 1 minute.
        #expect(FunnelBins(numbers.durations, width: nil).width == 5 * ChartCalendar.minute)
        #expect(
            try await chart.units(behind: ["from_ms": 0, "to_ms": 60_000], in: context).units
                == [1, 2].map { TestLog.uid($0, project: 1) })
    }

    /// FUN-22: before the first B at all, also where the chain takes a later one, as of person 5.
    @Test func `frequency before a step`() async throws {
        var chart = FunnelChart("A", "B")
        chart.frequency = FunnelFrequency(step: 1, before: 2)
        let context = try await context([
            1: "A@0h A@1h B@2h A@3h B@4h", 2: "A@0h B@1h", 3: "A@0h", 4: "A@0h B@2h", 5: "B@0h A@1h B@2h",
        ])
        let bins = try await chart.funnel(in: context).series()?.frequency ?? []
        #expect(bins.map(\.times) == [0, 1, 2])
        #expect(bins.map(\.units) == [1, 2, 1])
        #expect(try await chart.units(behind: ["times": 0], in: context).units == [TestLog.uid(5, project: 1)])
        #expect(try await chart.units(behind: ["times": 2], in: context).units == [TestLog.uid(1, project: 1)])
    }

    /// 40 of 100 convert; X is done by 30 converted and 20 dropped.
    @Test func drivers() async throws {
        var streams: [Int: String] = [:]
        for person in 1...100 {
            let converts = person <= 40
            let does = converts ? person <= 30 : person <= 60
            let gap = does ? "A@0h X@1h" : "A@0h"
            streams[person] = gap + (converts ? " B@2h X@3h" : " X@25h")
        }
        var chart = FunnelChart("A", "B")
        chart.drivers = FunnelDrivers(from: 1, to: 2)
        let context = try await context(streams)
        let series = try #require(try await chart.funnel(in: context).series())
        let driver = try #require(series.drivers.first)
        #expect(series.drivers.count == 1)
        #expect(driver.event == "X")
        #expect((driver.converted, driver.dropped) == (30, 20))
        #expect(series.driven == (40, 60))
        #expect(abs((driver.phi ?? 0) - 0.408) < 0.0005)
        let point: JSONValue = ["driver": "X", "did": false, "converted": true]
        #expect(try await chart.units(behind: point, in: context).units.count == 10)
    }

    @Test func `members of a group do the steps together`() async throws {
        var log = FunnelStreams.log([1: "A@0h", 2: "B@1h"])
        for index in log.events.indices { log.events[index].groups = ["company": ["acme"]] }
        let test = try await TestLog(log)
        let (from, to) = (FunnelStreams.start, FunnelStreams.start + ChartCalendar.day)
        let chart = FunnelChart("A", "B")
        let people = try await test.context(from: from, to: to, every: .day)
        #expect(try await chart.funnel(in: people).counts() == [1, 0])
        let companies = try await test.context(from: from, to: to, every: .day, unit: .group(type: "company"))
        #expect(try await chart.funnel(in: companies).counts() == [1, 1])
        let units = try await chart.units(behind: ["step": 2], in: companies)
        #expect(units.units.compactMap { units.names?.name(of: $0) } == ["acme"])
    }

    @Test func `sessions as units and as windows`() async throws {
        var log = FunnelStreams.log([1: "A@0h B@1h A@2h A@3h B@4h", 2: "A@0h B@1h"])
        for (index, session) in [1, 2, 2, 3, 3, 1, 2].enumerated() { log.events[index].session = Int64(session) }
        let context = try await TestLog(log).context(
            from: FunnelStreams.start, to: FunnelStreams.start + ChartCalendar.day, every: .day)
        var chart = FunnelChart("A", "B")
        #expect(try await chart.funnel(in: context).counts() == [2, 2])
        chart.window = .session
        #expect(try await chart.funnel(in: context).counts() == [2, 1])
        chart.per = .session
        #expect(try await chart.funnel(in: context).counts() == [4, 1])
        #expect(try await chart.units(behind: ["step": 2], in: context).parts == ["session 3"])
    }

    @Test func `an optional step never changes who converts`() async throws {
        let steps = [
            FunnelStep("A"), FunnelStep("O", isOptional: true), FunnelStep("B"), FunnelStep("P", isOptional: true),
        ]
        let context = try await context([
            1: "A@0h O@1h B@2h P@3h", 2: "A@0h B@2h O@3h", 3: "A@0h O@1h P@2h", 4: "O@0h A@1h B@2h P@30h",
        ])
        let answer = try await FunnelChart(steps).funnel(in: context)
        #expect(answer.counts() == [4, 2, 3, 1])
        // From A at 0 h to B at 2 h, 2 h and 1 h; optional steps are no step before.
        #expect(answer.series()?.numbers.fromPrevious[2]?.median == 7_200_000)
        let dropped = try await FunnelChart(steps).units(behind: ["step": 3, "outcome": "dropped"], in: context).units
        #expect(dropped == [TestLog.uid(3, project: 1)])
    }

    @Test func `sums at the last step`() async throws {
        var log = FunnelStreams.log([1: "A@0h B@1h B@2h", 2: "A@0h B@1h", 3: "A@0h", 4: "A@0h B@1h"])
        for (index, amount) in [nil, 5, 7, nil, 2.5, 9, nil, nil].enumerated() {
            log.events[index].properties["amount"] = amount.map { .double($0) } ?? .null
        }
        let context = try await TestLog(log).context(
            from: FunnelStreams.start, to: FunnelStreams.start + ChartCalendar.day, every: .day)
        var chart = FunnelChart("A", "B")
        chart.sum = PropertyReference("event.amount")
        let numbers = try #require(try await chart.funnel(in: context).series()?.numbers)
        #expect(numbers.sum == 7.5)
        #expect(numbers.summed == 2)
    }
}
