package import JSON

extension LineageTree {
    /// For terminals: the node, then what is above and below it, two blanks deeper for each step.
    package var text: String {
        var lines = [Self.line(node, details)]
        if !also.isEmpty {
            let explores = ([node] + also).map(Self.explore)
            lines[0] = "field \(Self.ofView(node)) in \(explores.count) explores: \(explores.joined(separator: ", "))"
        }
        for (title, branches) in [("comes from", up), ("is used by", down)] {
            guard let branches else { continue }
            lines.append(branches.isEmpty ? "  \(title): nothing" : "  \(title):")
            Self.write(branches, indent: 4, to: &lines)
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// A field that stands in many explores and goes nowhere from there takes one line.
    private static func write(_ branches: [Branch], indent: Int, to lines: inout [String]) {
        let margin = String(repeating: " ", count: indent)
        let ends = Dictionary(grouping: branches.filter(isEndOfField)) { EndOfField($0) }
        var written: Set<EndOfField> = []
        for branch in branches {
            if isEndOfField(branch), let same = ends[EndOfField(branch)], same.count > 1 {
                guard written.insert(EndOfField(branch)).inserted else { continue }
                lines.append(
                    "\(margin)field \(ofView(branch.node)) in \(same.count) explores [\(branch.step.rawValue)]")
                continue
            }
            var line = margin + line(branch.node, branch.details) + " [\(branch.step.rawValue)]"
            if branch.isShownAbove { line += " (see above)" }
            lines.append(line)
            write(branch.branches, indent: indent + 2, to: &lines)
        }
    }

    private struct EndOfField: Hashable {
        var field: String
        var step: LineageStep

        init(_ branch: Branch) {
            field = ofView(branch.node)
            step = branch.step
        }
    }

    private static func isEndOfField(_ branch: Branch) -> Bool {
        guard case .field = branch.node else { return false }
        return branch.branches.isEmpty && !branch.isShownAbove
    }

    /// A field's name without its explore.
    private static func ofView(_ node: LineageNode) -> String {
        if case .field(_, _, let field) = node { field } else { node.name }
    }

    private static func explore(_ node: LineageNode) -> String {
        if case .field(_, let explore, _) = node { explore } else { node.name }
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
        if !also.isEmpty { object["also"] = .array(also.map { .string($0.name) }) }
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
