import JSON
import ProductAnalytics
import Testing

@Suite(.serialized) struct UsageIntervalTests {
    /// §8.4: p on days 1, 4, 8; q on 2, 3, 10; r on 5 only.
    @Test func `the median gap between days`() async throws {
        var log = Log()
        for (person, days) in [(1, [1, 4, 8]), (2, [2, 3, 10]), (3, [5])] {
            for day in days {
                let start = moment("2026-03-\(day < 10 ? "0" : "")\(day) 10:00")
                // Twice a day is one day.
                log.events += [LogEvent(person, "open", at: start), LogEvent(person, "open", at: start + 1)]
            }
        }
        let test = try await TestLog(log)
        let context = try await test.context(from: moment("2026-03-01"), to: moment("2026-04-01"), every: .day)
        let chart = UsageIntervalChart(event: EventSelection("open"))
        let answer = try await chart.usageInterval(in: context)
        #expect(answer.people() == 2)
        #expect(answer.leftOut == [1])
        #expect(answer.share(upTo: 3.4) == 0)
        #expect(answer.share(upTo: 3.5) == 0.5)
        #expect(answer.share(upTo: 4) == 1)
        #expect(answer.days(covering: 0.8) == 4)
        let first = TestLog.uid(1, project: 1)
        #expect(try await chart.units(behind: ["days": 3.5], in: context).units == [first])
        #expect(try await chart.units(behind: ["days": 3.7], in: context).units == [])
        #expect(try await chart.units(behind: ["days": 3.7, "up_to": true], in: context).units == [first])
        #expect(try await chart.units(behind: ["days": 4, "up_to": true], in: context).units.count == 2)
    }

    @Test(arguments: RandomLogs.batches) func `random logs`(_ seeds: [UInt64]) async throws {
        try await RandomCharts.check(seeds, [(.day, 9), (.week, 2)]) { oracle, project, random, what in
            let chart = UsageIntervalChart(event: random.event(), top: 1, rest: random.pick([.other, .none]))
            let context = oracle.context
            let answer = try await chart.usageInterval(in: context)
            let days = Buckets(from: context.range.from, to: context.range.to, every: .day, in: context.calendar)
            func active(_ line: LogOracle.Series) -> [String: [Int]] {
                oracle.times(chart.event, in: line, newIn: context.buckets)
                    .mapValues { Set($0.compactMap { days.index(of: $0) }).sorted() }.filter { !$0.value.isEmpty }
            }
            let lines = oracle.series(by: chart.event.groupBy, top: chart.top, rest: chart.rest) {
                Set(active($0).keys)
            }
            #expect(answer.series.map(\.group) == lines.map(\.group), what)
            for (series, line) in lines.enumerated() {
                let medians = active(line).compactMapValues { days -> Double? in
                    let gaps = zip(days, days.dropFirst()).map { Double($1 - $0) }.sorted()
                    guard !gaps.isEmpty else { return nil }
                    return (gaps[(gaps.count - 1) / 2] + gaps[gaps.count / 2]) / 2
                }
                #expect(answer.people(series: series) == medians.count, what)
                #expect(answer.leftOut[series] == active(line).count - medians.count, what)
                for halfDays in 0...30 {
                    let count = medians.values.filter { $0 == Double(halfDays) / 2 }.count
                    #expect(answer.count(series: series, halfDays: halfDays) == count, what)
                }
                guard series == project % lines.count else { continue }
                let point: JSONValue = ["series": .int(Int64(series)), "days": 2, "up_to": true]
                let units = try await chart.units(behind: point, in: context)
                #expect(units.names(project: project) == medians.filter { $0.value <= 2 }.keys.sorted(), what)
            }
        }
    }
}
