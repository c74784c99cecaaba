/// Works out who is in cohorts.
package struct CohortEvaluator: Sendable {
    package let log: EventLog
    package let book: any CohortBook
    package let calendar: ChartCalendar
    /// The moment for which the members are worked out.
    package let asOf: Int64

    package init(log: EventLog, book: any CohortBook = CohortsByName(), calendar: ChartCalendar, asOf: Int64) {
        self.log = log
        self.book = book
        self.calendar = calendar
        self.asOf = asOf
    }

    /// The members of cohorts by name, each worked out once.
    /// - Parameter unit: What the cohorts have to hold.
    /// - Throws: ``ChartError/invalid(_:)`` for a name that is none, a cohort of other units, and one that contains itself.
    package func members(
        of names: some Sequence<String>, unit: EventRequest.Unit
    ) async throws(ChartError) -> [String: CohortMembers] {
        var known: [String: CohortMembers] = [:]
        for name in names { try await find(name, unit, into: &known, path: []) }
        return known
    }

    /// The members of one cohort.
    package func members(of cohort: Cohort) async throws(ChartError) -> CohortMembers {
        var known: [String: CohortMembers] = [:]
        return try await members(of: cohort, into: &known, path: [cohort.name])
    }

    /// The members for each bucket of a definition whose windows depend on it; other windows stay where they are.
    /// - Parameter purpose: For whom they are worked out, such as `segment new`.
    package func members(
        of definition: CohortDefinition, inEachOf buckets: Buckets, unit: EventRequest.Unit,
        for purpose: String = "segment"
    ) async throws(ChartError) -> [Set<Int64>] {
        var known: [String: CohortMembers] = [:]
        return try await evaluate(definition, unit, buckets, for: purpose, into: &known, path: [])
    }

    private func find(
        _ name: String, _ unit: EventRequest.Unit, into known: inout [String: CohortMembers], path: [String]
    ) async throws(ChartError) {
        if known[name] != nil { return }
        if let start = path.firstIndex(of: name) {
            let circle = (path[start...] + [name]).joined(separator: ", ")
            throw .unknown([name] + path, "The cohort \"\(name)\" contains itself: \(circle).")
        }
        guard let cohort = try await book.cohort(named: name) else {
            let meant = NearestWord.question(name, among: try await book.names())
            throw .unknown([name] + path, "There is no cohort \"\(name)\"." + meant)
        }
        guard cohort.unit == unit else {
            throw .unknown(
                [name] + path,
                "The cohort \"\(name)\" holds \(cohort.unit.plural), and \(unit.plural) are counted here.")
        }
        known[name] = try await members(of: cohort, into: &known, path: path + [name])
    }

    private func members(
        of cohort: Cohort, into known: inout [String: CohortMembers], path: [String]
    ) async throws(ChartError) -> CohortMembers {
        if let kept = try await book.keptMembers(of: cohort, in: log, asOf: asOf) { return kept }
        switch cohort.content {
        case .list(let list): return try await list.members(of: cohort.unit, in: log, asOf: asOf)
        case .dynamic(let definition):
            if definition.dependsOnInterval {
                throw .unknown(
                    [cohort.name] + path,
                    "The cohort \"\(cohort.name)\" asks for each interval of a chart; only a segment can do that.")
            }
            let sets = try await evaluate(
                definition, cohort.unit, nil, for: "cohort \(cohort.name)", into: &known, path: path)
            return CohortMembers(units: sets.first ?? [], asOf: asOf)
        }
    }

    private func evaluate(
        _ definition: CohortDefinition, _ unit: EventRequest.Unit, _ buckets: Buckets?, for purpose: String,
        into known: inout [String: CohortMembers], path: [String]
    ) async throws(ChartError) -> [Set<Int64>] {
        for name in definition.cohorts { try await find(name, unit, into: &known, path: path) }
        let plan = CohortPlan(
            definition, unit: unit, in: buckets, calendar: calendar, asOf: asOf, members: known.mapValues(\.units))
        var pass = CohortPass(plan, dictionaries: [])
        var log = log
        log.purpose = purpose
        if !plan.events.isEmpty {
            let outcome = try await log.run(plan.request) { CohortPass(plan, dictionaries: $0) }
            pass = outcome.pass
            log.reads.add(sql: outcome.sql, for: purpose)
        }
        if plan.asksEverybody {
            for (unit, first) in try await log.everybody(unit) { pass.add(unit: unit, first: first) }
        }
        return pass.members.map(Set.init)
    }
}

extension EventRequest.Unit {
    /// `users`, or the groups' type.
    package var plural: String { if case .group(let type) = self { "groups of type \(type)" } else { "users" } }
}

extension CohortEvaluator {
    /// By segment, the members of ``Segment/who``; `nil` where a segment has no such condition.
    func members(
        of segments: [Segment], unit: EventRequest.Unit, range: (from: Int64, to: Int64), every interval: ChartInterval
    ) async throws(ChartError) -> [CohortMembership?] {
        var result: [CohortMembership?] = []
        for segment in segments {
            guard let who = segment.who else {
                result.append(nil)
                continue
            }
            guard who.dependsOnInterval else {
                // No cohort of the book: it is about what the chart reads.
                var known: [String: CohortMembers] = [:]
                let sets = try await evaluate(
                    who, unit, nil, for: "segment \(segment.name)", into: &known, path: [])
                result.append(CohortMembership(sets.first ?? []))
                continue
            }
            let evaluation: CohortMembership.Evaluation = { from, to throws(ChartError) in
                let (from, to) = (from ?? range.from, min(to ?? range.to, max(range.to, asOf)))
                let buckets = Buckets(from: from, to: max(from, to), every: interval, in: calendar)
                guard buckets.count <= Self.mostIntervals else {
                    throw .invalid(
                        "segments",
                        "A segment that asks anew in each interval takes at most \(Self.mostIntervals); this is \(buckets.count)."
                    )
                }
                let sets = try await members(
                    of: who, inEachOf: buckets, unit: unit, for: "segment \(segment.name)")
                return CohortMembership(sets, inEachOf: buckets)
            }
            result.append(CohortMembership(evaluation: evaluation))
        }
        return result
    }

    private static let mostIntervals = 2_000
}
