internal import JSON

extension DefinitionReader {
    /// `{"event": "buy", "filters": […], "group_by": […], "property": …}`, a name alone, or `{"any_of": [{"event": …, "filters": …}, …]}`.
    package mutating func events(_ key: String) -> [EventSelection] {
        guard let value = value(key) else { return [] }
        let items = value.arrayValue ?? [value]
        return items.indices.map { index in
            let place = value.arrayValue == nil ? key : "\(key)[\(index)]"
            return selection(items[index], at: place)
        }
    }

    /// The same, with what else the chart asks of each; `nil` for a name alone.
    package mutating func events<Extra>(
        _ key: String, _ extra: (inout DefinitionReader) -> Extra
    ) -> [(event: EventSelection, extra: Extra?)] {
        guard let value = value(key) else { return [] }
        let items = value.arrayValue ?? [value]
        return items.indices.map { index in
            let place = value.arrayValue == nil ? key : "\(key)[\(index)]"
            var found: Extra?
            let event = selection(items[index], at: place) { found = extra(&$0) }
            return (event, found)
        }
    }

    /// One selection of events; `nil` if the key is missing.
    package mutating func event(_ key: String) -> EventSelection? {
        value(key).map { selection($0, at: key) }
    }

    /// One selection of events that the chart isn't broken down by; `nil` if the key is missing.
    /// - Parameter instead: What breaks the chart down, as a sentence.
    package mutating func undividedEvent(_ key: String, _ instead: String) -> EventSelection? {
        guard let event = event(key) else { return nil }
        refuseBreakdown(of: event, at: key, instead)
        return event
    }

    /// The same for a list.
    package mutating func undividedEvents(_ key: String, _ instead: String) -> [EventSelection] {
        let events = events(key)
        for (index, event) in events.enumerated() {
            let place = value(key)?.arrayValue == nil ? key : "\(key)[\(index)]"
            refuseBreakdown(of: event, at: place, instead)
        }
        return events
    }

    private func refuseBreakdown(of event: EventSelection, at place: String, _ instead: String) {
        if !event.groupBy.isEmpty { report(place + ".group_by", instead) }
        if !event.occurrenceFilters.isEmpty {
            report(
                place + ".occurrence_filters",
                "Here filters are asked before events are counted: write them as filters.")
        }
    }

    private func selection(
        _ value: JSONValue, at key: String, _ extra: (inout DefinitionReader) -> Void = { _ in }
    ) -> EventSelection {
        if let name = value.stringValue {
            if name.isEmpty { report(key, "Name the event.") }
            return EventSelection([EventSelection.Branch(Self.types(name))])
        }
        guard value.objectValue != nil else {
            report(key, "An event is its name, or an object: {\"event\": …}.")
            return .any
        }
        return read(value, at: key) { reader in
            extra(&reader)
            var branches = reader.objects("any_of") { branch in
                let name = branch.text("event") ?? ""
                if name.isEmpty { branch.report("event", "Name the event.") }
                return EventSelection.Branch(Self.types(name), where: branch.filters("filters"))
            }
            let name = reader.text("event")
            if name?.isEmpty == true { reader.report("event", "Name the event.") }
            if let name { branches.append(EventSelection.Branch(Self.types(name))) }
            if branches.isEmpty || (name != nil && branches.count > 1) {
                reader.report("event", "Name one event here, or several in any_of.")
            }
            let occurrence = reader.integer("occurrence", in: 1...1_000)
            let occurrenceFilters = reader.filters("occurrence_filters")
            if occurrence == nil, !occurrenceFilters.isEmpty {
                reader.report("occurrence_filters", "Say in occurrence which event of a person they are asked of.")
            }
            return EventSelection(
                branches, where: reader.filters("filters"),
                groupBy: reader.texts("group_by").map(PropertyReference.init),
                occurrence: occurrence, occurrenceFilters: occurrenceFilters,
                property: reader.text("property").map(PropertyReference.init), label: reader.text("label"))
        }
    }

    /// `any` and `any active` as Amplitude's `_all` and `_active`.
    private static func types(_ name: String) -> EventSelection.Types {
        switch name {
        case "_active", "any active event": .anyActive
        case "_all", "any event": .any
        default: .named(name)
        }
    }

    /// `[{"property": "event.amount", "op": ">", "value": 10}, …]`
    package mutating func filters(_ key: String) -> [PropertyFilter] {
        objects(key) { $0.filter() }
    }

    /// The keys of one filter in this object.
    mutating func filter() -> PropertyFilter {
        let property = text("property") ?? ""
        if property.isEmpty { report("property", "Name the property, such as event.amount or user.plan.") }
        if PropertyReference(property).cohort != nil {
            report(
                "property",
                "A cohort is asked of people, not of events: name it in the filters of the chart or of a segment.")
        }
        let operation: PropertyFilter.Operator = choice("op", or: .is)
        let values = filterValues("value") + filterValues("values")
        let takesValues = operation != .isSet && operation != .isNotSet
        if takesValues, values.isEmpty { report("value", "Say the value, or a list of values.") }
        if [.less, .atMost, .greater, .atLeast].contains(operation),
            values.contains(where: { $0.flatMap(Double.init) == nil })
        {
            report("value", "\(operation.rawValue) compares with a number.")
        }
        return PropertyFilter(PropertyReference(property), operation, takesValues ? values : [])
    }

    private mutating func filterValues(_ key: String) -> [String?] {
        asText(key).map { text in
            switch text {
            case PropertyFilter.noneText: nil
            case PropertyFilter.emptyText: ""
            default: text
            }
        }
    }

    /// Scalars as texts.
    private mutating func asText(_ key: String) -> [String] {
        guard let value = value(key) else { return [] }
        return (value.arrayValue ?? [value]).compactMap { item in
            switch item {
            case .string(let text): return text
            case .int, .double, .bool: return item.text
            default:
                report(key, "A value is a text, a number, true or false.")
                return nil
            }
        }
    }

    /// `[{"name": …, "filters": […], "cohorts": […], "not_in_cohorts": […], "who": {"all_of": […]}}, …]`; everybody if there is none.
    package mutating func segments(_ key: String) -> [Segment] {
        let segments = objects(key) { reader in
            let all = reader.conditions("filters")
            var segment = Segment(
                name: "", filters: all.filters, cohorts: reader.texts("cohorts") + all.cohorts,
                excludedCohorts: reader.texts("not_in_cohorts") + all.excludedCohorts,
                onlyNew: reader.flag("only_new"), who: reader.object("who") { $0.cohortDefinition() })
            segment.name = reader.text("name") ?? segment.words
            return segment
        }
        return segments.isEmpty ? [.everybody] : segments
    }
}
