/// Reads the groups and sums of ways through a funnel in the lists of its steps.
struct FunnelStepValues {
    private enum Reading {
        case undivided
        case step(Int)
        case firstTouch
        case lastTouch
    }

    private let reading: Reading
    /// Stored codes of each step.
    private let codes: [[Int32]]
    /// The group of each stored code.
    private let groups: [Int]
    /// The numbers of the last step; empty if nothing is summed.
    private let numbers: [Double]
    private let count: Int

    init(_ plan: FunnelPlan, _ lists: [StepList], codes: [[Int32]]) {
        count = lists.count
        numbers = plan.chart.sum == nil ? [] : lists.last?.numbers.first ?? []
        guard let breakdown = plan.chart.breakdown, let column = plan.breakdownColumn else {
            reading = .undivided
            self.codes = []
            groups = []
            return
        }
        switch breakdown.reading {
        case .step(let number): reading = .step(number - 1)
        case .firstTouch, .allEvents: reading = .firstTouch
        case .lastTouch: reading = .lastTouch
        }
        // All breakdowns of a plan that is read as lists are promoted.
        self.codes = lists.map { $0.codes.isEmpty ? [] : $0.codes[column] }
        groups = codes[column].map { FunnelValues.place(of: $0) }
    }

    /// The place of a way's group: 0 if it did not reach the breakdown's step.
    @inline(__always)
    func group(of way: StepWalk.Way) -> Int {
        switch reading {
        case .undivided: return 0
        case .step(let step): return way.depth > step ? groups[Int(codes[step][way.rows[step]])] : 0
        case .firstTouch: return firstGroup(of: way, 0..<way.depth)
        case .lastTouch: return firstGroup(of: way, (0..<way.depth).reversed())
        }
    }

    private func firstGroup(of way: StepWalk.Way, _ steps: some Sequence<Int>) -> Int {
        let none = FunnelValues.place(of: ValueDictionary.none)
        return steps.lazy.map { groups[Int(codes[$0][way.rows[$0]])] }.first { $0 != none } ?? none
    }

    /// The property at the last step; not a number if that was not reached or has none.
    @inline(__always)
    func sum(of way: StepWalk.Way) -> Double {
        numbers.isEmpty || way.depth < count ? .nan : numbers[way.rows[count - 1]]
    }
}
