import JSON
import ProductAnalytics
import Testing

@Suite(.serialized) struct ImpactTests {
    /// Person 1 searches first on 4 March at 10:00: a purchase 25 hours before, one at that moment, two the day after.
    private static let log: Log = {
        var log = Log(events: [
            LogEvent(1, "buy", at: moment("2026-03-03 09:00")), LogEvent(1, "search", at: moment("2026-03-04 10:00")),
            LogEvent(1, "buy", at: moment("2026-03-04 10:00")), LogEvent(1, "buy", at: moment("2026-03-05 10:00")),
            LogEvent(1, "buy", at: moment("2026-03-06 09:59")), LogEvent(1, "search", at: moment("2026-03-06 10:00")),
            LogEvent(2, "search", at: moment("2026-03-05 00:00")), LogEvent(3, "buy", at: moment("2026-03-05 00:00")),
        ])
        for (index, amount) in [10, nil, 4, nil, 6].enumerated() {
            if let amount { log.events[index].properties["amount"] = .int(Int64(amount)) }
        }
        return log
    }()

    @Test func `days around the first search`() async throws {
        let test = try await TestLog(Self.log)
        let context = try await test.context(
            from: moment("2026-03-03"), to: moment("2026-03-07"), every: .day, asOf: moment("2026-03-06 10:00"))
        let chart = ImpactChart(
            treatment: EventSelection("search"), outcome: EventSelection("buy"), intervals: 2,
            property: .event("amount"))
        let answer = try await chart.impact(in: context)
        #expect(answer.treated == [2])
        // Person 2's day 1 ends on 7 March, person 1's on 6 March at 10:00, which is now.
        #expect((-2...2).map { answer.point($0).people } == [2, 2, 2, 1, 0])
        #expect((-2...2).map { answer.point($0).performers } == [1, 0, 1, 1, 0])
        #expect((-2...2).map { answer.point($0).totals } == [1, 0, 1, 2, 0])
        #expect((-2...2).map { answer.point($0).average } == [1, nil, 1, 2, nil])
        #expect((-2...2).map { answer.point($0).active } == [1, 0, 2, 1, 0])
        #expect(answer.point(0).activeShare == 0.5)
        #expect(answer.point(1).frequency.prefix(2) == [0, 1])
        #expect(answer.point(1).sum == 6)
        #expect(answer.point(1).propertyAverage == 6)
    }

    @Test func `only days and weeks`() async throws {
        let test = try await TestLog(Self.log)
        let context = try await test.context(from: moment("2026-03-03"), to: moment("2026-03-07"), every: .hour)
        let chart = ImpactChart(treatment: EventSelection("search"), outcome: EventSelection("buy"))
        await #expect(throws: ChartError.self) { try await chart.impact(in: context) }
    }

    @Test(arguments: RandomLogs.batches) func `random logs`(_ seeds: [UInt64]) async throws {
        let logs = seeds.map { Log.random(seed: $0) }
        let test = try await TestLog(logs)
        for (index, log) in logs.enumerated() {
            let chart = ImpactChart(
                treatment: EventSelection("A"), outcome: EventSelection(index % 4 == 0 ? "A" : "B"), intervals: 3,
                property: .event("amount"))
            let asOf = index % 3 == 0 ? Int64.max : moment("2026-03-08 03:00")
            let german = PropertyFilter(.column("country"), .is, ["DE"])
            let week = index % 5 == 0
            let context = try await test.context(
                project: index + 1, from: moment("2026-03-02"), to: moment("2026-03-09"), every: week ? .week : .day,
                asOf: asOf, segments: [.everybody, Segment(name: "DE", filters: [german])])
            let answer = try await chart.impact(in: context)
            let length = (week ? 7 : 1) * ChartCalendar.day
            for segment in 0...1 {
                let treatments = log.byPerson.compactMapValues { history in
                    history.map(\.event).first {
                        $0.type == "A" && $0.time < context.range.to && $0.time <= asOf
                            && (segment == 0 || $0.country == "DE")
                    }?.time
                }
                let name: Comment = "seed \(seeds[index]), segment \(segment)"
                #expect(answer.treated[segment] == treatments.count, name)
                for interval in -3...3 {
                    var people: [Int: [LogEvent]] = [:]
                    var active: Set<Int> = []
                    for (person, time) in treatments {
                        let start = time + Int64(interval) * length
                        guard asOf == .max || start + length <= asOf else { continue }
                        let events = (log.byPerson[person] ?? []).map(\.event).filter {
                            $0.time >= start && $0.time < start + length
                        }
                        if events.contains(where: log.isActive) { active.insert(person) }
                        people[person] = events.filter { chart.outcome == EventSelection($0.type) }
                    }
                    let point = answer.point(interval, segment: segment)
                    #expect(point.people == people.count, name)
                    #expect(point.active == active.count, name)
                    let performers = people.filter { !$0.value.isEmpty }
                    #expect(point.performers == performers.count, name)
                    #expect(point.totals == performers.values.map(\.count).reduce(0, +), name)
                    for times in 1...20 {
                        #expect(
                            point.frequency[times - 1] == performers.values.count { min(20, $0.count) == times }, name)
                    }
                    let numbers = performers.values.joined().compactMap { event -> Double? in
                        switch event.properties["amount"] {
                        case .string(let text): Double(text)
                        case let value: value?.doubleValue
                        }
                    }
                    #expect(point.numbers == numbers.count, name)
                    #expect(abs(point.sum - numbers.reduce(0, +)) < 1e-9, name)
                    guard interval == index % 7 - 3 else { continue }
                    let units = try await chart.units(
                        behind: [
                            "metric": "performers", "interval": .int(Int64(interval)), "segment": .int(Int64(segment)),
                        ], in: context)
                    #expect(units.units == performers.keys.map { TestLog.uid($0, project: index + 1) }.sorted(), name)
                }
            }
        }
    }
}
