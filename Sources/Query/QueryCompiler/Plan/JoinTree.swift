internal import SemanticModel

/// How the views of an explore hang together.
struct JoinTree {
    /// How a joined view hangs below the views that its condition names.
    private struct Edge {
        var child: String
        var parents: Set<String>
        /// Whether rows of the parents, taken together, may have several rows of the child, and the other way.
        var repeatsParents: Bool
        var repeatsChild: Bool
    }

    let explore: Explore
    private let base: String
    /// For each joined view the views that its join needs before it.
    private let needs: [String: Set<String>]
    private let edges: [Edge]
    private let places: [String: Int]

    init(_ explore: Explore, fields: FieldExpressions) throws(QueryError) {
        guard let first = explore.views.first else {
            throw QueryError(.unknownExplore, "The explore `\(explore.name)` has no views.")
        }
        self.explore = explore
        base = first.alias
        var needs: [String: Set<String>] = [:]
        var edges: [Edge] = []
        for view in explore.views {
            guard let join = view.join else { continue }
            var parents: Set<String> = []
            for template in [join.on, join.rawClause].compactMap(\.self) {
                parents.formUnion(try fields.views(of: template))
            }
            parents.remove(view.alias)
            if parents.isEmpty { parents = [base] }
            edges.append(
                Edge(
                    child: view.alias, parents: parents,
                    repeatsParents: join.relationship == .oneToMany || join.relationship == .manyToMany,
                    repeatsChild: join.relationship == .manyToOne || join.relationship == .manyToMany))
            var all = parents.union(join.requiredJoins)
            if let condition = join.sqlWhere { all.formUnion(try fields.views(of: condition)) }
            all.remove(view.alias)
            needs[view.alias] = all
        }
        self.needs = needs
        self.edges = edges
        places = Dictionary(
            zip(explore.views.map(\.alias), explore.views.indices), uniquingKeysWith: { first, _ in first })
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
        var seen: Set<String> = []
        for view in explore.views where views.contains(view.alias) {
            // From the view down to what it needs, by hand: explores can be deeper than the stack.
            var open: [(place: Int, needed: [Int])] = []
            func enter(_ place: Int) {
                guard seen.insert(explore.views[place].alias).inserted else { return }
                let needed = needs[explore.views[place].alias, default: []].intersection(views)
                open.append((place, needed.compactMap { places[$0] }.sorted(by: >)))
            }
            if let place = places[view.alias] { enter(place) }
            while let place = open.last?.place {
                if let next = open[open.count - 1].needed.popLast() {
                    enter(next)
                } else {
                    open.removeLast()
                    if let join = explore.views[place].join { ordered.append((explore.views[place], join)) }
                }
            }
        }
        return ordered
    }

    /// Whether the joins among these views can repeat rows of `view`.
    func repeats(_ view: String, among views: Set<String>) -> Bool {
        !views.isSubset(of: determined(by: view, among: views))
    }

    /// The views of which each row of `view` has at most one row.
    ///
    /// A view whose join names several views has one row for each of their combinations: they determine it together.
    func determined(by view: String, among views: Set<String>) -> Set<String> {
        let edges = edges.filter { views.contains($0.child) }
        var determined: Set<String> = [view]
        var known = 0
        while known < determined.count {
            known = determined.count
            for edge in edges {
                if !edge.repeatsParents, edge.parents.isSubset(of: determined) { determined.insert(edge.child) }
                if !edge.repeatsChild, determined.contains(edge.child) { determined.formUnion(edge.parents) }
            }
        }
        return determined
    }

    /// The views among these whose joins drop or add rows, so that no part of a query can do without them.
    func rowChanging(_ views: Set<String>) -> Set<String> {
        Set(
            joins(views).filter { $0.join.kind != .leftOuter || $0.join.rawClause != nil || $0.join.sqlWhere != nil }
                .map(\.view.alias))
    }

    /// The views among these that are only joined to drop rows without a partner: inner joins of which nothing that is read
    /// comes, and on which no other join stands. Whether there is a partner can be asked instead of joining them all.
    /// - Parameter needed: Views of which something is read, with all that their joins need.
    func onlyFiltering(_ views: Set<String>, needed: Set<String>) -> Set<String> {
        let joined = joins(views)
        // What is asked for in WHERE would also drop the rows that such joins add.
        guard !joined.contains(where: { $0.join.kind == .fullOuter || $0.join.rawClause != nil }) else { return [] }
        let parents = joined.reduce(into: Set<String>()) { $0.formUnion(needs[$1.view.alias] ?? []) }
        return Set(
            joined.filter { view, join in
                join.kind == .inner && join.on != nil && !needed.contains(view.alias) && !parents.contains(view.alias)
            }.map(\.view.alias))
    }

    /// Whether the join of these views may have rows without a row of `view`.
    func mayBeMissing(_ view: String, among views: Set<String>) throws(QueryError) -> Bool {
        let joined = joins(views)
        if joined.contains(where: { $0.join.kind == .fullOuter || $0.join.rawClause != nil }) { return true }
        let path = try closure(of: [view])
        return joined.contains { $0.join.kind == .leftOuter && path.contains($0.view.alias) }
    }
}
