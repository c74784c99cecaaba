import Foundation
import JSON
import ProductAnalytics
import Testing

@Suite(.serialized) struct SessionsTests {
    private static let computed = SessionRule.computed(ComputedSessions())

    private func day(_ log: Log, to: String = "2026-03-03", _ chart: SessionsChart) async throws -> SessionsAnswer {
        let test = try await TestLog(log)
        return try await chart.sessions(
            in: try await test.context(from: moment("2026-03-02"), to: moment(to), every: .day))
    }

    private static func views(_ times: [String], person: Int = 1) -> Log {
        Log(events: times.map { LogEvent(person, "view", at: moment("2026-03-02 " + $0)) })
    }

    /// SES-2 with its worked numbers: a gap of exactly 30 minutes stays.
    @Test func `gaps of 29, 30 and 31 minutes`() async throws {
        let log = Self.views(["10:00", "10:20", "10:49", "11:19", "11:50"])
        let answer = try await day(log, SessionsChart(sessions: Self.computed))
        #expect(answer.tally.sessions() == 2)
        #expect(answer.averageLength() == 39.5 * 60)
        #expect(answer.timeSpent() == 79 * 60)
        #expect(answer.bounceRate() == 0.5)
        #expect(answer.eventsPerSession() == 2.5)
        #expect(answer.sessionsPerUser() == 2)
        #expect((0..<9).map { answer.tally.sessions(.length(bin: $0)) } == [1, 0, 0, 0, 0, 0, 0, 0, 1])
    }

    /// SES-4, and the variant that cuts at midnight.
    @Test func `a session over midnight`() async throws {
        var log = Log()
        for time in ["2026-03-02 23:50", "2026-03-03 00:20"] {
            log.events.append(LogEvent(1, "view", at: moment(time)))
        }
        let whole = try await day(log, to: "2026-03-04", SessionsChart(sessions: Self.computed))
        #expect((0..<2).map { whole.tally.sessions(bucket: $0) } == [1, 0])
        #expect(whole.averageLength() == 1_800)
        let rule = SessionRule.computed(ComputedSessions(cutsAtMidnight: true))
        let cut = try await day(log, to: "2026-03-04", SessionsChart(sessions: rule))
        #expect((0..<2).map { cut.tally.sessions(bucket: $0) } == [1, 1])
        #expect(cut.averageLength() == 0)
    }

    @Test func `markers and a change of a property cut`() async throws {
        var log = Self.views(["10:00", "10:01", "10:02", "10:03", "10:04"])
        log.events[1].type = "open"
        log.events[3].type = "close"
        let start = SessionRule.computed(ComputedSessions(start: EventSelection("open")))
        #expect(try await day(log, SessionsChart(sessions: start)).tally.sums().events == 5)
        #expect(try await day(log, SessionsChart(sessions: start)).tally.sessions() == 2)
        let end = SessionRule.computed(ComputedSessions(end: EventSelection("close")))
        #expect(try await day(log, SessionsChart(sessions: end)).tally.sessions(.bounces) == 1)
        let values: [JSONValue] = ["a", .null, "a", "b", .null]
        for (index, value) in values.enumerated() { log.events[index].properties["app"] = value }
        let property = SessionRule.computed(ComputedSessions(property: .event("app")))
        let answer = try await day(log, SessionsChart(sessions: property))
        #expect(answer.tally.sessions() == 2)
        #expect(answer.timeSpent() == 180)
    }

    /// SES-1 and SES-3: an event without a session is in none; inactive events make no session longer.
    @Test func `recorded sessions`() async throws {
        var log = Self.views(["10:00", "10:10", "12:00", "13:00"])
        log.inactiveTypes = ["idle"]
        log.events[2].type = "idle"
        for index in 0..<3 { log.events[index].session = 7 }
        let answer = try await day(log, SessionsChart())
        #expect(answer.tally.sessions() == 1)
        #expect(answer.averageLength() == 600)
        #expect(answer.tally.sums().events == 2)
    }

    /// One of 9 seconds, one of a minute and one of ten: both edges of the last bin are in it.
    @Test func `sessions that bins leave out are told`() async throws {
        var log = Log()
        for (person, last) in [(1, "10:00:09"), (2, "10:01"), (3, "10:10")] {
            log.events += Self.views(["10:00", last], person: person).events
        }
        let bins: [Int64] = [60, 600].map { $0 * ChartCalendar.second }
        let answer = try await day(log, SessionsChart(sessions: Self.computed, lengthBins: bins))
        #expect(answer.tally.sessions(.length(bin: 0)) == 2)
        #expect(answer.leftOut() == 1)
        #expect(answer.notes == ["1 session is in no bin of lengths: the bins reach from 60 to 600 seconds."])
        #expect(try await day(log, SessionsChart(sessions: Self.computed)).notes == [])
    }

