extension FunnelChart {
    package func words(in context: ChartContext) -> String {
        var sentences = [what(in: context), howLong]
        // In any order it doesn't matter which of two comes first.
        if order != .any, let simultaneous = tick.words { sentences.append(simultaneous) }
        if !held.isEmpty {
            let names = held.map(\.description).joined(separator: ", ")
            sentences.append("\(names) stays the same on all steps; each value counts for itself.")
        }
        for exclusion in exclusions {
            let effect = exclusionPolicy == .removeUnit ? "is not in the funnel" : "drops there"
            sentences.append(
                "Who does \(exclusion.event.words) after step \(exclusion.after) and before step \(exclusion.before) \(effect),"
                    + " unless another try is clean.")
        }
        if start == .first { sentences.append("Only the first start is followed.") }
        if boundsAllSteps { sentences.append("All steps lie in the range.") }
        if completeWindowsOnly { sentences.append("Starts whose window is still open are left out.") }
        if let breakdown { sentences.append("By \(breakdown.property), \(where: breakdown.reading).") }
        if let sum { sentences.append("Sums are of \(sum) at the last step.") }
        return sentences.joined(separator: " ")
    }

    private func what(in context: ChartContext) -> String {
        let counted = per == .session ? "Sessions of \(context.unitName)" : context.unitName
        let who = count == .totals ? "Attempts of \(counted), one after the other," : counted
        let names = steps.enumerated().map { index, step in
            "\(index + 1). \(step.event.words)" + (step.isOptional ? " (optional)" : "")
        }
        let how =
            switch order {
            case .this: "in this order"
            case .exact: "in this order with no other active event between"
            case .any: anyOrder == .distinct ? "so many of them in any order" : "in any order"
            }
        let isWho = count == .unique && per == .unit
        return "\(who) \(isWho ? "who" : "that") did \(names.joined(separator: ", ")) \(how)."
    }

    private var howLong: String {
        let bound =
            boundsAllSteps ? "" : order == .any ? " Step 1 lies in the range." : " The first step lies in the range."
        guard case .duration(let length) = window else { return "All steps are in one session." + bound }
        return (order == .any ? "All steps lie" : "Each step comes") + " within \(Self.text(of: length))"
            + (order == .any ? " of each other." : " after the first.") + bound
    }

    /// `7 days`
    static func text(of length: Int64) -> String {
        let units: [(Int64, String)] = [
            (ChartCalendar.day, "day"), (ChartCalendar.hour, "hour"), (ChartCalendar.minute, "minute"),
            (ChartCalendar.second, "second"),
        ]
        let unit = units.first { length % $0.0 == 0 } ?? (1, "microsecond")
        let count = length / unit.0
        return "\(count) \(unit.1)" + (count == 1 ? "" : "s")
    }
}

extension FunnelTick {
    fileprivate var words: String? {
        switch self {
        case .oneSecond: "Events of the same second count in whichever order goes on."
        case .twoSeconds: "Events of the same two seconds count in whichever order goes on."
        case .exact: nil
        }
    }
}

extension DefaultStringInterpolation {
    fileprivate mutating func appendInterpolation(where reading: FunnelBreakdown.Reading) {
        switch reading {
        case .step(let step): appendInterpolation("as it was at step \(step)")
        case .firstTouch: appendInterpolation("the first value on the way")
        case .lastTouch: appendInterpolation("the last value on the way")
        case .allEvents: appendInterpolation("each value's events on their own")
        }
    }
}
