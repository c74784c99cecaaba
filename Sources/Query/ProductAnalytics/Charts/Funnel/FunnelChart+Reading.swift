internal import JSON

extension FunnelChart {
    package init(_ reader: inout DefinitionReader) {
        let steps = reader.events("steps") { $0.flag("optional") }.map { step in
            FunnelStep(step.event, isOptional: step.extra ?? false)
        }
        let preset: FunnelPreset = reader.choice("preset", or: .amplitude)
        self = preset.chart(steps)
        order = reader.choice("order", or: order)
        window = Self.window(&reader) ?? window
        count = reader.choice("count", or: count)
        per = reader.choice("per", or: per)
        held = reader.texts("hold").map(PropertyReference.init)
        tick = reader.choice("tick", or: tick)
        exclusions = reader.events("exclusions") { reader in
            (
                after: reader.integer("after", in: 1...Self.mostSteps) ?? 1,
                before: reader.integer("before", in: 1...Self.mostSteps) ?? max(2, steps.count)
            )
        }.map {
            FunnelExclusion($0.event, after: $0.extra?.after ?? 1, before: $0.extra?.before ?? max(2, steps.count))
        }
        exclusionPolicy = reader.choice("exclusion_policy", or: exclusionPolicy)
        start = reader.choice("start", or: start)
        anchor = reader.choice("ttc_anchor", or: anchor)
        boundsAllSteps = reader.flag("bound_all_steps", or: boundsAllSteps)
        anyOrder = reader.choice("any_order", or: anyOrder)
        breakdown = Self.breakdown(&reader)
        isOverTime = reader.flag("over_time")
        completeWindowsOnly = reader.flag("complete_windows_only")
        sum = reader.text("sum").map(PropertyReference.init)
        let stepNumbers = 1...Self.mostSteps
        let last = max(2, steps.count)
        histogram = reader.object("time_to_convert") { reader in
            let seconds = reader.integer("bin_seconds", in: 1...Int(FunnelWindow.longest / ChartCalendar.second))
            return FunnelHistogram(
                from: reader.integer("from", in: stepNumbers) ?? 1, to: reader.integer("to", in: stepNumbers) ?? last,
                width: seconds.map { Int64($0) * ChartCalendar.second })
        }
        frequency = reader.object("frequency") { reader in
            FunnelFrequency(
                step: reader.integer("step", in: stepNumbers) ?? 1,
                before: reader.integer("before", in: stepNumbers) ?? last)
        }
        drivers = reader.object("drivers") { reader in
            FunnelDrivers(
                from: reader.integer("from", in: stepNumbers) ?? 1, to: reader.integer("to", in: stepNumbers) ?? last)
        }
        if steps.count == 1 {
            reader.report("steps", "A funnel has two steps or more: name what comes after the first.")
            return
        }
        for problem in problems { reader.report(problem.path, problem.message) }
    }

    private enum Unit: String, CaseIterable {
        case second, minute, hour, day, week

        var length: Int64 {
            switch self {
            case .second: ChartCalendar.second
            case .minute: ChartCalendar.minute
            case .hour: ChartCalendar.hour
            case .day: ChartCalendar.day
            case .week: 7 * ChartCalendar.day
            }
        }
    }

    private static func window(_ reader: inout DefinitionReader) -> FunnelWindow? {
        if let text = reader.value("window")?.stringValue {
            if text != "session" {
                reader.report(
                    "window", #"Write {"value": 7, "unit": "day"}, or "session" for all steps in one session."#)
            }
            return .session
        }
        return reader.object("window") { reader in
            let unit: Unit = reader.choice("unit", or: .day)
            let most = Int(FunnelWindow.longest / unit.length)
            guard let value = reader.integer("value", in: 1...most) else {
                if !reader.has("value") { reader.report("value", "Say how many \(unit.rawValue)s.") }
                return .duration(unit.length)
            }
            return .duration(Int64(value) * unit.length)
        }
    }

    private static func breakdown(_ reader: inout DefinitionReader) -> FunnelBreakdown? {
        if let property = reader.value("breakdown")?.stringValue { return FunnelBreakdown(PropertyReference(property)) }
        return reader.object("breakdown") { reader in
            let property = reader.text("property") ?? ""
            if property.isEmpty { reader.report("property", "Name the property, such as event.plan or user.plan.") }
            var reading = FunnelBreakdown.Reading.step(1)
            if let word = reader.value("at")?.stringValue {
                let words: [String: FunnelBreakdown.Reading] = [
                    "first_touch": .firstTouch, "last_touch": .lastTouch, "all_events": .allEvents,
                ]
                if let known = words[word] {
                    reading = known
                } else {
                    reader.report("at", "Say the number of a step, first_touch, last_touch or all_events.")
                }
            } else if let step = reader.integer("at", in: 1...mostSteps) {
                reading = .step(step)
            }
            return FunnelBreakdown(
                PropertyReference(property), reading, top: reader.integer("limit", in: 1...1_000) ?? 10,
                hasOther: reader.flag("other", or: true))
        }
    }
}
