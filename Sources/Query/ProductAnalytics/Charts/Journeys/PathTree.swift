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
        private var keys: [UInt64]
        private var places: [Int32]
        private var count = 0
        /// No place is that high.
        private static let free = UInt64.max

        init() {
            keys = Array(repeating: Self.free, count: 64)
            places = Array(repeating: 0, count: 64)
        }

        /// What is known of a key, or `new` from now on.
        mutating func place(of key: UInt64, or new: Int32) -> Int32 {
            if count * 2 >= keys.count { grow() }
            let slot = slot(of: key)
            if keys[slot] == key { return places[slot] }
            keys[slot] = key
            places[slot] = new
            count += 1
            return new
        }

        /// Where a key is, or would be.
        private func slot(of key: UInt64) -> Int {
            let mask = keys.count - 1
            var slot = Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 32) & mask
            while keys[slot] != key, keys[slot] != Self.free { slot = (slot + 1) & mask }
            return slot
        }

        private mutating func grow() {
            let (oldKeys, oldPlaces) = (keys, places)
            keys = Array(repeating: Self.free, count: oldKeys.count * 2)
            places = Array(repeating: 0, count: keys.count)
            for (key, place) in zip(oldKeys, oldPlaces) where key != Self.free {
                let slot = slot(of: key)
                keys[slot] = key
                places[slot] = place
            }
        }
    }
}
