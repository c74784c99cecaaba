package import JSON

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
    /// `nil` when it was not asked for.
    package var up: [Branch]?
    package var down: [Branch]?
}

extension LineageGraph {
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

extension LineageTree {
    /// For terminals: the node, then what is above and below it, two blanks deeper for each step.
    package var text: String {
        var lines = [Self.line(node, details)]
        for (title, branches) in [("comes from", up), ("is used by", down)] {
            guard let branches else { continue }
            lines.append(branches.isEmpty ? "  \(title): nothing" : "  \(title):")
            for branch in branches { Self.write(branch, indent: 4, to: &lines) }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func write(_ branch: Branch, indent: Int, to lines: inout [String]) {
        var line = String(repeating: " ", count: indent) + line(branch.node, branch.details)
        line += " [\(branch.step.rawValue)]"
        if branch.isShownAbove { line += " (see above)" }
        lines.append(line)
        for next in branch.branches { write(next, indent: indent + 2, to: &lines) }
    }

    private static func line(_ node: LineageNode, _ details: LineageDetails) -> String {
        var line = "\(node.kind) \(node.name)"
        switch node {
        case .look, .tile, .dashboard: if let title = details.title { line += " \"\(title)\"" }
        default: break
        }
        if let problem = details.problem { line += " (not all is known: \(problem))" }
        return line
    }

    package var json: JSONValue {
        var object = Self.json(node, details)
        object["up"] = up.map { .array($0.map(Self.json)) }
        object["down"] = down.map { .array($0.map(Self.json)) }
        return .object(object)
    }

    private static func json(_ branch: Branch) -> JSONValue {
        var object = json(branch.node, branch.details)
        object["step"] = .string(branch.step.rawValue)
        object["shown_above"] = .bool(branch.isShownAbove)
        object["next"] = .array(branch.branches.map(json))
        return .object(object)
    }

    private static func json(_ node: LineageNode, _ details: LineageDetails) -> JSONObject {
        JSONObject([
            ("kind", .string(node.kind)), ("name", .string(node.name)), ("title", JSONValue(details.title)),
            ("path", JSONValue(details.path)), ("problem", JSONValue(details.problem)),
        ])
    }
}
