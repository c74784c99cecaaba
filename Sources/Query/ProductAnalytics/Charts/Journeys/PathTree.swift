/// How often each path was taken, as a tree: paths that begin alike share their beginning.
struct PathTree: Sendable {
    /// The place of the tree from which all paths start.
    static let root: Int32 = 0

    private var children: PathChildren
    /// The place before; -1 for the root. A place always comes after the one before it.
    private(set) var parents: [Int32] = [-1]
    private(set) var nodes: [Int32] = [-1]
    /// How many places lie between the root and this one, and this one.
    private(set) var depths: [Int32] = [0]
    /// Side by side, since a path that ends at a place has come to it.
    private var tallies = [Tally()]

    private struct Tally {
        /// The time from the place before, of all paths together; microseconds.
        var time: Int64 = 0
        /// How many paths end here.
        var ended = 0
    }

    /// - Parameter nodes: Nodes below this number are found fastest.
    init(nodes: Int = 0) { children = PathChildren(nodes: nodes) }

    /// By place, how many paths end there.
    var ends: [Int] { tallies.map(\.ended) }
    /// By place, the time from the place before, of all paths together; microseconds.
    var times: [Int64] { tallies.map(\.time) }

    /// The place of a node after another place.
    mutating func step(from place: Int32, to node: Int32, time: Int64 = 0) -> Int32 {
        let child = children.place(of: node, after: place, or: Int32(nodes.count))
        guard child == nodes.count else {
            tallies[Int(child)].time += time
            return child
        }
        parents.append(place)
        nodes.append(node)
        depths.append(depths[Int(place)] + 1)
        tallies.append(Tally(time: time))
        return child
    }

    /// - Parameter count: How many paths end there.
    mutating func end(at place: Int32, count: Int = 1) { tallies[Int(place)].ended += count }

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
        tallies[0].ended += other.tallies[0].ended
        for place in other.nodes.indices.dropFirst() {
            let tally = other.tallies[place]
            let here = step(from: moved[Int(other.parents[place])], to: other.nodes[place], time: tally.time)
            tallies[Int(here)].ended += tally.ended
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
