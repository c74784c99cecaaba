/// What a node comes from, or what comes from it.
package struct LineageTree: Sendable, Equatable {
    package enum Direction: String, Sendable, Hashable, CaseIterable { case up, down }

    package struct Branch: Sendable, Equatable {
        package var node: LineageNode
        package var step: LineageStep
        package var details: LineageDetails
        /// Empty where nothing follows, and where ``isShownAbove``.
        package var branches: [Branch]
        /// Whether what follows has been told at another place of the tree.
        package var isShownAbove: Bool
    }

    package var node: LineageNode
    package var details: LineageDetails
    /// The same field in other explores, whose tree is in this one.
    package var also: [LineageNode] = []
    /// `nil` when it was not asked for.
    package var up: [Branch]?
    package var down: [Branch]?
}

extension LineageGraph {
    /// One tree for each node; of a field that is the same in several explores one for all of them.
    /// - Parameter depth: How many steps away at most.
    package func trees(
        of nodes: [LineageNode], _ directions: Set<LineageTree.Direction> = [.up, .down], depth: Int = .max
    ) -> [LineageTree] {
        var trees: [LineageTree] = []
        for node in nodes {
            let tree = tree(of: node, directions, depth: depth)
            // Compared by where it comes from, also where only its uses were asked for.
            let same = trees.firstIndex { first in
                guard case .field(_, _, let name) = node, case .field(_, _, name) = first.node else { return false }
                return Set(inputs(of: first.node)) == Set(inputs(of: node))
            }
            guard let same else {
                trees.append(tree)
                continue
            }
            trees[same].also.append(node)
            let known = Set((trees[same].down ?? []).map(\.node))
            trees[same].down?.append(contentsOf: (tree.down ?? []).filter { !known.contains($0.node) })
        }
        return trees
    }

    /// - Parameter depth: How many steps away at most.
    package func tree(
        of node: LineageNode, _ directions: Set<LineageTree.Direction> = [.up, .down], depth: Int = .max
    ) -> LineageTree {
        LineageTree(
            node: node, details: details(of: node),
            up: directions.contains(.up) ? branches(of: node, .up, depth) : nil,
            down: directions.contains(.down) ? branches(of: node, .down, depth) : nil)
    }

    private func branches(of root: LineageNode, _ direction: LineageTree.Direction, _ depth: Int) -> [LineageTree
        .Branch]
    {
        var shown: Set<LineageNode> = [root]
        var result = branches(of: root, direction, depth, &shown)
        if direction == .up, case .column(let table, _) = root {
            // Which rows a column is in is decided for its whole table.
            result += conditions(of: .table(table))
        }
        if direction == .up, case .table = root { result += conditions(of: root) }
        return result
    }

    private func conditions(of node: LineageNode) -> [LineageTree.Branch] {
        inputs(of: node).filter { $0.step == .condition }.sorted { Self.rank($0) < Self.rank($1) }.map {
            LineageTree.Branch(
                node: $0.node, step: $0.step, details: details(of: $0.node), branches: [], isShownAbove: false)
        }
    }

    private func branches(
        of node: LineageNode, _ direction: LineageTree.Direction, _ depth: Int, _ shown: inout Set<LineageNode>
    ) -> [LineageTree.Branch] {
        guard depth > 0 else { return [] }
        return next(node, direction).map { edge in
            // What decides on rows is named; what it is made from would be another question.
            let isFollowed = edge.step != .condition
            let isKnown = isFollowed && shown.contains(edge.node)
            if isFollowed { shown.insert(edge.node) }
            return LineageTree.Branch(
                node: edge.node, step: edge.step, details: details(of: edge.node),
                branches: isFollowed && !isKnown ? branches(of: edge.node, direction, depth - 1, &shown) : [],
                isShownAbove: isKnown && !next(edge.node, direction).isEmpty)
        }
    }

    /// The edges that a walk follows from a node, values first.
    private func next(_ node: LineageNode, _ direction: LineageTree.Direction) -> [Edge] {
        let edges = direction == .up ? inputs(of: node) : uses(of: node)
        let followed = edges.filter { edge in
            switch (node, edge.step) {
            // A walk over tables; that of values starts from a column.
            case (.table, .rows), (.table, .unknown): direction == .down && !isTableOrExplore(edge.node)
            case (.table, .condition): direction == .down
            case (.explore, .reads): true
            // From content upwards its fields say more than its explore, where there are any.
            case (.look, .reads), (.tile, .reads):
                direction == .down || !edges.contains { $0.step == .shows || $0.step == .filters }
            default: true
            }
        }
        return followed.sorted { Self.rank($0) < Self.rank($1) }
    }

    private func isTableOrExplore(_ node: LineageNode) -> Bool {
        switch node {
        case .table, .explore: true
        default: false
        }
    }

    private static func rank(_ edge: Edge) -> (Int, String, String) {
        (edge.step == .condition ? 1 : 0, edge.node.kind, edge.node.name)
    }

    /// Every node that a walk meets, without the first, each once.
    package func nodes(_ direction: LineageTree.Direction, of node: LineageNode) -> [LineageNode] {
        var seen: Set<LineageNode> = [node]
        var waiting = [node]
        var found: [LineageNode] = []
        while let current = waiting.popLast() {
            for edge in next(current, direction) where edge.step != .condition && seen.insert(edge.node).inserted {
                found.append(edge.node)
                waiting.append(edge.node)
            }
        }
        return found.sorted { ($0.kind, $0.name) < ($1.kind, $1.name) }
    }
}
