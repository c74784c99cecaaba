internal import JSON

/// Version 3 of the definitions that Amplitude's cohort API gives out.
extension DefinitionReader {
    mutating func amplitudeCohortDefinition() -> CohortDefinition {
        if let version = integer("version", in: 0...1_000), version != 3 {
            report("version", "Only version 3 of these definitions is known.")
        }
        // Nothing that decides who belongs to it.
        for key in ["cohortType", "countGroup", "referenceFrameTimeParams", "version"] { _ = value(key) }
        let groups = objects("andClauses") { group in
            CohortDefinition.Group(
                group.objects("orClauses") { $0.amplitudeClause() }, isNegated: group.flag("negated"))
        }
        if groups.isEmpty || groups.contains(where: { $0.clauses.isEmpty }) {
            report("andClauses", "Each of these has at least one of orClauses.")
        }
        return CohortDefinition(groups)
    }

    private mutating func amplitudeClause() -> CohortClause {
        for key in ["interval", "offset", "group_type", "prop_type", "label"] { _ = value(key) }
        let isNegated = flag("negated")
        let type = text("type") ?? ""
        switch type {
        case "event":
            let window = amplitudeWindow()
            return CohortClause(amplitudeEventTest(), window, isNegated: isNegated)
        case "new", "new_user":
            return CohortClause(.new, amplitudeWindow(), isNegated: isNegated)
        case "active", "active_user":
            return CohortClause(.active, amplitudeWindow(), isNegated: isNegated)
        case "property", "user_property", "userprop":
            let filter = amplitudeFilter(
                property: ["prop", "type_value"], values: ["values", "operator_value"], .user)
            guard filter.property == .user("userdata_cohort") else {
                return CohortClause(.propertyNow(filter), isNegated: isNegated)
            }
            return cohortClause(filter.values.compactMap { $0 }, filter.operation == .isNot, isNegated)
        case "cohort":
            let name = text("type_value") ?? ""
            if name.isEmpty { report("type_value", "Name the cohort.") }
            let operation = text("operator") ?? "is"
            return cohortClause([name], operation == "is not", isNegated)
        default:
            report("type", "A clause of type \"\(type)\" is not known. Known: event, property, new, active, cohort.")
            return CohortClause(.active)
        }
    }

    private mutating func cohortClause(_ names: [String], _ isNot: Bool, _ isNegated: Bool) -> CohortClause {
        if names.count > 1 { report("values", "Name one cohort in each clause.") }
        return CohortClause(.inCohort(names.first ?? ""), isNegated: isNegated != isNot)
    }

    private mutating func amplitudeEventTest() -> CohortClause.Test {
        let name = text("type_value") ?? text("event_type") ?? ""
        if name.isEmpty { report("type_value", "Name the event.") }
        let filters =
            objects("group_by") {
                let kind = $0.text("type") ?? "event"
                return $0.amplitudeFilter(
                    property: ["value"], values: ["values", "operator_value"], kind == "user" ? .user : .event)
            }
            + objects("filters") {
                let kind = $0.text("subprop_type") ?? "event"
                return $0.amplitudeFilter(
                    property: ["subprop_key"], values: ["subprop_value"], kind == "user" ? .user : .event,
                    operation: "subprop_op")
            }
        let types: EventSelection.Types =
            switch name {
            case "_active": .anyActive
            case "_all": .any
            default: .named(name)
            }
        let event = EventSelection([EventSelection.Branch(types)], where: filters)
        if name == "_new" { return .new }
        let value = number("operator_value", in: 0...1e15) ?? 1
        var sign = CohortComparison.Sign.atLeast
        if let text = text("operator") {
            let signs: [String: CohortComparison.Sign] = [
                ">=": .atLeast, ">": .above, "=": .equal, "==": .equal, "!=": .notEqual, "<=": .atMost, "<": .below,
            ]
            if let known = signs[text] {
                sign = known
            } else {
                report("operator", "There is no operator \"\(text)\". Known: >=, >, =, !=, <=, <.")
            }
        }
        switch text("metric") ?? "event_count" {
        case "event_count":
            // Where nothing is counted, this is how people are asked for who didn't do it.
            if (sign == .equal && value == 0) || (sign == .below && value == 1) || (sign == .atMost && value == 0) {
                return .didNot(event)
            }
            return .did(event, CohortComparison(sign, value))
        case "historical_count": return .occurrence(event, max(1, Int(value)))
        case let metric:
            report("metric", "The metric \"\(metric)\" is not known. Known: event_count, historical_count.")
            return .did(event, CohortComparison(sign, value))
        }
    }

