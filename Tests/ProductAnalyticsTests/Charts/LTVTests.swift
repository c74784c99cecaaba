import Foundation
import JSON
import ProductAnalytics
import Testing

@Suite(.serialized) struct LTVTests {
    private static func event(_ person: Int, _ time: String, revenue: Double? = nil) -> LogEvent {
        var event = LogEvent(person, revenue == nil ? "open" : "buy", at: moment(time))
        event.revenue = revenue
        return event
    }

    /// The worked people: a pays 10 at once and 5 on day 3, b 20 on day 1, c and d nothing.
    private static func worked(bComes: String = "2026-03-02 10:00", bPays: String = "2026-03-03 10:00") -> Log {
        Log(events: [
            event(1, "2026-03-02 10:00", revenue: 10), event(1, "2026-03-05 10:00", revenue: 5), event(2, bComes),
            event(2, bPays, revenue: 20), event(3, "2026-03-02 10:00"), event(4, "2026-03-02 10:00"),
        ])
    }

    private func curves(_ chart: LTVChart, _ log: Log, asOf: Int64 = .max) async throws -> LTVAnswer {
        let test = try await TestLog(log)
        return try await chart.curves(
            in: try await test.context(
                from: moment("2026-03-02"), to: moment("2026-03-09"), every: .day, asOf: asOf))
    }

    @Test func `four people, all mature`() async throws {
        let series = try await curves(LTVChart(days: 3), Self.worked()).series[0]
        #expect(series.people == 4)
        #expect(series.revenue == [10, 30, 30, 35])
        #expect((0...3).map(series.arpu) == [2.5, 7.5, 7.5, 8.75])
        #expect(series.payers == [1, 2, 2, 2])
        #expect((0...3).map(series.arppu) == [10, 15, 15, 17.5])
    }

    /// LTV-3: b came two days ago, so that days 0 and 1 have passed for b and the curve falls.
    @Test func `who has not been there for long leaves`() async throws {
        let log = Self.worked(bComes: "2026-03-06 10:00", bPays: "2026-03-07 10:00")
        let series = try await curves(LTVChart(days: 3), log, asOf: moment("2026-03-08 10:00")).series[0]
        #expect(series.mature == [4, 4, 3, 3])
        #expect(series.revenue == [10, 30, 10, 15])
        #expect(series.arpu(1) == 7.5)
        #expect(abs((series.arpu(2) ?? 0) - 3.33) < 0.01)
        #expect(series.arpu(3) == 5)
    }

