import Foundation
import JSON
import ProductAnalytics
import Testing

@Suite(.serialized) struct CohortRandomTests {
    /// Random definitions on random logs, by person and by group, against the definitions of the clauses and nothing else.
    @Test(arguments: RandomLogs.batches) func `random logs`(_ seeds: [UInt64]) async throws {
        let zone = try #require(TimeZone(identifier: "America/New_York"))
        let logs = seeds.map { Log.random(seed: $0) }
        let test = try await TestLog(logs)
        for (index, log) in logs.enumerated() {
            var generator = SeededGenerator(seed: seeds[index] &+ 77)
            let calendar = Bool.random(using: &generator) ? ChartCalendar() : ChartCalendar(zone: zone)
            let isGroup = Int.random(in: 0..<4, using: &generator) == 0
            let asOf = moment("2026-03-0\(Int.random(in: 3...9, using: &generator)) 13:30")
            var events = EventLog(
                source: try await test.source(project: index + 1), warehouse: test.warehouse, label: "test")
            events.readsSteps = index % 2 == 0
            let evaluator = CohortEvaluator(log: events, calendar: calendar, asOf: asOf)
            let oracle = CohortOracle(log: log, isGroup: isGroup, calendar: calendar, asOf: asOf)
            for _ in 0..<RandomLogs.charts(sample: 4) {
                let definition = Self.definition(&generator)
                let cohort = Cohort(
                    name: "it", unit: isGroup ? .group(type: "company") : .person, .dynamic(definition))
                let found = try await evaluator.members(of: cohort).units
                let names = Set(
                    found.map {
                        isGroup ? events.names.name(of: $0) ?? "?" : String($0 - TestLog.uid(0, project: index + 1))
                    })
                #expect(names == oracle.members(of: definition), "seed \(seeds[index]): \(definition.words)")
            }
        }
    }

