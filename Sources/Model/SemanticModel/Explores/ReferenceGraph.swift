internal import LookML

/// Which fields stand on which, by the references in their SQL.
struct ReferenceGraph {
    /// Fields that stand on fields on fields … : deeper chains than this are refused, since compiling walks along them.
    static let deepestChain = 200

    private let views: [ResolvedView]

    init(of views: [ResolvedView]) { self.views = views }

    /// Whether a view, whose fields refer to no other view, may have circles or chains that are too long. Quick, since
    /// hardly any view has.
    func mayBeTooDeep(_ view: ResolvedView) -> Bool {
        // 0: not seen yet.
        var depths = [Int](repeating: 0, count: view.fields.count)
        for root in depths.indices where depths[root] == 0 {
            var stack = [(place: root, next: 0, depth: 1)]
            while let top = stack.last {
                guard stack.count <= Self.deepestChain, top.depth <= Self.deepestChain else { return true }
                let references = view.fields[top.place].references
                guard top.next < references.count else {
                    depths[top.place] = top.depth
                    stack.removeLast()
                    continue
                }
                let target = view.ownName(references[top.next]).map { view.places[$0] }
                if let target, let place = target, depths[place] == 0 {
                    stack.append((place, 0, 1))
                    continue
                }
                stack[stack.count - 1].next += 1
                guard let target else { continue }
                let below = target.map { depths[$0] } ?? 1
                stack[stack.count - 1].depth = max(top.depth, below + 1)
            }
        }
        return false
    }

    func circles() -> [Diagnostic] {
        let problems = ProblemList()
        let (names, edges, locations) = nodes()
        for cycle in CycleFinder.cycles(from: names, edges: { edges[$0] ?? [] }) {
            guard let first = cycle.first, let location = locations[first] else { continue }
            problems.report(
                "circular-reference",
                "`\(first)` stands on itself: \((cycle + [first]).joined(separator: " → ")).", at: location)
        }
        return problems.all
    }

    /// Walks the graph, which must have no circles, from its ends.
    func deepChains() -> [Diagnostic] {
        let problems = ProblemList()
        let (names, edges, locations) = nodes()
        var depths: [String: Int] = [:]
        for root in names where depths[root] == nil {
            var stack = [root]
            while let name = stack.last {
                let open = (edges[name] ?? []).filter { depths[$0] == nil }
                guard open.isEmpty else {
                    stack += open
                    continue
                }
                stack.removeLast()
                let depth = 1 + ((edges[name] ?? []).compactMap { depths[$0] }.max() ?? 0)
                depths[name] = depth
                guard depth == Self.deepestChain + 1, let location = locations[name] else { continue }
                problems.report(
                    "reference-too-deep",
                    "`\(name)` stands on a chain of more than \(Self.deepestChain) fields.", at: location)
            }
        }
        return problems.all
    }

    private func nodes() -> (names: [String], edges: [String: [String]], locations: [String: SourceLocation]) {
        var edges: [String: [String]] = [:]
        var locations: [String: SourceLocation] = [:]
        var names: [String] = []
        for field in views.flatMap(\.fields) {
            let name = field.field.name
            names.append(name)
            locations[name] = field.field.location
            let targets = field.references.compactMap(\.field)
            if !targets.isEmpty { edges[name] = targets }
        }
        return (names, edges, locations)
    }
}
