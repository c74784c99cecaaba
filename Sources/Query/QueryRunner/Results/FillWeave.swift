/// Puts the values that are missing between those that are there.
struct FillWeave {
    enum Order { case ascending, descending, none }

    enum Slot: Equatable {
        /// A value that is there, by its place.
        case present(Int)
        /// A value that is missing, by its number in the sequence.
        case added(Int64)
    }

    private(set) var slots: [Slot] = []
    /// Whether more are missing than were added.
    private(set) var isCut = false

    /// - Parameters:
    ///   - present: The numbers of the values that are there, in their order; `nil` for NULL and for foreign ones.
    ///   - first: The smallest number there should be; `nil` is the smallest there is. `last` likewise.
    ///   - order: That of `present`; without one the missing values follow in ascending order.
    ///   - most: How many may be added.
    init(_ present: [Int64?], first: Int64?, last: Int64?, order: Order, most: Int) {
        let known = present.compactMap(\.self)
        guard let first = first ?? known.min(), let last = last ?? known.max() else {
            slots = present.indices.map(Slot.present)
            return
        }
        var weave = Weaving(known: Set(known), allowance: most, sign: order == .descending ? -1 : 1)
        weave.next = order == .descending ? -last : first
        let end = order == .descending ? -first : last
        guard order != .none else {
            weave.slots = present.indices.map(Slot.present)
            weave.addMissing(through: end)
            (slots, isCut) = (weave.slots, weave.isCut)
            return
        }
        let lastKnown = present.lastIndex { $0 != nil }
        for (place, number) in present.enumerated() {
            if let number {
                let position = weave.sign * number
                weave.addMissing(through: min(position - 1, end))
                weave.slots.append(.present(place))
                weave.next = max(weave.next, position + 1)
            } else {
                // Behind the values, as NULL is in this order: the rest of them comes before it.
                if let lastKnown, place > lastKnown { weave.addMissing(through: end) }
                weave.slots.append(.present(place))
            }
        }
        weave.addMissing(through: end)
        (slots, isCut) = (weave.slots, weave.isCut)
    }

    private struct Weaving {
        let known: Set<Int64>
        var allowance: Int
        /// -1 counts downwards.
        let sign: Int64
        var slots: [Slot] = []
        var isCut = false
        var next: Int64 = 0

        init(known: Set<Int64>, allowance: Int, sign: Int64) {
            self.known = known
            self.allowance = allowance
            self.sign = sign
        }

        mutating func addMissing(through end: Int64) {
            while next <= end {
                let number = sign * next
                if !known.contains(number) {
                    guard allowance > 0 else {
                        isCut = true
                        break
                    }
                    allowance -= 1
                    slots.append(.added(number))
                }
                next += 1
            }
            next = max(next, end + 1)
        }
    }
}
