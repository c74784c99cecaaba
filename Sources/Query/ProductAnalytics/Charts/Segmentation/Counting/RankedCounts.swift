/// Ranks the groups of a chart and counts them in one pass, where no more of them can occur than are drawn.
///
/// Which groups there are is known beforehand where all values of a property are kept by number. There is no Other then, and
/// ranks say no more than the order in which groups are drawn.
struct RankedCounts: UnitPass {
    private(set) var ranking: SegmentationRanking
    /// `nil` if more groups may occur than are drawn: which ones are has to be known before they are counted.
    private(set) var counts: SegmentationPass?

    init(ranking: SegmentationRanking, counts: SegmentationPass?) {
        self.ranking = ranking
        self.counts = counts
    }

    mutating func add(_ events: UnitEvents) {
        ranking.add(events)
        counts?.add(events)
    }

    mutating func merge(_ other: RankedCounts) {
        ranking.merge(other.ranking)
        if let theirs = other.counts { counts?.merge(theirs) }
    }
}

extension RankedCounts: StepPass {
    func reading(of plan: StepsPlan, codes: [[Int32]]) -> StepReading {
        let reading = ranking.reading(of: plan, codes: codes)
        // What is ranked has its group and its number in the lists, and all that is counted by group is ranked.
        guard case .lists = reading, let counts else { return reading }
        if case .events(let reason) = counts.reading(of: plan, codes: codes) { return .events(because: reason) }
        return reading
    }

    mutating func add(_ steps: PeopleSteps) -> Bool {
        guard ranking.add(steps) else { return false }
        guard var counting = counts else { return true }
        // Taken out, so that it is not copied.
        counts = nil
        let isCounted = counting.add(steps)
        counts = counting
        return isCounted
    }
}