    /// A segment that asks anew in each interval: each bucket's members are those of a cohort of that bucket.
    @Test(arguments: RandomLogs.batches) func `members in each interval`(_ seeds: [UInt64]) async throws {
        let logs = seeds.map { Log.random(seed: $0) }
        let test = try await TestLog(logs)
        for (index, log) in logs.enumerated() {
            let context = try await test.context(
                project: index + 1, from: moment("2026-03-03"), to: moment("2026-03-09"), every: .day,
                asOf: moment("2026-03-08 15:00"))
            let evaluator = CohortEvaluator(log: context.log, calendar: context.calendar, asOf: context.asOf)
            let days = 1 + index % 3
            let clauses = [
                CohortClause(.did(EventSelection("A"), CohortComparison(.atLeast, 2)), .beforeIntervalEnd(days: days)),
                CohortClause(.didNot(EventSelection("B")), .interval),
            ]
            let definition =
                index % 3 == 0
                ? CohortDefinition([.init(clauses)])
                : CohortDefinition(allOf: index % 3 == 1 ? [clauses[0]] : [clauses[1]])
            let found = try await evaluator.members(of: definition, inEachOf: context.buckets, unit: .person)
            for bucket in 0..<context.buckets.count {
                let (start, end) = (context.buckets.edges[bucket], context.buckets.edges[bucket + 1])
                let expected = log.byPerson.filter { _, events in
                    let known = events.map(\.event).filter { $0.time <= context.asOf && $0.time < end }
                    guard !known.isEmpty else { return false }
                    let often = known.count { $0.type == "A" && $0.time >= end - Int64(days) * ChartCalendar.day } >= 2
                    let without = !known.contains { $0.type == "B" && $0.time >= start }
                    return index % 3 == 0 ? often || without : index % 3 == 1 ? often : without
                }.keys
                #expect(
                    found[bucket] == Set(expected.map { TestLog.uid($0, project: index + 1) }), "seed \(seeds[index])")
            }
            // And a chart whose segment asks it: people of the segment with an active event in the bucket.
            var sets: [[Int]] = []
            let membership = CohortMembership(found, inEachOf: context.buckets)
            let segment = ChartContext(
                log: context.log, calendar: context.calendar, asOf: context.asOf, range: context.range, interval: .day,
                segments: [Segment(name: "who", who: definition)], segmentMembers: [membership])
            let answer = try await LifecycleChart().lifecycle(in: segment)
            for bucket in 0..<context.buckets.count {
                let (start, end) = (context.buckets.edges[bucket], context.buckets.edges[bucket + 1])
                sets.append(
                    log.byPerson.filter { person, events in
                        found[bucket].contains(TestLog.uid(person, project: index + 1))
                            && events.contains {
                                log.isActive($0.event) && $0.event.time >= start && $0.event.time < end
                                    && $0.event.time <= context.asOf
                            }
                    }.map(\.key))
                let active = [LifecycleState.new, .current, .resurrected].map { answer.count($0, bucket: bucket) }
                #expect(active.reduce(0, +) == sets[bucket].count, "seed \(seeds[index])")
            }
        }
    }

    private static func definition(_ generator: inout SeededGenerator) -> CohortDefinition {
        let groups = (0..<Int.random(in: 1...2, using: &generator)).map { _ in
            let clauses = (0..<Int.random(in: 1...2, using: &generator)).map { _ in clause(&generator) }
            return CohortDefinition.Group(clauses, isNegated: Int.random(in: 0..<6, using: &generator) == 0)
        }
        return CohortDefinition(groups)
    }

    private static func clause(_ generator: inout SeededGenerator) -> CohortClause {
        func event() -> EventSelection {
            let plain = [EventSelection("A"), EventSelection("B"), .anyActive, .any]
            let pro = EventSelection("A", where: [PropertyFilter(.user("plan"), .is, ["pro"])])
            return (plain + [pro]).randomElement(using: &generator) ?? .any
        }
        func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &generator) }
        func comparison(_ range: ClosedRange<Int>) -> CohortComparison {
            CohortComparison(
                CohortComparison.Sign.allCases.randomElement(using: &generator) ?? .atLeast, Double(number(range)))
        }
        func window() -> CohortWindow {
            let day = ChartRange.CivilDay(year: 2026, month: 3, day: number(2...6))
            return switch number(0...4) {
            case 0: .ever
            case 1: .range(.last(number(1...6), .day, complete: Bool.random(using: &generator)))
            case 2: .range(.since(day))
            case 3: .sinceFirst(days: number(1...4))
            default: .range(.days(from: day, until: .init(year: 2026, month: 3, day: day.day + number(1...4))))
            }
        }
        let filter =
            [
                PropertyFilter(.user("plan"), .is, ["pro", ""]), PropertyFilter(.user("plan"), .isNot, ["pro"]),
            ].randomElement(using: &generator) ?? PropertyFilter(.user("plan"), .is, ["pro"])
        let test: CohortClause.Test
        switch number(0...14) {
        case 0: test = .did(event(), comparison(1...4))
        case 1: test = .didNot(event())
        case 2:
            test = .intervals(
                event(), Bool.random(using: &generator) ? .day : .hour, times: number(1...2), comparison(1...3))
        case 3:
            test = .compared(
                event(), CohortComparison.Sign.allCases.randomElement(using: &generator) ?? .above, event())
        case 4: test = .property(event(), .event("amount"), .sum, comparison(0...15))
        case 5: test = .property(event(), .event("amount"), .average, comparison(0...8))
        case 6: test = .property(event(), .event("page"), .distinct, comparison(1...3))
        case 7: test = .occurrence(event(), number(1...3))
        case 8: test = .new
        case 9: test = .active
        case 10: test = .propertyNow(filter)
        case 11: test = .propertyEver(filter)
        case 12:
            test = .sequence(event(), event(), within: [0, ChartCalendar.second, ChartCalendar.day][number(0...2)])
        case 13: test = .stopped(event(), recentDays: number(1...3))
        default: test = .restarted(event(), recentDays: number(1...3))
        }
        return CohortClause(test, window(), isNegated: number(0...3) == 0)
    }
}