    /// The same people, followed as a whole: b's 20 stay.
    @Test func `everybody counts with what they have paid so far`() async throws {
        let log = Self.worked(bComes: "2026-03-06 10:00", bPays: "2026-03-07 10:00")
        let chart = LTVChart(days: 3, wholeCohorts: true)
        let series = try await curves(chart, log, asOf: moment("2026-03-08 10:00")).series[0]
        #expect(series.mature == [4, 4, 4, 4])
        #expect(series.revenue == [10, 30, 30, 35])
        #expect(series.payers == [1, 2, 2, 2])
        // Before b pays.
        let young = try await curves(chart, log, asOf: moment("2026-03-06 11:00")).series[0]
        #expect(young.mature == [4, 4, 4, 4])
        #expect(young.revenue == [10, 10, 10, 15])
        #expect(throws: ChartError.invalid("whole_cohorts", "Only the view new follows cohorts.")) {
            _ = try ChartDefinition(["chart": "revenue_ltv", "view": "calendar", "whole_cohorts": true])
        }
    }

    /// LTV-2: 24 hours after the first event is day 1, a microsecond less is day 0.
    @Test func `days are 24 hours`() async throws {
        let log = Log(events: [
            Self.event(1, "2026-03-02 10:00"), Self.event(1, "2026-03-03 09:59:59.999999", revenue: 1),
            Self.event(1, "2026-03-03 10:00", revenue: 2),
        ])
        #expect(try await curves(LTVChart(days: 1), log).series[0].revenue == [1, 3])
    }

    @Test func `groups by the first event`() async throws {
        var log = Self.worked()
        let plans: [JSONValue] = ["free", "pro", "free", "pro", ["free", "pro"], .null]
        for index in log.events.indices { log.events[index].userProperties["plan"] = plans[index] }
        var chart = LTVChart(days: 1, groupBy: .user("plan"), top: 2)
        let answer = try await curves(chart, log)
        // d has no plan, c has both.
        #expect(answer.series.map(\.group) == [nil, "free", "(none)", nil])
        #expect(answer.series.map(\.isOther) == [false, false, false, true])
        #expect(answer.series.map(\.people) == [4, 3, 1, 1])
        #expect(answer.series[1].revenue == [10, 30])
        #expect(answer.notes == ["The largest 2 of 3 groups are told apart; the others are together in Other."])
        chart.rest = .none
        let without = try await curves(chart, log)
        #expect(without.series.map(\.people) == [4, 3, 1])
        #expect(without.notes == ["The largest 2 of 3 groups are told apart; the others are left out."])
    }

    /// GRP-3: in Other everybody counts once, whatever number of groups that are not told apart they are in, and also those who
    /// are in a group that is. a pays 1 at /a, 2 at /b and 4 at /c, b 8 at /a, c 16 at /b and /c at once.
    @Test func `Other counts people once`() async throws {
        var log = Log()
        let payments: [(Int, Double, JSONValue)] = [
            (1, 1, "/a"), (1, 2, "/b"), (1, 4, "/c"), (2, 80, "/a"), (3, 16, ["/b", "/c"]),
        ]
        for (minute, payment) in payments.enumerated() {
            var event = Self.event(payment.0, "2026-03-02 10:0\(minute)", revenue: payment.1)
            event.properties["page"] = payment.2
            log.events.append(event)
        }
        let test = try await TestLog(log)
        let context = try await test.context(from: moment("2026-03-02"), to: moment("2026-03-03"), every: .day)
        var chart = LTVChart(view: .calendar, groupBy: .event("page"), top: 1)
        let other = try #require(try await chart.intervals(in: context).series.last)
        #expect(other.isOther && other.group == nil)
        // A list counts for each of its elements: 2 + 4 + 16 + 16.
        #expect(other.revenue == [38, 38])
        #expect(other.active == [2, 2] && other.payers == [2, 2])
        let others = [1, 3].map { TestLog.uid($0, project: 1) }
        #expect(try await chart.units(behind: ["metric": "payers", "other": true], in: context).units == others)

        // By the value at the first event: a and b came with /a, c with the two others.
        chart.view = .new
        chart.days = 0
        let curve = try #require(try await chart.curves(in: context).series.last)
        #expect(curve.isOther && curve.people == 1 && curve.revenue == [16] && curve.payers == [1])
        let point: JSONValue = ["metric": "payers", "day": 0, "other": true]
        #expect(try await chart.units(behind: point, in: context).units == [TestLog.uid(3, project: 1)])
        chart.top = 3
        let wider = chart
        await #expect(throws: ChartError.self) { _ = try await wider.units(behind: point, in: context) }
    }

    /// LTV-5, with a refund and somebody active who does not pay.
    @Test func `by calendar interval`() async throws {
        let log = Log(events: [
            Self.event(1, "2026-03-02 10:00", revenue: 10), Self.event(2, "2026-03-02 11:00"),
            Self.event(1, "2026-03-03 10:00", revenue: -4), Self.event(2, "2026-03-03 11:00", revenue: 9),
            Self.event(1, "2026-03-04 10:00"),
        ])
        let test = try await TestLog(log)
        let context = try await test.context(from: moment("2026-03-02"), to: moment("2026-03-06"), every: .day)
        let chart = LTVChart(view: .calendar)
        let series = try await chart.intervals(in: context).series[0]
        #expect(series.revenue == [10, 5, 0, 0, 15])
        #expect(series.active == [2, 2, 1, 0, 2])
        #expect(series.payers == [1, 1, 0, 0, 2])
        #expect((0...4).map(series.arpu) == [5, 2.5, 0, nil, 7.5])
        #expect((0...4).map(series.arppu) == [10, 5, nil, nil, 7.5])
        let payers = try await chart.units(behind: ["metric": "payers"], in: context)
        #expect(payers.units == [1, 2].map { TestLog.uid($0, project: 1) })
    }

    @Test(arguments: RandomLogs.batches) func `random logs`(_ seeds: [UInt64]) async throws {
        let logs = seeds.map { Log.random(seed: $0) }
        let test = try await TestLog(logs)
        for (index, log) in logs.enumerated() {
            let asOf = index % 3 == 0 ? Int64.max : moment("2026-03-10 05:00")
            let german = PropertyFilter(.column("country"), .is, ["DE"])
            let context = try await test.context(
                project: index + 1, from: moment("2026-03-03"), to: moment("2026-03-08"), every: .day, asOf: asOf,
                segments: [.everybody, Segment(name: "DE", filters: [german])])
            let byInterval = index % 2 == 0
            let chart = LTVChart(
                days: 4, cohorts: byInterval ? .byInterval : .whole, event: index % 5 == 0 ? EventSelection("A") : .any,
                groupBy: .column("country"), top: 500)
            let answer = try await chart.curves(in: context)
            #expect(Set(answer.series.compactMap(\.group)).isSubset(of: ["DE", "US", "(none)"]))
            for (place, series) in answer.series.enumerated() {
                let name: Comment = "seed \(seeds[index]), series \(place)"
                let people = log.byPerson.filter { _, history in
                    let first = history[0].event
                    let from = series.cohort ?? context.range.from
                    let to = series.cohort.map { $0 + ChartCalendar.day } ?? context.range.to
                    return first.time >= from && first.time < to && first.time <= asOf
                        && (series.segment == "All users" || first.country == "DE")
                        && (series.group == nil || series.group == (first.country ?? "(none)"))
                }.mapValues { $0.map(\.event) }
                #expect(series.people == people.count, name)
                for day in 0...4 {
                    let time = Int64(day + 1) * ChartCalendar.day
                    let mature = people.filter { asOf == .max || $0.value[0].time + time <= asOf }
                    let paid = mature.mapValues { events in
                        events.filter { event in
                            event.time < events[0].time + time && (index % 5 != 0 || event.type == "A")
                        }.compactMap(\.revenue)
                    }
                    #expect(series.mature[day] == mature.count, name)
                    #expect(abs(series.revenue[day] - paid.values.joined().reduce(0, +)) < 1e-9, name)
                    let payers = paid.filter { $0.value.contains { $0 > 0 } }.keys
                    #expect(series.payers[day] == payers.count, name)
                    guard day == index % 5, place == index % answer.series.count else { continue }
                    let cohort = series.cohort.map { ($0 - context.range.from) / ChartCalendar.day } ?? 0
                    var point: JSONValue = [
                        "metric": "payers", "day": .int(Int64(day)), "cohort": .int(cohort),
                        "segment": series.segment == "DE" ? 1 : 0,
                    ]
                    if let group = series.group, case .object(var object) = point {
                        object["group"] = .string(group)
                        point = .object(object)
                    }
                    let units = try await chart.units(behind: point, in: context).units
                    #expect(units == payers.map { TestLog.uid($0, project: index + 1) }.sorted(), name)
                }
            }
        }
    }

    @Test(arguments: RandomLogs.batches) func `random logs by interval`(_ seeds: [UInt64]) async throws {
        let logs = seeds.map { Log.random(seed: $0) }
        let test = try await TestLog(logs)
        for (index, log) in logs.enumerated() {
            let context = try await test.context(
                project: index + 1, from: moment("2026-03-03"), to: moment("2026-03-08"), every: .day)
            let chart = LTVChart(view: .calendar, groupBy: .event("page"), top: 500)
            let answer = try await chart.intervals(in: context)
            for series in answer.series {
                for bucket in 0...5 {
                    let from = context.range.from + (bucket == 5 ? 0 : Int64(bucket) * ChartCalendar.day)
                    let to = bucket == 5 ? context.range.to : from + ChartCalendar.day
                    // An event once for each time that the value is in it.
                    let events = log.events.filter { $0.time >= from && $0.time < to }.flatMap { event in
                        Array(
                            repeating: event,
                            count: Self.pages(event).count { series.group == nil || $0 == series.group }
                        )
                        .prefix(series.group == nil ? 1 : 9)
                    }
                    let name: Comment = "seed \(seeds[index]), \(series.group ?? "all"), \(bucket)"
                    let active = Set(events.filter(log.isActive).map(log.person))
                    #expect(series.active[bucket] == active.count, name)
                    #expect(abs(series.revenue[bucket] - events.compactMap(\.revenue).reduce(0, +)) < 1e-9, name)
                    let payers = Set(events.filter { ($0.revenue ?? 0) > 0 }.map(log.person))
                    #expect(series.payers[bucket] == payers.count, name)
                }
            }
        }
    }

    private static func pages(_ event: LogEvent) -> [String] {
        switch event.properties["page"] {
        case .string(let text): [text]
        case .array(let items): items.compactMap(\.stringValue)
        default: ["(none)"]
        }
    }
}
