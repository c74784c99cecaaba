/// One way of a unit through a funnel, step by step.
struct FunnelWay: Sendable {
    /// 0 for the whole range, else the bucket of the start and 1.
    var slot: Int
    /// The row of each step; -1 where it was not reached.
    var rows: [Int]
    /// When each step was reached; ``FunnelTally/noTime`` where it was not.
    var times: [Int64]
    /// The steps reached, the first in the lowest bit.
    var reached: UInt64
    /// Whether it may still convert.
    var isOpen: Bool

    func reaches(_ step: Int) -> Bool { reached >> UInt64(step) & 1 != 0 }

    /// How long it took from one step to another; `nil` unless both were reached.
    func duration(from: Int, to: Int) -> Int64? {
        reaches(from) && reaches(to) ? max(0, times[to] - times[from]) : nil
    }

    func entry(groups: [Int], _ plan: FunnelPlan, _ table: EventTable) -> FunnelTally.Entry {
        let last = rows[rows.count - 1]
        let value = plan.chart.sum != nil && last >= 0 ? table.numbers[0][last] : .nan
        return FunnelTally.Entry(groups: groups, reached: reached, times: times, isOpen: isOpen, value: value)
    }
}