    private enum PropertyKind { case event, user }

    /// A filter whose keys go by these names; names of properties that somebody defined begin with `gp:`.
    private mutating func amplitudeFilter(
        property keys: [String], values valueKeys: [String], _ kind: PropertyKind, operation key: String = "operator"
    ) -> PropertyFilter {
        for key in ["group_type", "prop_type", "type"] { _ = value(key) }
        var name = ""
        for key in keys { if name.isEmpty { name = text(key) ?? "" } }
        if name.isEmpty { report(keys[0], "Name the property.") }
        var values: [String?] = []
        for key in valueKeys {
            guard let given = value(key) else { continue }
            values += (given.arrayValue ?? [given]).map { value in
                let text = value.isNull ? PropertyFilter.noneText : value.stringValue ?? value.text
                return text == PropertyFilter.noneText ? nil : text
            }
        }
        let written = text(key) ?? (has("op") ? text("op") : nil) ?? "is"
        let operations: [String: PropertyFilter.Operator] = [
            "less": .less, "less or equal": .atMost, "greater": .greater, "greater or equal": .atLeast,
            "set is": .setIs, "set is not": .setIsNot,
        ]
        let operation = operations[written] ?? PropertyFilter.Operator(rawValue: written)
        if operation == nil {
            report(key, "There is no operator \"\(written)\".")
        }
        let isOwn = name.hasPrefix("gp:")
        let bare = isOwn ? String(name.dropFirst(3)) : name
        let reference: PropertyReference =
            switch kind {
            case .event: .event(bare)
            case .user where !isOwn && CanonicalEvents.textColumns.contains(bare): .column(bare)
            case .user: .user(bare)
            }
        return PropertyFilter(reference, operation ?? .is, values)
    }

    /// `time_type` with `time_value`: `rolling` n days, `allTime`, `absolute` from and to, `since` a date, `first_use` n days,
    /// `currentInterval` and `forEachInterval` n days.
    private mutating func amplitudeWindow() -> CohortWindow {
        let type = text("time_type") ?? "allTime"
        let given = value("time_value")
        func days(_ other: Int) -> Int {
            guard let given else { return other }
            if let number = given.intValue.flatMap({ Int(exactly: $0) }), (1...10_000).contains(number) {
                return number
            }
            report("time_value", "This has to be a number of days.")
            return other
        }
        func day(_ value: JSONValue?) -> ChartRange.CivilDay? {
            let text = value?.stringValue ?? ""
            let dashed =
                text.count == 8 ? "\(text.prefix(4))-\(text.dropFirst(4).prefix(2))-\(text.suffix(2))" : text
            if let day = ChartRange.CivilDay(dashed) { return day }
            report("time_value", "\"\(text)\" is no day; write it as 2026-03-01.")
            return nil
        }
        switch type {
        case "rolling": return .range(.last(days(30), .day, complete: false))
        case "allTime", "all_time", "ever": return .ever
        case "since":
            return day(given?.arrayValue?.first ?? given).map { .range(.since($0)) } ?? .ever
        case "absolute":
            let list = given?.arrayValue ?? []
            guard let from = day(list.first), let last = day(list.last) else { return .ever }
            let calendar = ChartCalendar()
            let start = calendar.start(year: last.year, month: last.month, day: last.day) ?? 0
            let next = calendar.civil(calendar.adding(1, .day, to: start))
            return .range(.days(from: from, until: .init(year: next.year, month: next.month, day: next.day)))
        case "first_use", "firstUse": return .sinceFirst(days: days(7))
        case "currentInterval": return .interval
        case "forEachInterval": return given == nil ? .interval : .beforeIntervalEnd(days: days(1))
        default:
            report("time_type", "There is no time_type \"\(type)\".")
            return .ever
        }
    }
}
