import JSON
import ProductAnalytics
import Testing

@Suite(.serialized) struct ActiveUsersTests {
    /// §5 and §9.3.
    @Test func `the shared activity`() async throws {
        let test = try await TestLog(.sharedActivity)
        let context = try await test.context(from: moment("2026-03-02"), to: moment("2026-03-14"), every: .day)
        let chart = ActiveUsersChart(event: EventSelection("open"), windows: [1, 3, 7, 30])
        let answer = try await chart.activeUsers(in: context)
        #expect(answer.active(window: 1) == [2, 2, 4, 2, 1, 0, 0, 3, 2, 2, 1, 2])
        #expect(answer.active(window: 3) == [2, 3, 4, 5, 5, 3, 1, 3, 3, 4, 3, 3])
        #expect(answer.active(window: 7) == [2, 3, 4, 5, 5, 5, 5, 6, 6, 5, 4, 5])
        // Person 6 was there on 20 February, within 30 days of all of these.
        #expect(answer.active(window: 30) == [3, 4, 4, 5, 5, 5, 5, 6, 6, 6, 6, 6])
        #expect(answer.active(calendar: .week) == [5, 5])
        #expect(answer.active(calendar: .month) == [6])
        let ratios = answer.ratios(of: 1, in: 7)
        #expect([ratios[3], ratios[7], ratios[11]] == [0.4, 0.5, 0.4])
        // 1, 2/3, 1, 2/5, 1/5, 0, 0, 1/2, 1/3, 2/5, 1/4, 2/5 over 12 days; sums 21 and 55.
        #expect(abs((answer.meanRatio(of: 1, in: 7) ?? 0) - 5.15 / 12) < 1e-12)
        #expect(answer.ratioOfMeans(of: 1, in: 7) == 21.0 / 55)
    }

    /// Saturday 7 and Sunday 8 March are left out, as are days that are not over.
    @Test func `days of the week can be left out`() async throws {
        let test = try await TestLog(.sharedActivity)
        let context = try await test.context(
            from: moment("2026-03-02"), to: moment("2026-03-14"), every: .day, asOf: moment("2026-03-12 08:00"))
        let chart = ActiveUsersChart(event: EventSelection("open"), windows: [1, 7], excludedWeekdays: [6, 7])
        let answer = try await chart.activeUsers(in: context)
        // 1, 2/3, 1, 2/5, 1/5, 1/2, 1/3, 2/5 over 8 days.
        #expect(abs((answer.meanRatio(of: 1, in: 7) ?? 0) - 4.5 / 8) < 1e-12)
        var writer = JSONWriter()
        writer.beginObject()
        answer.write(to: &writer)
        writer.endObject()
        let json = try JSONValue.parse(writer.bytes)
        #expect(json["buckets"]?.arrayValue?.count == 10)
        let windows = json["series"]?.arrayValue?.first?["windows"]?.arrayValue
        #expect(windows?.first?["name"] == "DAU")
        #expect(windows?.first?["values"] == [2, 2, 4, 2, 1, 3, 2, 2, 0, 0])
    }

    @Test(arguments: [
        (#"{"windows": []}"#, "windows"), (#"{"windows": [7, 1]}"#, "windows"), (#"{"windows": [0]}"#, "windows"),
        (#"{"calendar": ["hour"]}"#, "calendar"), (#"{"exclude_weekdays": [1, 2, 3, 4, 5, 6, 7]}"#, "exclude_weekdays"),
        (#"{"interval": "week"}"#, "interval"),
    ])
    func `what is wrong is said with its place`(_ text: String, _ path: String) throws {
        var definition = try #require(try JSONValue.parse(text).objectValue)
        definition["chart"] = "active_users"
        #expect {
            try ChartDefinition(.object(definition))
        } throws: { error in
            guard case .invalid(let problems) = error as? ChartError else { return false }
            return problems.contains { $0.path == path }
        }
    }

    @Test(arguments: RandomLogs.batches) func `random logs`(_ seeds: [UInt64]) async throws {
        try await RandomCharts.check(seeds, [(.day, 6), (.day, 1), (.week, 2)]) { oracle, project, random, what in
            let chart = ActiveUsersChart(
                event: random.event(), windows: random.pick([[1, 2, 7], [3], [1, 7, 30]]),
                calendar: random.pick([[.week, .month], [.day], []]), top: 1, rest: random.pick([.other, .none]))
            let context = oracle.context
            let answer = try await chart.activeUsers(in: context)
            let calendar = context.calendar
            let (start, end) = context.range
            let days = Buckets(from: start, to: end, every: .day, in: calendar)
            // All days that may be asked for, to tell who is new on which.
            let all = Buckets(
                from: start - 70 * ChartCalendar.day, to: end + 40 * ChartCalendar.day, every: .day, in: calendar)
            func active(_ line: LogOracle.Series, _ from: Int64, _ to: Int64) -> Set<String> {
                let times = oracle.times(chart.event, in: line, newIn: all)
                return Set(times.filter { $0.value.contains { $0 >= from && $0 < to } }.keys)
            }
            let lines = oracle.series(by: chart.event.groupBy, top: chart.top, rest: chart.rest) {
                active($0, days.start, days.end)
            }
            #expect(answer.series.map(\.group) == lines.map(\.group), what)
            for (series, line) in lines.enumerated() {
                for window in chart.windows {
                    let sets = (0..<days.count).map { day in
                        active(line, calendar.adding(1 - window, .day, to: days.edges[day]), days.edges[day + 1])
                    }
                    #expect(answer.active(series: series, window: window) == sets.map(\.count), what)
                    guard series == project % lines.count else { continue }
                    let day = project % days.count
                    let point: JSONValue = [
                        "series": .int(Int64(series)), "window": .int(Int64(window)), "bucket": .int(Int64(day)),
                    ]
                    let units = try await chart.units(behind: point, in: context)
                    #expect(units.names(project: project) == sets[day].sorted(), what)
                }
                for interval in chart.calendar {
                    let buckets = Buckets(from: start, to: end, every: interval, in: calendar)
                    let sets = (0..<buckets.count).map { active(line, buckets.edges[$0], buckets.edges[$0 + 1]) }
                    #expect(answer.active(series: series, calendar: interval) == sets.map(\.count), what)
                    guard series == project % lines.count else { continue }
                    let point: JSONValue = [
                        "series": .int(Int64(series)), "calendar": .string(interval.rawValue), "bucket": 0,
                    ]
                    let units = try await chart.units(behind: point, in: context)
                    #expect(units.names(project: project) == sets[0].sorted(), what)
                }
            }
        }
    }
}