    /// SES-3: the corrected times of a session follow how long its uploads took, those of the device don't. Person 1's clock is
    /// three hours behind: 9:30 minutes pass on it. Of person 2 one event came without a time of the device.
    @Test func `a session lasts as long as on the clock of the device`() async throws {
        var log = Log()
        let events: [(person: Int, time: String, client: String?)] = [
            (1, "10:00:00", "07:00:00"), (1, "10:10:00", "07:09:30"), (1, "10:05:00", "07:04:50"),
            (2, "12:00:00", "09:00:00"), (2, "12:00:08", nil),
        ]
        for event in events {
            log.events.append(LogEvent(event.person, "view", at: moment("2026-03-02 " + event.time)))
            log.events[log.events.count - 1].session = 7
            log.events[log.events.count - 1].clientTime = event.client.map { moment("2026-03-02 " + $0) }
        }
        for rule in [SessionRule.recorded, Self.computed] {
            let answer = try await day(log, SessionsChart(sessions: rule))
            #expect(answer.tally.sessions() == 2)
            #expect(answer.timeSpent() == 570 + 8)
            #expect((0..<9).map { answer.tally.sessions(.length(bin: $0)) } == [0, 1, 0, 0, 0, 1, 0, 0, 0])
        }
    }

    /// SES-3: exactly 24 hours is a length, more is none; the session still counts.
    @Test func `over 24 hours`() async throws {
        var log = Log()
        for (person, last) in [(1, "2026-03-03 10:00"), (2, "2026-03-03 10:00:01"), (3, "2026-03-02 10:00:09")] {
            for time in ["2026-03-02 10:00", last] {
                log.events.append(LogEvent(person, "view", at: moment(time)))
                log.events[log.events.count - 1].session = 1
            }
        }
        let answer = try await day(log, SessionsChart())
        #expect(answer.tally.sessions() == 3)
        #expect(answer.averageLength() == (86_400.0 + 9) / 2)
        #expect(answer.tally.sessions(.length(bin: 8)) == 1)
        #expect(answer.tally.sessions(.length(bin: 1)) == 1)
    }

    /// SES-6: one event that passes is enough, and the length stays that of the whole session.
    @Test func `filters act on events and keep the whole session`() async throws {
        var log = Self.views(["10:00", "10:10", "15:00"])
        log.events[1].properties["page"] = "/a"
        let filter = PropertyFilter(.event("page"), .is, ["/a"])
        let chart = SessionsChart(sessions: Self.computed, event: EventSelection("view", where: [filter]))
        let answer = try await day(log, chart)
        #expect(answer.tally.sessions() == 1)
        #expect(answer.averageLength() == 600)
        #expect(answer.tally.sums().events == 2)
    }

