/// Folds packed days, one part of the people after the other.
struct PackedDays: Sendable {
    private let plan: DaysPlan
    var packed: PackedTables

    /// - Parameter isResident: Whether lists of steps stay in memory, where they are found faster.
    /// - Returns: `nil` where there is no pack, or it doesn't say what the plan asks: of rows that wait beside it, of a sample, or
    ///   nothing but how many events a day has.
    init?(_ plan: DaysPlan, _ derived: DerivedState, isResident: Bool) {
        guard let packed = derived.packed, plan.request.sample == nil, plan.request.needsUnits else { return nil }
        if plan.type == nil {
            guard derived.waitingDays == 0 else { return nil }
        } else {
            guard derived.waitingSteps == 0, !isResident else { return nil }
        }
        self.plan = plan
        self.packed = packed
    }

    /// - Parameters:
    ///   - half: Of the people.
    ///   - firsts: The first event ever of each person; empty if nobody asks.
    func run<Pass: UnitPass>(_ half: StepsReader.People, _ firsts: [Int64], into pass: Pass) -> Pass {
        let from = plan.request.from ?? .min
        let times = from..<max(from, plan.request.to ?? .max)
        var whole: Pass?
        var list = DayList()
        for part in packed.parts(half) {
            if let type = plan.type {
                packed.stepDays(of: type, part: part, in: times, into: &list)
            } else {
                packed.days(part: part, in: plan.days, hasCounts: plan.request.needsDayCounts, into: &list)
            }
            let people = packed.pack.people[part]
            let end = people.upperBound == .max ? Int32.max : people.upperBound + 1
            let fold = DaysFold(list, plan, firsts: firsts, people: people.lowerBound..<end)
            if var merged = whole {
                // One at a time holds it, so that nothing is copied.
                whole = nil
                merged.merge(fold.run(into: pass))
                whole = merged
            } else {
                whole = fold.run(into: pass)
            }
        }
        return whole ?? pass
    }
}
