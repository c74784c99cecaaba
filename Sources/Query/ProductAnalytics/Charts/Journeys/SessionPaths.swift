/// Finds the paths of recorded sessions where nodes are types of events, and counts them: what ``JourneysPass`` does, from
/// lists of types.
struct SessionPaths: SessionPass {
    /// What a type is to the chart.
    struct Role: OptionSet, Sendable {
        let rawValue: UInt8
        static let anchor = Role(rawValue: 1)
        static let end = Role(rawValue: 2)
    }

    /// Equal nodes one after the other, or a single node.
    private struct Run {
        var node: Int32
        /// Of its first event.
        var time: Int64
        var role: Role
        /// The roles of its events, whether their time is one to start from or not.
        var kinds: Role
    }

    /// The path of a person from the first anchor that was found so far.
    private struct First {
        var time: Int64
        /// Where its nodes begin among all; -1 before there is any.
        var start = -1
        var length = 0
        var converts = true
    }

    static let hidden: Int32 = -1

    private let plan: JourneysPass.Plan
    private let segment: SegmentTest
    /// By number of the type, the node; ``hidden`` if there is none.
    private let nodes: [Int32]
    private let roles: [Role]

    private(set) var tree: PathTree
    /// Paths that are not in the tree yet; `nil` where all are counted there at once.
    private var dense: DensePaths?
    private(set) var notConverted = 0
    /// Whether two sessions of a person begin with anchors at one time, so that either may be the first.
    private(set) var isAmbiguous = false

    private var runs: [Run] = []
    private var nextEnds: [Int] = []
    /// The path at hand, from the anchor on.
    private var path: [(node: Int32, time: Int64)] = []
    /// By person.
    private var firsts: [First] = []
    private var steps: [(node: Int32, time: Int64)] = []

    /// - Parameters:
    ///   - types: The node and the role of each type that is seen, by its number.
    init(_ plan: JourneysPass.Plan, segment: SegmentTest, types: [Int: (node: Int32, role: Role)]) {
        self.plan = plan
        self.segment = segment
        // Every number that a list may hold has a place.
        var nodes = Array(repeating: Self.hidden, count: 1 << 16)
        var roles = Array(repeating: Role(), count: 1 << 16)
        for (type, what) in types where nodes.indices.contains(type) && what.node != Self.hidden {
            nodes[type] = what.node
            roles[type] = what.role
        }
        let highest = types.values.map { Int($0.node) }.max() ?? 0
        // With many nodes, few of all rows would hold much.
        tree = PathTree(nodes: highest < 1_024 ? highest + 1 : 0)
        self.nodes = nodes
        self.roles = roles
        if isPlain {
            let anchors = Set(types.values.filter { $0.role.contains(.anchor) && $0.node != Self.hidden }.map(\.node))
            dense = DensePaths(anchors: anchors.sorted(), nodes: highest + 1, steps: plan.steps)
        }
    }

    mutating func add(_ session: SessionEvents) {
        guard let row = firstAnchor(session) else { return }
        guard !segment.asksUnits || segment.admits(unit: Int64(session.person)) else { return }
        if isPlain {
            countPlainPaths(session, from: row)
            return
        }
        // Nothing before the anchor matters to paths that start with it, unless equal nodes are one.
        let isForward = if case .startWith = plan.mode { !plan.collapses } else { false }
        findRuns(session, from: isForward ? row : session.rows.lowerBound)
        if case .between = plan.mode { findNextEnds() }
        if plan.countsAll {
            for run in runs.indices where runs[run].role.contains(.anchor) {
                if findPath(from: run) { count(path[...]) } else { countNotConverted(from: runs[run].node) }
            }
        } else if let run = runs.firstIndex(where: { $0.role.contains(.anchor) }) {
            keepFirst(session.person, session.time(row), run)
        }
    }

    /// Whether each anchor starts a path of the events that follow it.
    private var isPlain: Bool {
        guard case .startWith = plan.mode else { return false }
        return plan.countsAll && !plan.collapses
    }

    private mutating func countPlainPaths(_ session: SessionEvents, from first: Int) {
        let end = session.rows.upperBound
        for row in first..<end where roles[Int(session.types[row])].contains(.anchor) {
            var time = session.time(row)
            guard time >= plan.range.from, time < plan.range.to else { continue }
            if dense != nil {
                var next = row + 1
                dense?.count(from: nodes[Int(session.types[row])], steps: plan.steps) {
                    while next < end {
                        defer { next += 1 }
                        let node = nodes[Int(session.types[next])]
                        guard node != Self.hidden else { continue }
                        let (at, before) = (session.time(next), time)
                        time = at
                        return (node, at - before)
                    }
                    return nil
                }
                continue
            }
            var place = tree.step(from: PathTree.root, to: nodes[Int(session.types[row])])
            var (next, left) = (row + 1, plan.steps - 1)
            while next < end, left > 0 {
                let node = nodes[Int(session.types[next])]
                if node != Self.hidden {
                    let at = session.time(next)
                    place = tree.step(from: place, to: node, time: at - time)
                    time = at
                    left -= 1
                }
                next += 1
            }
            tree.end(at: place)
        }
    }

