internal import SemanticModel

/// How the views of an explore hang together.
struct JoinTree {
    /// A join as seen from one of its ends.
    private struct Edge {
        var other: String
        /// Whether walking along it repeats the rows one comes from.
        var multiplies: Bool
    }

    let explore: Explore
    private let base: String
    /// For each joined view the views that its join needs before it.
    private let needs: [String: Set<String>]
    private let edges: [String: [Edge]]

    init(_ explore: Explore, fields: FieldExpressions) throws(QueryError) {
        guard let first = explore.views.first else {
            throw QueryError(.unknownExplore, "The explore `\(explore.name)` has no views.")
        }
        self.explore = explore
        base = first.alias
        var needs: [String: Set<String>] = [:]
        var edges: [String: [Edge]] = [:]
        for view in explore.views {
            guard let join = view.join else { continue }
            var parents: Set<String> = []
            for template in [join.on, join.rawClause].compactMap(\.self) {
                parents.formUnion(try fields.views(of: template))
            }
            parents.remove(view.alias)
            if parents.isEmpty { parents = [base] }
            let down = join.relationship == .oneToMany || join.relationship == .manyToMany
            let up = join.relationship == .manyToOne || join.relationship == .manyToMany
            for parent in parents.sorted() {
                edges[parent, default: []].append(Edge(other: view.alias, multiplies: down))
                edges[view.alias, default: []].append(Edge(other: parent, multiplies: up))
            }
            var all = parents.union(join.requiredJoins)
            if let condition = join.sqlWhere { all.formUnion(try fields.views(of: condition)) }
            all.remove(view.alias)
            needs[view.alias] = all
        }
        self.needs = needs
        self.edges = edges
    }

    /// These views, the base, and all that their joins need.
    func closure(of views: Set<String>) throws(QueryError) -> Set<String> {
        var closed: Set<String> = [base]
        var waiting = views.sorted()
        while let view = waiting.popLast() {
            guard closed.insert(view).inserted else { continue }
            guard let needed = needs[view] else {
                throw QueryError(
                    .unknownField, "The explore `\(explore.name)` uses the view `\(view)` and does not join it.",
                    field: view, suggestion: Suggestion.nearest(to: view, in: explore.views.map(\.alias)))
            }
            waiting += needed.sorted()
        }
        return closed
    }

    /// The joins of these views, each after those it needs and otherwise as the explore declares them.
    func joins(_ views: Set<String>) -> [(view: JoinedView, join: Join)] {
        var ordered: [(view: JoinedView, join: Join)] = []
        var placed: Set<String> = []
        func place(_ alias: String) {
            guard views.contains(alias), placed.insert(alias).inserted, let view = explore.view(alias),
                let join = view.join
            else { return }
            for needed in explore.views where needs[alias]?.contains(needed.alias) == true { place(needed.alias) }
            ordered.append((view, join))
        }
        for view in explore.views { place(view.alias) }
        return ordered
    }

    /// Whether the joins among these views can repeat rows of `view`.
    func repeats(_ view: String, among views: Set<String>) -> Bool {
        reached(from: view, among: views).repeats
    }

    /// The views of which each row of `view` has at most one row.
    func determined(by view: String, among views: Set<String>) -> Set<String> {
        reached(from: view, among: views).determined
    }

    private func reached(from start: String, among views: Set<String>) -> (determined: Set<String>, repeats: Bool) {
        var determined: Set<String> = [start]
        var waiting = [start]
        var repeats = false
        while let alias = waiting.popLast() {
            for edge in edges[alias] ?? [] where views.contains(edge.other) && !determined.contains(edge.other) {
                if edge.multiplies {
                    repeats = true
                } else {
                    determined.insert(edge.other)
                    waiting.append(edge.other)
                }
            }
        }
        return (determined, repeats)
    }

    /// The views among these whose joins drop or add rows, so that no part of a query can do without them.
    func rowChanging(_ views: Set<String>) -> Set<String> {
        Set(
            joins(views).filter { $0.join.kind != .leftOuter || $0.join.rawClause != nil || $0.join.sqlWhere != nil }
                .map(\.view.alias))
    }

    /// Whether the join of these views may have rows without a row of `view`.
    func mayBeMissing(_ view: String, among views: Set<String>) throws(QueryError) -> Bool {
        let joined = joins(views)
        if joined.contains(where: { $0.join.kind == .fullOuter || $0.join.rawClause != nil }) { return true }
        let path = try closure(of: [view])
        return joined.contains { $0.join.kind == .leftOuter && path.contains($0.view.alias) }
    }
}
