import Foundation
import JSON
import ProductAnalytics
import Testing

/// Every number of random charts on random logs, and the people behind some, against the definitions.
@Suite(.serialized) struct RetentionRandomTests {
    @Test(arguments: RandomLogs.batches) func `random logs`(_ seeds: [UInt64]) async throws {
        let logs = seeds.map { Log.random(seed: $0) }
        let test = try await TestLog(logs)
        for (index, log) in logs.enumerated() {
            var generator = SeededGenerator(seed: seeds[index] &+ 77)
            try await check(log, project: index + 1, test, seed: seeds[index], &generator)
        }
    }

    private func check(
        _ log: Log, project: Int, _ test: TestLog, seed: UInt64, _ generator: inout SeededGenerator
    ) async throws {
        let zone = try #require(TimeZone(identifier: "America/New_York"))
        let calendar = ChartCalendar(zone: zone)
        let interval: ChartInterval = [.day, .day, .day, .week, .month, .hour].randomElement(using: &generator) ?? .day
        let from = calendar.start(of: interval, at: moment("2026-03-04 12:00"))
        let buckets = [.week: 2, .month: 1, .hour: 8][interval] ?? 7
        let to = calendar.adding(buckets, interval, to: from)
        let asOf = [Int64.max, moment("2026-03-09 17:30"), moment("2026-03-12 04:00")].randomElement(using: &generator)
        let filters = [PropertyFilter(.user("plan"), .is, ["pro"])]
        let segments: [Segment] =
            [
                [.everybody], [.everybody, Segment(name: "pro", filters: filters)],
                [Segment(name: "new", onlyNew: true), Segment(name: "new pro", filters: filters, onlyNew: true)],
            ].randomElement(using: &generator) ?? []
        let unit: EventRequest.Unit = Int.random(in: 0..<4, using: &generator) == 0 ? .group(type: "company") : .person
        let context = try await test.context(
            project: project, from: from, to: to, every: interval, asOf: asOf ?? .max, calendar: calendar,
            segments: segments, unit: unit)
        let chart = Self.chart(interval, &generator)
        let answer = try await chart.retention(in: context)
        let logOracle = LogOracle(log, context)
        let oracle = RetentionOracle(logOracle, chart: chart)

        var references: [PropertyReference] = []
        switch chart.start {
        case .event(let selection): references = selection.groupBy
        case .newUser(_, let groupBy): references = groupBy
        }
        let series = logOracle.series(by: references, top: chart.top, rest: chart.rest) { line in
            oracle.cohorts(line).reduce(into: []) { $0.formUnion($1.members) }
        }
        let what = Comment(rawValue: "seed \(seed), \(interval), \(chart)")
        try #require(answer.series.count == series.count, what)
        #expect(answer.series.map(\.group) == series.map(\.group), what)
        for (place, line) in series.enumerated() {
            let cohorts = oracle.cohorts(line)
            let columns = answer.time.columns
            #expect(
                cohorts.indices.map { answer.size(series: place, cohort: $0) } == cohorts.map(\.members.count), what)
            let counts = cohorts.indices.map { cohort in
                columns.indices.map { answer.count(series: place, cohort: cohort, column: $0) }
            }
            #expect(counts == cohorts.map { cohort in columns.map { oracle.counted(cohort, $0).count } }, what)
            #expect(
                answer.time.isComplete
                    == cohorts.indices.map { cohort in columns.map { oracle.isComplete(cohort, $0) } }, what)
            for (column, intervals) in answer.time.columns.enumerated() {
                let complete = cohorts.indices.filter { oracle.isComplete($0, intervals) }
                let members = complete.map { cohorts[$0].members }
                let back = complete.map { oracle.counted(cohorts[$0], intervals) }
                let row = answer.overall(series: place, column: column)
                if chart.overall == .sum {
                    #expect(row.size == members.reduce(0) { $0 + $1.count }, what)
                    #expect(row.count == back.reduce(0) { $0 + $1.count }, what)
                } else {
                    #expect(row.size == members.reduce(into: Set()) { $0.formUnion($1) }.count, what)
                    #expect(row.count == back.reduce(into: Set()) { $0.formUnion($1) }.count, what)
                }
            }
            // The people behind a number of one series, and those who did not come back.
            guard UInt64(place) == seed % UInt64(series.count) else { continue }
            let cohort = Int.random(in: cohorts.indices, using: &generator)
            let column = Int.random(in: answer.time.columns.indices, using: &generator)
            let returned = Bool.random(using: &generator)
            let people = oracle.counted(cohorts[cohort], answer.time.columns[column])
            var point = JSONObject([("series", .int(Int64(place))), ("cohort", .int(Int64(cohort)))])
            #expect(
                try await names(behind: point, chart, context, project) == cohorts[cohort].members.sorted(), what)
            point["interval"] = .int(Int64(column))
            point["returned"] = .bool(returned)
            #expect(
                try await names(behind: point, chart, context, project)
                    == (returned ? people : cohorts[cohort].members.subtracting(people)).sorted(), what)
            guard chart.overall == .distinctPeople else { continue }
            let overall = JSONObject([("series", .int(Int64(place))), ("interval", .int(Int64(column)))])
            #expect(
                try await names(behind: overall, chart, context, project).count
                    == answer.overall(series: place, column: column).count, what)
        }
    }

    private func names(
        behind point: JSONObject, _ chart: RetentionChart, _ context: ChartContext, _ project: Int
    ) async throws -> [String] {
        try await chart.units(behind: .object(point), in: context).names(project: project)
    }

    static func chart(_ interval: ChartInterval, _ generator: inout SeededGenerator) -> RetentionChart {
        let groupings: [[PropertyReference]] = [
            [], [], [.user("plan")], [.event("page")], [.user("plan"), .event("page")], [.column("country")],
        ]
        let groupBy = groupings.randomElement(using: &generator) ?? []
        let pro = [PropertyFilter(.user("plan"), .is, ["pro"])]
        let starts: [RetentionChart.Start] = [
            .event(EventSelection("A", groupBy: groupBy)), .event(EventSelection("A", where: pro, groupBy: groupBy)),
            .event(EventSelection([.init(.anyActive)], groupBy: groupBy)), .newUser(filters: [], groupBy: groupBy),
            .newUser(filters: pro, groupBy: groupBy),
            .event(EventSelection([.init(.named("A"))], groupBy: groupBy, occurrence: 1)),
            .event(EventSelection([.init(.any)], groupBy: groupBy, occurrence: 2)),
        ]
        var chart = RetentionChart(start: starts.randomElement(using: &generator) ?? starts[0])
        chart.returning =
            [EventSelection("A"), EventSelection("B"), .anyActive, .any].randomElement(using: &generator) ?? .any
        chart.type = RetentionChart.Kind.allCases.randomElement(using: &generator) ?? .nDay
        let ownDays = [.day, .week, .month].contains(interval)
        chart.dayDefinition = ownDays && Bool.random(using: &generator) ? .hours : .calendar
        chart.intervalZero = Bool.random(using: &generator) ? .cohort : .returned
        chart.overall = Bool.random(using: &generator) ? .sum : .distinctPeople
        // More than 64 hours, so that sets of ticks take several words.
        chart.intervals = interval == .hour ? 70 : Int.random(in: 0...8, using: &generator)
        if chart.type == .bracket { chart.brackets = [0..<1, 0..<3, 1..<4, 2..<9] }
        chart.top = Int.random(in: 1...3, using: &generator)
        chart.rest = Bool.random(using: &generator) ? .other : .none
        return chart
    }
}
