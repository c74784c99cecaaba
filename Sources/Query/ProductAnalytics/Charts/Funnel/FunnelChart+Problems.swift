extension FunnelChart {
    /// What is wrong with the parameters taken together.
    var problems: [ChartProblem] {
        var problems = stepProblems
        guard problems.isEmpty else { return problems }
        problems += exclusionProblems
        if count == .totals, order != .this {
            problems.append(ChartProblem("count", "Attempts have the order \"this\"; count unique units here."))
        }
        if case .duration(let length) = window, !(ChartCalendar.second...FunnelWindow.longest).contains(length) {
            problems.append(ChartProblem("window", "A window is from 1 second to 366 days."))
        }
        if let breakdown, case .step(let step) = breakdown.reading, !steps.indices.contains(step - 1) {
            problems.append(ChartProblem("breakdown.at", "The funnel has \(steps.count) steps."))
        }
        if let histogram { problems += pairProblems("time_to_convert", histogram.from, histogram.to) }
        if let width = histogram?.width, window.length / width >= Int64(FunnelHistogram.mostBins) {
            problems.append(
                ChartProblem(
                    "time_to_convert.bin_seconds", "That makes more than \(FunnelHistogram.mostBins) bins; widen them.")
            )
        }
        if let frequency {
            problems += pairProblems("frequency", frequency.step, frequency.before, names: ("step", "before"))
        }
        if let drivers { problems += pairProblems("drivers", drivers.from, drivers.to) }
        if count == .totals, frequency != nil || drivers != nil {
            problems.append(
                ChartProblem(
                    "count", "How often steps are done and what drives conversion is known of unique units only."))
        }
        return problems
    }

    func check() throws(ChartError) {
        let problems = problems
        guard problems.isEmpty else { throw .invalid(problems) }
    }

    private var stepProblems: [ChartProblem] {
        var problems: [ChartProblem] = []
        if steps.isEmpty { problems.append(ChartProblem("steps", "Name the steps of the funnel.")) }
        if steps.count > Self.mostSteps {
            problems.append(ChartProblem("steps", "A funnel has at most \(Self.mostSteps) steps."))
        }
        if steps.first?.isOptional == true {
            problems.append(ChartProblem("steps[0].optional", "The first step can't be left out."))
        }
        if order != .this, steps.contains(where: \.isOptional) {
            problems.append(ChartProblem("order", "Steps can be optional only in the order \"this\"."))
        }
        for (index, step) in steps.enumerated() where step.event.occurrence != nil {
            problems.append(ChartProblem("steps[\(index)].occurrence", "A step takes every event that matches."))
        }
        for (index, step) in steps.enumerated() where !step.event.groupBy.isEmpty {
            problems.append(
                ChartProblem(
                    "steps[\(index)].group_by",
                    "A funnel is broken down by one property: move it to breakdown, with \"at\": \(index + 1)."))
        }
        return problems
    }

    private var exclusionProblems: [ChartProblem] {
        var problems: [ChartProblem] = []
        if order == .any, !exclusions.isEmpty {
            problems.append(ChartProblem("exclusions", "Steps in any order have no between; take the exclusions away."))
        }
        if count == .totals, exclusionPolicy == .removeUnit, !exclusions.isEmpty {
            problems.append(
                ChartProblem(
                    "exclusion_policy", "Attempts are dropped one by one; removing units needs the count \"unique\"."))
        }
        for (index, exclusion) in exclusions.enumerated() {
            let path = "exclusions[\(index)]"
            let places = [exclusion.after - 1, exclusion.before - 1]
            guard exclusion.after < exclusion.before, places.allSatisfy(steps.indices.contains) else {
                problems.append(
                    ChartProblem(path, "after and before are two of the steps 1 to \(steps.count), in order."))
                continue
            }
            if places.contains(where: { steps[$0].isOptional }) {
                problems.append(ChartProblem(path, "Exclusions lie between steps that can't be left out."))
            }
            if exclusion.event.occurrence != nil {
                problems.append(ChartProblem(path + ".occurrence", "An exclusion takes every event that matches."))
            }
            if !exclusion.event.groupBy.isEmpty {
                problems.append(ChartProblem(path + ".group_by", "An exclusion has no breakdown: leave group_by out."))
            }
        }
        return problems
    }

    private func pairProblems(
        _ path: String, _ first: Int, _ second: Int, names: (String, String) = ("from", "to")
    ) -> [ChartProblem] {
        guard first >= 1, first < second, second <= steps.count else {
            return [ChartProblem(path, "\(names.0) and \(names.1) are two of the steps 1 to \(steps.count), in order.")]
        }
        return []
    }
}
