/// How often each path was taken, as a tree: paths that begin alike share their beginning.
struct PathTree: Sendable {
    /// The place of the tree from which all paths start.
    static let root: Int32 = 0

    private var children = Children()
    /// The place before; -1 for the root. A place always comes after the one before it.
    private(set) var parents: [Int32] = [-1]
    private(set) var nodes: [Int32] = [-1]
    /// How many places lie between the root and this one, and this one.
    private(set) var depths: [Int32] = [0]
    /// How many paths end here.
    private(set) var ends: [Int] = [0]
    /// The time from the place before, of all paths together; microseconds.
    private(set) var times: [Int64] = [0]

    /// The place of a node after another place.
    mutating func step(from place: Int32, to node: Int32, time: Int64 = 0) -> Int32 {
        let key = UInt64(UInt32(place)) << 32 | UInt64(UInt32(bitPattern: node))
        let child = children.place(of: key, or: Int32(nodes.count))
        guard child == nodes.count else {
            times[Int(child)] += time
            return child
        }
        parents.append(place)
        nodes.append(node)
        depths.append(depths[Int(place)] + 1)
        ends.append(0)
        times.append(time)
        return child
    }

    mutating func end(at place: Int32) { ends[Int(place)] += 1 }

    /// How many paths go through each place.
    var visits: [Int] {
        var visits = ends
        for place in visits.indices.dropFirst().reversed() { visits[Int(parents[place])] += visits[place] }
        return visits
    }

    /// Adds another tree.
    /// - Returns: Where each of its places is now.
    mutating func merge(_ other: PathTree) -> [Int32] {
        var moved = [Self.root]
        moved.reserveCapacity(other.nodes.count)
        ends[0] += other.ends[0]
        for place in other.nodes.indices.dropFirst() {
            let here = step(from: moved[Int(other.parents[place])], to: other.nodes[place], time: other.times[place])
            ends[Int(here)] += other.ends[place]
            moved.append(here)
        }
        return moved
    }

    /// The nodes of the path that ends at a place, from the first one on.
    func path(to place: Int32) -> [Int32] {
        var path: [Int32] = []
        var place = place
        while place > Self.root {
            path.append(nodes[Int(place)])
            place = parents[Int(place)]
        }
        return path.reversed()
    }
}

extension PathTree {
    /// The place of each node after each place: a table with open addressing, since every step of every path asks it.
    fileprivate struct Children: Sendable {
        private struct Slot: Sendable {
            var key: UInt64
            var place: Int32
        }

        private var slots = Array(repeating: Slot(key: free, place: 0), count: 64)
        private var count = 0
        /// No place is that high.
        private static let free = UInt64.max

        /// What is known of a key, or `new` from now on.
        mutating func place(of key: UInt64, or new: Int32) -> Int32 {
            if count * 2 >= slots.count { grow() }
            let place = slots.withUnsafeMutableBufferPointer { slots in
                let slot = Self.slot(of: key, in: slots)
                if slots[slot].key == key { return slots[slot].place }
                slots[slot] = Slot(key: key, place: new)
                return new
            }
            if place == new { count += 1 }
            return place
        }

        /// Where a key is, or would be.
        @inline(__always)
        private static func slot(of key: UInt64, in slots: UnsafeMutableBufferPointer<Slot>) -> Int {
            let mask = slots.count - 1
            var slot = Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 32) & mask
            while slots[slot].key != key, slots[slot].key != Self.free { slot = (slot + 1) & mask }
            return slot
        }

        private mutating func grow() {
            let old = slots
            slots = Array(repeating: Slot(key: Self.free, place: 0), count: old.count * 2)
            slots.withUnsafeMutableBufferPointer { slots in
                for entry in old where entry.key != Self.free { slots[Self.slot(of: entry.key, in: slots)] = entry }
            }
        }
    }
}
