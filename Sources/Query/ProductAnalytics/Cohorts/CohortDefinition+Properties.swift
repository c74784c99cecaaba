package import JSON

extension CohortDefinition {
    /// Everything that the clauses read of events, as texts.
    package var properties: JSONValue {
        var found: Set<String> = []
        func add(_ filters: [PropertyFilter]) { for filter in filters { found.insert(filter.property.description) } }
        func add(_ events: EventSelection) {
            add(events.filters)
            for branch in events.branches { add(branch.filters) }
        }
        for clause in clauses {
            switch clause.test {
            case .did(let event, _), .didNot(let event), .intervals(let event, _, _, _), .occurrence(let event, _),
                .stopped(let event, _), .restarted(let event, _):
                add(event)
            case .compared(let event, _, let other), .sequence(let event, let other, _):
                add(event)
                add(other)
            case .property(let event, let property, _, _):
                add(event)
                found.insert(property.description)
            case .propertyNow(let filter), .propertyEver(let filter): add([filter])
            case .new, .active, .inCohort: break
            }
        }
        return .array(found.sorted().map(JSONValue.string))
    }
}
