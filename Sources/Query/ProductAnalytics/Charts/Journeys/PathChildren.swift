/// The place of each node after each place, which every step of every path asks: rows of all nodes as far as memory is
/// no matter, and a table with open addressing for the rest.
struct PathChildren: Sendable {
    private struct Slot: Sendable {
        var key: UInt64
        var place: Int32
    }

    /// How many nodes a row has.
    private let width: Int
    /// By place, where its row begins; ``unknown`` before it has any, ``hashed`` where there is none.
    private var starts: [Int32] = []
    private var rows: [Int32] = []
    private var slots: [Slot] = []
    private var count = 0

    private static let unknown: Int32 = -1
    private static let hashed: Int32 = -2
    /// How many numbers rows may take together: 16 MB.
    private static let mostInRows = 4 << 20
    /// No place is that high.
    private static let free = UInt64.max

    /// - Parameter nodes: Nodes below this number have a place in rows.
    init(nodes: Int) { width = nodes }

    /// The place of a node after another place if it has one; else it is `new` from now on.
    @inline(__always)
    mutating func place(of node: Int32, after place: Int32, or new: Int32) -> Int32 {
        guard node >= 0, node < width else { return hashedPlace(of: node, after: place, or: new) }
        if Int(place) >= starts.count || starts[Int(place)] == Self.unknown { addRow(place) }
        let start = starts[Int(place)]
        guard start >= 0 else { return hashedPlace(of: node, after: place, or: new) }
        let known = rows[Int(start) + Int(node)]
        if known >= 0 { return known }
        rows[Int(start) + Int(node)] = new
        return new
    }

    private mutating func addRow(_ place: Int32) {
        if Int(place) >= starts.count {
            starts += repeatElement(Self.unknown, count: max(Int(place) + 1, starts.count * 2) - starts.count)
        }
        guard rows.count + width <= Self.mostInRows else {
            starts[Int(place)] = Self.hashed
            return
        }
        starts[Int(place)] = Int32(rows.count)
        rows += repeatElement(-1, count: width)
    }

    // MARK: Hashing

    private mutating func hashedPlace(of node: Int32, after place: Int32, or new: Int32) -> Int32 {
        let key = UInt64(UInt32(bitPattern: place)) << 32 | UInt64(UInt32(bitPattern: node))
        if count * 2 >= slots.count { grow() }
        let slot = slot(of: key)
        if slots[slot].key == key { return slots[slot].place }
        slots[slot] = Slot(key: key, place: new)
        count += 1
        return new
    }

    /// Where a key is, or would be.
    private func slot(of key: UInt64) -> Int {
        let mask = slots.count - 1
        var slot = Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 32) & mask
        while slots[slot].key != key, slots[slot].key != Self.free { slot = (slot + 1) & mask }
        return slot
    }

    private mutating func grow() {
        let old = slots
        slots = Array(repeating: Slot(key: Self.free, place: 0), count: max(64, old.count * 2))
        for entry in old where entry.key != Self.free { slots[slot(of: entry.key)] = entry }
    }
}
