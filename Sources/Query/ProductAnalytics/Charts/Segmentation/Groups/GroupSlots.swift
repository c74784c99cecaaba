/// Which groups a stream of events is counted in: the total, the groups that are drawn, and Other.
///
/// A stream may have fewer breakdowns than the groups (the active units that shares are taken of know the breakdowns of the
/// segment alone). Then it is counted by the values it has, and serves every group that begins with them.
struct GroupSlots: Sendable {
    /// Where an occurrence counts besides in the total.
    struct Placement: Sendable, Equatable {
        /// -1 is none.
        var slot = -1
        var inOther = false
    }

    /// The total is slot 0.
    private(set) var count = 1
    /// -1 if there is none.
    private(set) var otherSlot = -1
    /// The slot of each drawn group.
    private(set) var slotOfGroup: [Int] = []
    private var placements: [GroupKey: Placement] = [:]
    /// For keys of one code, at the code plus one.
    private var direct: [Placement]?
    private var unknown = Placement()

    /// Nothing but the total.
    init() {}

    /// - Parameters:
    ///   - groups: Those drawn, as codes of this stream's breakdowns.
    ///   - rest: All others that Other stands for, needed if the stream has fewer breakdowns than the groups have.
    ///   - other: Whether there is Other.
    ///   - isWhole: Whether the stream has all breakdowns.
    init(groups: [GroupKey], rest: [GroupKey], other: Bool, isWhole: Bool) {
        guard let length = groups.first?.count ?? rest.first?.count, length > 0 else {
            // Without a breakdown the total serves all groups.
            slotOfGroup = Array(repeating: 0, count: groups.count)
            otherSlot = other ? 0 : -1
            return
        }
        for key in groups {
            if let known = placements[key] {
                slotOfGroup.append(known.slot)
            } else {
                placements[key] = Placement(slot: count)
                slotOfGroup.append(count)
                count += 1
            }
        }
        if other {
            otherSlot = count
            count += 1
            if isWhole {
                unknown.inOther = true
            } else {
                for key in rest { placements[key, default: Placement()].inOther = true }
            }
        }
        if length == 1 {
            let highest = placements.keys.map { Int($0[0]) + 1 }.max() ?? 0
            direct = (0...highest).map { placements[GroupKey(Int32($0 - 1))] ?? unknown }
        }
    }

    var isDivided: Bool { count > 1 }

    /// Draws groups that are counted already, in this order instead of the one before.
    mutating func draw(_ groups: [GroupKey]) { slotOfGroup = groups.map { placement(of: $0).slot } }

    func placement(of key: GroupKey) -> Placement {
        guard let direct, key.count == 1 else { return placements[key] ?? unknown }
        let place = Int(key[0]) + 1
        return place < direct.count ? direct[place] : unknown
    }
}
