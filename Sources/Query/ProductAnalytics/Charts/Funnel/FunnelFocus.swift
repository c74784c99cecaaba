/// One number of a funnel, whose units are wanted.
struct FunnelFocus: Sendable {
    enum What: Sendable {
        case converted(step: Int)
        case dropped(step: Int)
        /// May still convert.
        case open
        /// Took from one step to another so long: from the first number on, below the second, in microseconds.
        case took(Range<Int64>, from: Int, to: Int)
        /// Did the step of the frequency view so often.
        case times(Int)
        /// Did or didn't do an event in the gap, and converted or not.
        case driver(String, did: Bool, converted: Bool)
    }

    var segment: Int
    /// 0 is the whole range, else the bucket and 1.
    var slot: Int
    var what: What
    /// Whether the numbers of groups are asked for, not that of the whole.
    var byGroup: Bool
}

extension FunnelFocus {
    /// Marks a unit that took as long as the number says.
    static let tookBit = UInt64(1) << 62

    /// Whether the number counts ways through the funnel.
    var isOfWays: Bool {
        switch what {
        case .converted, .dropped, .open, .took: true
        case .times, .driver: false
        }
    }

    /// What a way says about the number.
    func bits(of way: FunnelWay) -> UInt64 {
        var bits = way.reached | (way.isOpen ? FunnelTally.openBit : 0)
        if case .took(let range, let from, let to) = what, let duration = way.duration(from: from, to: to),
            range.contains(duration)
        {
            bits |= Self.tookBit
        }
        return bits
    }

    /// Whether a unit is behind the number.
    /// - Parameter bits: Those of all its ways together.
    func isBehind(_ bits: UInt64, _ chart: FunnelChart) -> Bool {
        switch what {
        case .converted(let step): bits >> UInt64(step) & 1 != 0
        case .dropped(let step):
            bits >> UInt64(step) & 1 == 0 && bits >> UInt64(chart.step(before: step)) & 1 != 0
        case .open: chart.isOpen(bits)
        case .took: bits & Self.tookBit != 0
        case .times, .driver: true
        }
    }
}

/// A unit that may be behind a number.
struct FunnelHit: Sendable {
    var unit: Int64
    var part: String?
    /// By group.
    var ways = FunnelTally.Shared()
}