    @Test func `what is wrong is said`() {
        let definition: JSONValue = [
            "chart": "sessions", "sessions": ["timeout_minutes": 5_000, "starts": "a"], "length_bins": [3, 1],
        ]
        do {
            _ = try ChartDefinition(definition)
            Issue.record("No error.")
        } catch {
            #expect(error.description.contains("sessions.timeout_minutes: This has to be a number from 0.0 to 1440.0."))
            #expect(
                error.description.contains("sessions.starts: Nothing is known by this name. Did you mean \"start\"?"))
            #expect(error.description.contains("length_bins: "))
        }
    }

    @Test(arguments: RandomLogs.batches) func `random logs`(_ seeds: [UInt64]) async throws {
        let zone = try #require(TimeZone(identifier: "America/New_York"))
        let calendar = ChartCalendar(zone: zone)
        var logs = seeds.map { Log.random(seed: $0) }
        // Clocks that are an hour behind, more or less so from event to event; some of every log but the third ones sent none.
        for index in logs.indices {
            for place in logs[index].events.indices where index % 3 == 2 || place % 11 != 0 {
                let late = ChartCalendar.hour + Int64(place * 37 % 61) * ChartCalendar.second
                logs[index].events[place].clientTime = logs[index].events[place].time - late
            }
        }
        let test = try await TestLog(logs)
        for (index, log) in logs.enumerated() {
            let rules: [SessionRule] = [
                .recorded, Self.computed, .computed(ComputedSessions(timeout: 6 * ChartCalendar.hour)),
                .computed(ComputedSessions(timeout: ChartCalendar.day, cutsAtMidnight: true)),
                .computed(ComputedSessions(timeout: ChartCalendar.hour, start: EventSelection("A"))),
                .computed(ComputedSessions(timeout: ChartCalendar.hour, end: EventSelection("B"))),
                .computed(ComputedSessions(timeout: 3 * ChartCalendar.hour, property: .user("plan"))),
            ]
            let free = PropertyFilter(.user("plan"), .is, ["free"])
            let chart = SessionsChart(
                sessions: rules[index % rules.count], event: index % 3 == 0 ? EventSelection("C") : .anyActive)
            let start = calendar.start(of: .day, at: moment("2026-03-04 12:00"))
            let asOf = index % 4 == 0 ? moment("2026-03-08 15:00") : Int64.max
            let context = try await test.context(
                project: index + 1, from: start, to: calendar.adding(7, .day, to: start), every: .day, asOf: asOf,
                calendar: calendar, segments: [.everybody, Segment(name: "free", filters: [free])])
            let answer = try await chart.sessions(in: context)
            let expected = Self.oracle(log, chart, context)
            for (segment, sessions) in expected.enumerated() {
                for bucket in [nil] + (0..<7).map(Optional.some) {
                    let these = sessions.filter { bucket == nil || $0.bucket == bucket }
                    let measured = these.filter { $0.length <= ChartCalendar.day }
                    let length = Double(measured.map(\.length).reduce(0, +)) / 1_000_000
                    let tally = answer.tally
                    let name: Comment = "seed \(seeds[index]), segment \(segment), bucket \(bucket ?? -1)"
                    #expect(tally.sessions(segment: segment, bucket: bucket) == these.count, name)
                    #expect(tally.users(segment: segment, bucket: bucket) == Set(these.map(\.person)).count, name)
                    let bounces = these.count { $0.events == 1 }
                    #expect(tally.sessions(.bounces, segment: segment, bucket: bucket) == bounces, name)
                    #expect(answer.timeSpent(segment: segment, bucket: bucket) == length, name)
                    let average = measured.isEmpty ? nil : length / Double(measured.count)
                    #expect(answer.averageLength(segment: segment, bucket: bucket) == average, name)
                    let events = these.map(\.events).reduce(0, +)
                    #expect(tally.sums(segment: segment, bucket: bucket).events == events, name)
                }
            }
            let bucket = index % 7
            let points: [JSONValue] = [
                ["metric": "users", "bucket": .int(Int64(bucket)), "segment": 1], ["metric": "bounced_users"],
                ["metric": "length_users", "bin": 0],
            ]
            let people = [
                expected[1].filter { $0.bucket == bucket }, expected[0].filter { $0.events == 1 },
                expected[0].filter { $0.length < 3_000_000 },
            ].map { Set($0.map { TestLog.uid($0.person, project: index + 1) }).sorted() }
            for (point, people) in zip(points, people) {
                #expect(try await chart.units(behind: point, in: context).units == people, "seed \(seeds[index])")
            }
            #expect(answer.tally.users(.length(bin: 0)) == people[2].count)
        }
    }

    private struct Session {
        var person: Int
        var bucket: Int
        var length: Int64
        var events: Int
    }

    /// The sessions that count for everybody, and for those with an event of the free plan.
    private static func oracle(_ log: Log, _ chart: SessionsChart, _ context: ChartContext) -> [[Session]] {
        var result: [[Session]] = [[], []]
        for (person, all) in log.byPerson {
            let events = all.map(\.event).filter {
                $0.time >= context.range.from - ChartCalendar.day
                    && $0.time < context.range.to + 2 * ChartCalendar.day && $0.time <= context.asOf
            }
            for session in cut(events, chart.sessions, context.calendar) {
                let active = session.filter(log.isActive)
                guard let first = active.first, let last = active.last,
                    let bucket = context.buckets.index(of: first.time)
                else { continue }
                let counted = session.filter { chart.event == .anyActive ? log.isActive($0) : $0.type == "C" }
                let clocks = active.compactMap(\.clientTime)
                let length =
                    clocks.count == active.count
                    ? (clocks.max() ?? 0) - (clocks.min() ?? 0) : last.time - first.time
                let value = Session(person: person, bucket: bucket, length: length, events: active.count)
                if !counted.isEmpty { result[0].append(value) }
                if counted.contains(where: { $0.userProperties["plan"] == "free" }) { result[1].append(value) }
            }
        }
        return result
    }

    static func cut(_ events: [LogEvent], _ rule: SessionRule, _ calendar: ChartCalendar) -> [[LogEvent]] {
        guard case .computed(let rule) = rule else {
            return Array(Dictionary(grouping: events.filter { $0.session != nil }) { $0.session }.values)
        }
        func isType(_ event: LogEvent, _ selection: EventSelection?) -> Bool { selection == EventSelection(event.type) }
        var sessions: [[LogEvent]] = []
        for event in events {
            guard let last = sessions.last?.last else {
                sessions.append([event])
                continue
            }
            func plan(_ event: LogEvent) -> JSONValue? {
                guard let plan = event.userProperties["plan"], !plan.isNull else { return nil }
                return plan
            }
            let before = sessions.last?.compactMap(plan).last
            let changes = rule.property != nil && before != nil && plan(event) != nil && plan(event) != before
            let dayBefore = calendar.start(of: .day, at: last.time)
            if event.time - last.time > rule.timeout || isType(event, rule.start) || isType(last, rule.end) || changes
                || (rule.cutsAtMidnight && calendar.start(of: .day, at: event.time) != dayBefore)
            {
                sessions.append([event])
            } else {
                sessions[sessions.count - 1].append(event)
            }
        }
        return sessions
    }
}
