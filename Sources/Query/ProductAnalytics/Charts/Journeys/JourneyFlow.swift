/// Paths put together column by column: how many go through each node and along each edge.
///
/// Each column has its most frequent nodes and one that stands for all others, so that what flows into a node flows out of
/// it or ends there.
package struct JourneyFlow: Sendable {
    /// What stands in a column, in the order in which answers list it.
    package enum Label: Hashable, Sendable {
        case node(String)
        case more
        /// Nothing: the path ended before this column.
        case ended
    }

    package struct Node: Sendable, Equatable {
        package let label: Label
        package let count: Int
        /// Paths that end here although there is another column.
        package let ended: Int
    }

    package struct Edge: Sendable, Equatable {
        /// The column from which it goes, from 1, counted from the anchor.
        package let column: Int
        package let near: Label
        package let far: Label
        package let count: Int
        /// `nil` for the end of paths.
        package let averageSeconds: Double?
    }

    /// All paths.
    package let paths: Int
    package let columns: [[Node]]
    package let edges: [Edge]
    /// By place of the tree.
    private let labels: LabelTable

    /// What stands at each place of a tree, by numbers that are cheaper to tell apart than texts.
    private struct LabelTable: Sendable {
        var all: [Label] = [.ended, .more]
        /// By place.
        var numbers: [Int32] = []

        static let ended: Int32 = 0
        static let more: Int32 = 1

        subscript(place: Int) -> Label { all[Int(numbers[place])] }

        /// The number of a label that is not there yet.
        mutating func add(_ label: Label) -> Int32 {
            all.append(label)
            return Int32(all.count - 1)
        }
    }

    init(_ tree: PathTree, steps: Int, top: Int, names: ValueDictionary) {
        let visits = tree.visits
        // By column and node; -1 where it isn't there.
        let width = Int(tree.nodes.max() ?? -1) + 1
        var counts = Array(repeating: -1, count: steps * width)
        for place in tree.nodes.indices.dropFirst() {
            let cell = (Int(tree.depths[place]) - 1) * width + Int(tree.nodes[place])
            counts[cell] = max(0, counts[cell]) + visits[place]
        }
        var labels = LabelTable()
        var numbers: [Int32: Int32] = [:]
        // By column and node, the number of the label.
        var kept = Array(repeating: LabelTable.more, count: counts.count)
        for column in 0..<steps {
            let there = (0..<width).filter { counts[column * width + $0] >= 0 }
            let ranked = there.map {
                (node: $0, name: names.text(of: Int32($0)) ?? "", count: counts[column * width + $0])
            }.sorted { $0.count != $1.count ? $0.count > $1.count : Self.precedes($0.name, $1.name) }
            for (node, name, _) in ranked.prefix(top) {
                let number = numbers[Int32(node)] ?? labels.add(.node(name))
                numbers[Int32(node)] = number
                kept[column * width + node] = number
            }
        }
        labels.numbers = tree.nodes.indices.map { place in
            place == 0
                ? LabelTable.ended : kept[(Int(tree.depths[place]) - 1) * width + Int(tree.nodes[place])]
        }
        self.init(tree, visits, labels, steps: steps)
    }

    /// Without an anchor: nothing is put together, and the most frequent edges stay that can be reached from the first
    /// column by others that stay.
    init(unanchored tree: PathTree, edges most: Int, names: ValueDictionary) {
        var labels = LabelTable()
        var numbers: [Int32: Int32] = [-1: LabelTable.ended]
        labels.numbers = tree.nodes.map { node in
            if let known = numbers[node] { return known }
            let number = names.text(of: node).map { labels.add(.node($0)) } ?? LabelTable.ended
            numbers[node] = number
            return number
        }
        let whole = JourneyFlow(tree, tree.visits, labels, steps: Int(tree.depths.max() ?? 0))
        func label(_ label: Label, _ column: Int) -> String { "\(column)_\(label.name)" }
        let ranked = whole.edges.filter { $0.far != .ended }.sorted {
            if $0.count != $1.count { return $0.count > $1.count }
            let near = (label($0.near, $0.column), label($1.near, $1.column))
            if near.0 != near.1 { return Self.precedes(near.0, near.1) }
            return Self.precedes(label($0.far, $0.column + 1), label($1.far, $1.column + 1))
        }
        var reached: Set<Node.Position> = []
        let top = ranked.prefix(most)
        for column in 1...max(1, whole.columns.count) {
            for edge in top where edge.column == column {
                let near = Node.Position(column: column, label: edge.near)
                if column == 1 || reached.contains(near) {
                    reached.insert(near)
                    reached.insert(Node.Position(column: column + 1, label: edge.far))
                }
            }
        }
        paths = whole.paths
        columns = whole.columns
        edges = top.filter { reached.contains(Node.Position(column: $0.column, label: $0.near)) }
        self.labels = labels
    }

    private init(_ tree: PathTree, _ visits: [Int], _ labels: LabelTable, steps: Int) {
        struct Ends: Hashable {
            var column: Int32
            var near: Int32
            var far: Int32
        }
        // By column and label; -1 where it isn't there.
        let width = labels.all.count
        var counts = Array(repeating: -1, count: steps * width)
        var ends = Array(repeating: 0, count: steps * width)
        var edges: [Ends: (count: Int, time: Int64)] = [:]
        let (allEnds, allTimes) = (tree.ends, tree.times)
        for place in tree.nodes.indices.dropFirst() {
            let column = Int(tree.depths[place])
            let ended = column < steps ? allEnds[place] : 0
            let label = labels.numbers[place]
            let cell = (column - 1) * width + Int(label)
            counts[cell] = max(0, counts[cell]) + visits[place]
            ends[cell] += ended
            if ended > 0 {
                edges[Ends(column: Int32(column), near: label, far: LabelTable.ended), default: (0, 0)].count += ended
            }
            guard column > 1 else { continue }
            let before = labels.numbers[Int(tree.parents[place])]
            let key = Ends(column: Int32(column - 1), near: before, far: label)
            edges[key, default: (0, 0)].count += visits[place]
            edges[key, default: (0, 0)].time += allTimes[place]
        }
        paths = visits[0]
        columns = (0..<steps).map { column in
            let there = (0..<width).filter { counts[column * width + $0] >= 0 }
            return there.map { label in
                Node(
                    label: labels.all[label], count: counts[column * width + label], ended: ends[column * width + label]
                )
            }.sorted {
                if ($0.label == .more) != ($1.label == .more) { return $1.label == .more }
                return $0.count != $1.count ? $0.count > $1.count : Self.precedes($0.label.name, $1.label.name)
            }
        }
        self.edges = edges.map { key, value in
            let seconds = Double(value.time) / Double(value.count) / Double(ChartCalendar.second)
            return Edge(
                column: Int(key.column), near: labels.all[Int(key.near)], far: labels.all[Int(key.far)],
                count: value.count, averageSeconds: key.far == LabelTable.ended ? nil : seconds)
        }.sorted {
            if $0.column != $1.column { return $0.column < $1.column }
            if $0.count != $1.count { return $0.count > $1.count }
            if $0.near != $1.near { return Self.precedes($0.near.name, $1.near.name) }
            return Self.precedes($0.far.name, $1.far.name)
        }
        self.labels = labels
    }

    /// What stands in each column of a path.
    func labels(to place: Int32, in tree: PathTree) -> [Label] {
        var result: [Label] = []
        var place = place
        while place > PathTree.root {
            result.append(labels[Int(place)])
            place = tree.parents[Int(place)]
        }
        return result.reversed()
    }

    /// Binary order, the same in every language.
    private static func precedes(_ left: String, _ right: String) -> Bool {
        left.utf8.lexicographicallyPrecedes(right.utf8)
    }

    /// How many paths go along an edge, from the one nearer to the anchor.
    package func count(column: Int, _ near: Label, _ far: Label) -> Int {
        edges.first { $0.column == column && $0.near == near && $0.far == far }?.count ?? 0
    }
}

extension JourneyFlow.Node {
    fileprivate struct Position: Hashable {
        var column: Int
        var label: JourneyFlow.Label
    }
}

extension JourneyFlow.Label: ExpressibleByStringLiteral {
    package init(stringLiteral name: String) { self = .node(name) }

    package var name: String {
        switch self {
        case .node(let name): name
        case .more: "more"
        case .ended: "dropped off"
        }
    }
}