    /// The first event that a path may start from.
    private func firstAnchor(_ session: SessionEvents) -> Int? {
        roles.withUnsafeBufferPointer { roles in
            for row in session.rows where roles[Int(session.types[row])].contains(.anchor) {
                let time = session.time(row)
                if time >= plan.range.from, time < plan.range.to { return row }
            }
            return nil
        }
    }

    private mutating func findRuns(_ session: SessionEvents, from first: Int) {
        runs.removeAll(keepingCapacity: true)
        for row in first..<session.rows.upperBound {
            let type = Int(session.types[row])
            let node = nodes[type]
            guard node != Self.hidden else { continue }
            let time = session.time(row)
            let kind = roles[type]
            var role = kind
            if role.contains(.anchor), time < plan.range.from || time >= plan.range.to { role.remove(.anchor) }
            if plan.collapses, let last = runs.last, last.node == node, !isApart(kind, from: last) {
                runs[runs.count - 1].role.formUnion(role)
                runs[runs.count - 1].kinds.formUnion(kind)
            } else {
                runs.append(Run(node: node, time: time, role: role, kinds: kind))
            }
        }
    }

    /// Where a path begins and where it arrives are two nodes, whatever they are called.
    private func isApart(_ kind: Role, from run: Run) -> Bool {
        guard case .between = plan.mode else { return false }
        return kind.contains(.end) && run.kinds.contains(.anchor) || kind.contains(.anchor) && run.kinds.contains(.end)
    }

    /// For each run the next one after it that ends a path; -1 without one.
    private mutating func findNextEnds() {
        nextEnds.removeAll(keepingCapacity: true)
        nextEnds.append(contentsOf: repeatElement(-1, count: runs.count))
        for run in runs.indices.dropLast().reversed() {
            nextEnds[run] = runs[run + 1].role.contains(.end) ? run + 1 : nextEnds[run + 1]
        }
    }

    /// - Returns: Whether the path arrives.
    private mutating func findPath(from anchor: Int) -> Bool {
        path.removeAll(keepingCapacity: true)
        path.append((runs[anchor].node, 0))
        switch plan.mode {
        case .startWith:
            var run = anchor + 1
            while run < min(runs.count, anchor + plan.steps) {
                path.append((runs[run].node, runs[run].time - runs[run - 1].time))
                run += 1
            }
        case .endWith:
            var run = anchor - 1
            while run > max(-1, anchor - plan.steps) {
                path.append((runs[run].node, runs[run + 1].time - runs[run].time))
                run -= 1
            }
        case .between:
            let end = nextEnds[anchor]
            guard end >= 0 else { return false }
            for run in anchor + 1..<min(end + 1, anchor + plan.steps) {
                path.append((runs[run].node, runs[run].time - runs[run - 1].time))
            }
        case .stretches: return false
        }
        return true
    }

    private mutating func count(_ path: ArraySlice<(node: Int32, time: Int64)>) {
        var place = PathTree.root
        for (node, time) in path { place = tree.step(from: place, to: node, time: time) }
        tree.end(at: place)
    }

    /// The anchor is a node of the first column all the same.
    private mutating func countNotConverted(from node: Int32) {
        _ = tree.step(from: PathTree.root, to: node)
        notConverted += 1
    }

    // MARK: One path of each person

    private mutating func keepFirst(_ person: Int32, _ time: Int64, _ run: Int) {
        let place = Int(person)
        if place >= firsts.count {
            firsts += Array(
                repeating: First(time: .max), count: max(place + 1, firsts.count * 2) - firsts.count)
        }
        guard time <= firsts[place].time else { return }
        if time == firsts[place].time { isAmbiguous = true }
        let converts = findPath(from: run)
        if firsts[place].start < 0 {
            firsts[place].start = steps.count
            steps += Array(repeating: (node: Self.hidden, time: Int64(0)), count: plan.steps)
        }
        firsts[place].time = time
        firsts[place].length = path.count
        firsts[place].converts = converts
        for (step, node) in path.enumerated() { steps[firsts[place].start + step] = node }
    }

    /// Counts the paths of people once all sessions have been seen.
    mutating func finish() {
        dense?.add(to: &tree)
        dense = nil
        let (firsts, steps) = (firsts, steps)
        self.firsts = []
        self.steps = []
        for first in firsts where first.start >= 0 {
            if first.converts {
                count(steps[first.start..<first.start + first.length])
            } else {
                countNotConverted(from: steps[first.start].node)
            }
        }
    }

    /// - Parameter other: Of other people.
    mutating func merge(_ other: SessionPaths) {
        var other = other
        if dense != nil, let theirs = other.dense {
            dense?.merge(theirs)
            other.dense = nil
        }
        finish()
        other.finish()
        _ = tree.merge(other.tree)
        notConverted += other.notConverted
        if other.isAmbiguous { isAmbiguous = true }
    }
}
