extension DefinitionReader {
    /// The keys of ``CohortDefinition`` in this object.
    package mutating func cohortDefinition() -> CohortDefinition {
        if has("andClauses") { return amplitudeCohortDefinition() }
        let groups = objects("all_of") { group -> CohortDefinition.Group in
            guard group.has("any_of") else { return CohortDefinition.Group([group.cohortClause()]) }
            let clauses = group.objects("any_of") { $0.cohortClause() }
            return CohortDefinition.Group(clauses, isNegated: group.flag("not"))
        }
        if groups.isEmpty || groups.contains(where: { $0.clauses.isEmpty }) {
            report("all_of", "Say at least one clause, such as {\"clause\": \"did\", \"event\": \"open\"}.")
        }
        return CohortDefinition(groups)
    }

    private enum Kind: String, CaseIterable {
        case did
        case didNot = "did_not"
        case intervals = "did_in_intervals"
        case compared = "did_more_than"
        case property
        case occurrence
        case firstTime = "first_time"
        case new, active
        case propertyNow = "property_now"
        case propertyEver = "property_ever"
        case sequence, stopped, restarted
        case inCohort = "in_cohort"
    }

    private mutating func cohortClause() -> CohortClause {
        if !has("clause") { report("clause", "Say what is asked of people, such as did, did_not or in_cohort.") }
        let kind: Kind = choice("clause", or: .did)
        let window = cohortWindow("window")
        return CohortClause(test(kind), window, isNegated: flag("not"))
    }

    private mutating func test(_ kind: Kind) -> CohortClause.Test {
        switch kind {
        case .did: return .did(clauseEvent(), count())
        case .didNot: return .didNot(clauseEvent())
        case .intervals:
            return .intervals(
                clauseEvent(), choice("interval", or: .day), times: integer("times", in: 1...1_000_000) ?? 1, count())
        case .compared: return .compared(clauseEvent(), choice("op", or: .above), clauseEvent("than"))
        case .property:
            let property = text("property") ?? ""
            if property.isEmpty { report("property", "Name the property, such as event.amount.") }
            return .property(
                clauseEvent(), PropertyReference(property), choice("aggregate", or: .sum), comparison())
        case .occurrence: return .occurrence(clauseEvent(), integer("number", in: 1...1_000_000) ?? 1)
        case .firstTime: return .occurrence(clauseEvent(), 1)
        case .new: return .new
        case .active: return .active
        case .propertyNow: return .propertyNow(filter())
        case .propertyEver: return .propertyEver(filter())
        case .sequence:
            return .sequence(clauseEvent(), clauseEvent("then"), within: duration("within") ?? ChartCalendar.day)
        case .stopped: return .stopped(clauseEvent(), recentDays: integer("recent_days", in: 1...10_000) ?? 7)
        case .restarted: return .restarted(clauseEvent(), recentDays: integer("recent_days", in: 1...10_000) ?? 7)
        case .inCohort:
            return .inCohort(cohortReference().description)
        }
    }

    private mutating func clauseEvent(_ key: String = "event") -> EventSelection {
        if let event = undividedEvent(key, "A clause is asked of people, not of groups: leave group_by out.") {
            return event
        }
        report(key, "Name the event.")
        return .any
    }

    private mutating func comparison() -> CohortComparison {
        CohortComparison(choice("op", or: .atLeast), number("value", in: -1e15...1e15) ?? 1)
    }

    /// A comparison of a count of at least one.
    mutating func count() -> CohortComparison {
        let comparison = comparison()
        guard comparison.value >= 0 else {
            report("value", "Nobody does anything fewer than 0 times.")
            return comparison
        }
        if (comparison.sign == .equal && comparison.value == 0) || (comparison.sign == .below && comparison.value <= 1)
            || (comparison.sign == .atMost && comparison.value < 1)
        {
            report("value", "Only people who did it are counted. For those who didn't, write the clause did_not.")
        }
        return comparison
    }
}
