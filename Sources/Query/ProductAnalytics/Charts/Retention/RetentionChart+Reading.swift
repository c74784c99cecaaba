internal import JSON

extension RetentionChart {
    package init(_ reader: inout DefinitionReader) {
        self.init()
        if reader.has("start") {
            let event = reader.event("start") ?? .anyActive
            start = Self.isNewUser(event) ? .newUser(filters: event.filters, groupBy: event.groupBy) : .event(event)
        }
        returning = reader.event("return") ?? .anyActive
        if Self.isNewUser(returning) {
            reader.report(
                "return", "Nobody is new twice: only the start can be a new user. Leave it out for any active event.")
        }
        if !returning.groupBy.isEmpty {
            reader.report("return.group_by", "Retention is broken down by the start event: move it to start.group_by.")
        }
        type = reader.choice("type", or: .nDay)
        let interval: ChartInterval = reader.choice("interval", or: .day)
        let hasOwnDays = [.day, .week, .month].contains(interval)
        dayDefinition = reader.choice("day_definition", or: hasOwnDays ? .hours : .calendar)
        if dayDefinition == .hours, !hasOwnDays {
            reader.report(
                "day_definition", "24_hour is for days, weeks and months; a \(interval.rawValue) is calendar.")
        }
        intervalZero = reader.choice("interval0", or: .cohort)
        brackets = Self.brackets(&reader)
        intervals = reader.integer("intervals", in: 0...Self.mostIntervals)
        overall = reader.choice("overall", or: .sum)
        measure = reader.choice("measure", or: .people)
        property = reader.text("property").map(PropertyReference.init) ?? .column("revenue")
        overTime = reader.integer("over_time", in: 0...Self.mostIntervals)
        let breakdown = Breakdown(&reader, by: [])
        (top, rest) = (breakdown.top, breakdown.rest)
        check(&reader, interval)
    }

    private func check(_ reader: inout DefinitionReader, _ interval: ChartInterval) {
        if type == .bracket, brackets.isEmpty, !reader.has("brackets") {
            reader.report("brackets", "Say the brackets, such as [[0, 1], [1, 8]]; the end of each is left out.")
        }
        if type != .bracket, !brackets.isEmpty {
            reader.report("brackets", "Only the type bracket has brackets.")
        }
        if type == .bracket, intervals != nil {
            reader.report("intervals", "The brackets say how many intervals there are.")
        }
        if measure == .ltv, type != .nDay {
            reader.report("type", "ltv is summed up to each interval: leave the type out.")
        }
        if measure == .ltv, overall == .distinctPeople {
            reader.report("overall", "ltv sums over cohorts: leave overall out.")
        }
        if measure == .people, reader.has("property") {
            reader.report("property", "Only the measure ltv sums a property.")
        }
        let columns = type == .bracket ? brackets.count : count(of: interval) + 1
        if let overTime, overTime >= columns {
            reader.report("over_time", "There are only the intervals 0 to \(columns - 1).")
        }
    }

    /// Amplitude's word, and the one that people say.
    private static func isNewUser(_ event: EventSelection) -> Bool {
        guard event.branches.count == 1, event.branches[0].filters.isEmpty, event.occurrence == nil else {
            return false
        }
        return event.branches[0].types == .named("_new") || event.branches[0].types == .named("new user")
    }

    private static func brackets(_ reader: inout DefinitionReader) -> [Range<Int>] {
        guard let value = reader.value("brackets") else { return [] }
        var brackets: [Range<Int>] = []
        for (index, bracket) in (value.arrayValue ?? []).enumerated() {
            let bounds = (bracket.arrayValue ?? []).compactMap(\.intValue)
            guard bounds.count == 2, bounds[0] >= 0, bounds[0] < bounds[1], bounds[1] <= Int64(mostIntervals) else {
                reader.report(
                    "brackets[\(index)]", "A bracket is [first, end] with 0 ≤ first < end ≤ \(mostIntervals).")
                continue
            }
            brackets.append(Int(bounds[0])..<Int(bounds[1]))
        }
        if value.arrayValue == nil { reader.report("brackets", "This has to be a list, such as [[0, 1], [1, 8]].") }
        return brackets
    }
}
