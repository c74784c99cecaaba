/// Counts of paths from one of a few nodes on, of a fixed length and among few nodes: each possible path has a place that is worked
/// out, so that a step is one addition and no look-up. What is counted is a ``PathTree`` in the end.
struct DensePaths: Sendable {
    private struct Tally {
        /// The time from the node before, of all paths together; microseconds.
        var time: Int64 = 0
        /// How many paths end here.
        var ended = 0
    }

    /// Below which number all nodes are.
    private let width: Int
    /// The nodes from which paths start.
    private let anchors: [Int32]
    /// By node, where its paths begin; -1 for those that are no anchor.
    private let starts: [Int]
    /// How many places one anchor has.
    private let size: Int
    private var tallies: [Tally]

    /// Paths of so many places fit into the processor's caches.
    private static let mostPlaces = 1 << 18

    /// - Parameter steps: Nodes of a path, the first among them.
    /// - Returns: `nil` where there are more places than are worth it.
    init?(anchors: [Int32], nodes width: Int, steps: Int) {
        guard width > 0, steps > 0, !anchors.isEmpty else { return nil }
        var (size, level) = (1, 1)
        for _ in 1..<steps {
            level *= width
            size += level
            guard size * anchors.count <= Self.mostPlaces else { return nil }
        }
        self.width = width
        self.anchors = anchors
        self.size = size
        var starts = Array(repeating: -1, count: width)
        for (place, anchor) in anchors.enumerated() { starts[Int(anchor)] = place * size }
        self.starts = starts
        tallies = Array(repeating: Tally(), count: anchors.count * size)
    }

    /// Counts the path from an anchor on.
    /// - Parameter next: The next node of the path with the time from the one before; `nil` after the last. Asked for no more
    ///   nodes than a path has.
    @inline(__always)
    mutating func count(from anchor: Int32, steps: Int, _ next: () -> (node: Int32, time: Int64)?) {
        let start = starts[Int(anchor)]
        let width = width
        tallies.withUnsafeMutableBufferPointer { tallies in
            var (place, left) = (0, steps - 1)
            while left > 0, let (node, time) = next() {
                place = place &* width &+ Int(node) &+ 1
                tallies[start &+ place].time &+= time
                left -= 1
            }
            tallies[start &+ place].ended += 1
        }
    }

    /// - Parameter other: Made for the same paths.
    mutating func merge(_ other: DensePaths) {
        for place in tallies.indices {
            tallies[place].time += other.tallies[place].time
            tallies[place].ended += other.tallies[place].ended
        }
    }

    /// Adds the paths that were taken to a tree.
    func add(to tree: inout PathTree) {
        var isTaken = tallies.map { $0.ended > 0 }
        for anchor in anchors.indices {
            let start = anchor * size
            for place in (1..<max(1, size)).reversed() where isTaken[start + place] {
                isTaken[start + (place - 1) / width] = true
            }
            guard isTaken[start] else { continue }
            var places = Array(repeating: Int32(-1), count: size)
            for place in 0..<size where isTaken[start + place] {
                let tally = tallies[start + place]
                let (before, node) =
                    place == 0
                    ? (PathTree.root, anchors[anchor]) : (places[(place - 1) / width], Int32((place - 1) % width))
                places[place] = tree.step(from: before, to: node, time: tally.time)
                tree.end(at: places[place], count: tally.ended)
            }
        }
    }
}
