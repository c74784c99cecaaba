internal import SQL
internal import SemanticModel

/// Which aggregates are computed together, and from which rows.
///
/// One plain query, as long as no join repeats the rows of a measure. Else one leg for each set of joins that some measures
/// need: every leg has the same keys and the same conditions on rows, so that joining the legs by the keys gives each
/// measure as if it had been alone.
struct QueryPlan {
    struct Leg {
        /// Of its common table expression.
        var name: String
        var views: Set<String>
        /// Views of which a row has to exist, without being joined.
        var existing: Set<String> = []
        var aggregates: [Aggregate]
        /// What rows are counted once by; `nil` when they come once each.
        var distinctKey: SQLExpression?
        /// Set when its rows are those of an earlier period.
        var shift: TimeShift?

        var hasPercentiles: Bool {
            aggregates.contains { aggregate in
                guard case .function(let function, _, _, _) = aggregate.form else { return false }
                return switch function {
                case .median, .percentile, .medianDistinct, .percentileDistinct: true
                default: false
                }
            }
        }
    }

    var legs: [Leg]
    /// All views of the query.
    var views: Set<String>
    /// Which form was taken and why, in sentences.
    var explanation: [String]
}

struct QueryPlanner {
    let tree: JoinTree
    let measures: MeasureReader
    /// What the legs' names begin with.
    let name: String

    /// - Parameters:
    ///   - keyViews: What dimensions and conditions on rows read.
    ///   - kept: Views whose joins drop or add rows and that have to stay although nothing here reads them.
    func plan(keyViews: Set<String>, kept: Set<String> = []) throws(QueryError) -> QueryPlan {
        let asked = keyViews.union(kept).union(tree.explore.alwaysJoin)
        var all = asked
        for aggregate in measures.aggregates { all.formUnion(aggregate.views) }
        all = try tree.closure(of: all)
        let keys = try tree.closure(of: asked.union(tree.rowChanging(all)))
        let read = keyViews.union(tree.explore.alwaysJoin)
        let earlier = try earlierLegs()
        let repeated =
            tree.explore.usesSymmetricAggregates
            ? measures.aggregates.filter { repeatedView(of: $0, among: all) != nil } : []
        if !earlier.isEmpty {
            let present = try legs(keys: keys, read: read)
            return QueryPlan(
                legs: present + earlier, views: all,
                explanation: [
                    "Measures of an earlier period are computed by a query of their own and joined by the keys."
                ])
        }
        if repeated.isEmpty, !measures.aggregates.contains(where: { $0.distinctKey != nil }) {
            let leg = QueryPlan.Leg(name: "rows", views: all, aggregates: measures.aggregates)
            let reason = all.count > 1 ? "No join repeats the rows of a measure: one query." : "One view: one query."
            return QueryPlan(legs: [leg], views: all, explanation: [reason])
        }
        return QueryPlan(
            legs: try legs(keys: keys, read: read), views: all,
            explanation: [
                repeated.isEmpty
                    ? "Measures count each key once: legs are aggregated before they are joined."
                    : "Joins repeat rows of \(Self.list(repeated.map(\.field.name))): each leg is aggregated before the "
                        + "legs are joined."
            ])
    }

    /// A view whose rows come more than once, where that would change the aggregate.
    private func repeatedView(of aggregate: Aggregate, among views: Set<String>) -> String? {
        aggregate.countedViews.sorted().first { tree.repeats($0, among: views) }
    }

    /// One leg for each period that measures are compared with.
    private func earlierLegs() throws(QueryError) -> [QueryPlan.Leg] {
        var legs: [QueryPlan.Leg] = []
        for aggregate in measures.aggregates {
            guard case .earlier(let comparison) = aggregate.form else { continue }
            let shift = try measures.shift(of: comparison, for: aggregate.field)
            if let place = legs.firstIndex(where: { $0.shift == shift }) {
                legs[place].aggregates.append(aggregate)
            } else {
                legs.append(
                    QueryPlan.Leg(
                        name: "\(name)__earlier_\(legs.count + 1)", views: [], aggregates: [aggregate], shift: shift))
            }
        }
        return legs
    }

    private struct LegKey: Hashable {
        var views: Set<String>
        var existing: Set<String> = []
        var distinctKey: SQLExpression?
        /// Set when nothing else can share its rows.
        var measure: String?
    }

    /// - Parameters:
    ///   - keys: What every leg joins so that all have the same rows.
    ///   - read: The views of it of which something is read.
    private func legs(keys: Set<String>, read: Set<String>) throws(QueryError) -> [QueryPlan.Leg] {
        var order: [LegKey] = []
        var members: [LegKey: [Aggregate]] = [:]
        for aggregate in measures.aggregates {
            if case .earlier = aggregate.form { continue }
            let key = try legKey(of: aggregate, keys: keys, read: read)
            if members[key] == nil { order.append(key) }
            members[key, default: []].append(aggregate)
        }
        // Without a measure of its own the present is only its keys.
        if order.isEmpty { order.append(LegKey(views: keys)) }
        return order.enumerated().map { place, key in
            QueryPlan.Leg(
                // A common table hides every table of its name from the whole query: no table has this one.
                name: "\(name)__leg_\(place + 1)", views: key.views, existing: key.existing,
                aggregates: members[key] ?? [], distinctKey: key.distinctKey)
        }
    }

    private func legKey(
        of aggregate: Aggregate, keys: Set<String>, read: Set<String>
    ) throws(QueryError) -> LegKey {
        let all = try tree.closure(of: keys.union(aggregate.views))
        let existing = tree.onlyFiltering(all, needed: try tree.closure(of: read.union(aggregate.views)))
        let views = all.subtracting(existing)
        let view = aggregate.field.view
        let repeated = tree.explore.usesSymmetricAggregates ? repeatedView(of: aggregate, among: views) : nil
        guard aggregate.distinctKey != nil || repeated != nil else { return LegKey(views: views, existing: existing) }
        guard case .function = aggregate.form else {
            // The keys of the rows are found first, each once, and then the rows themselves.
            if aggregate.views == [view], repeated == view {
                return LegKey(
                    views: views, existing: existing, distinctKey: try measures.primaryKey(of: aggregate.field),
                    measure: aggregate.field.name)
            }
            throw QueryError(
                .unsupported,
                "`\(aggregate.field.name)` adds up rows of `\(repeated ?? view)` by SQL of its own that also reads other views, and "
                    + "the joins of this query repeat those rows. Write it with measures of type sum, count or average.",
                field: aggregate.field.name)
        }
        // What a key does not determine has several values for it, which would split the rows of other measures. Of the
        // key that an author wrote nobody knows what it determines.
        if let key = aggregate.distinctKey {
            return LegKey(views: views, existing: existing, distinctKey: key, measure: aggregate.field.name)
        }
        let determined = tree.determined(by: view, among: views)
        let key = try measures.primaryKey(of: aggregate.field)
        guard let other = aggregate.valueViews.subtracting(determined).min() else {
            return LegKey(
                views: views, existing: existing, distinctKey: key,
                measure: aggregate.views.isSubset(of: determined) ? nil : aggregate.field.name)
        }
        throw QueryError(
            .unsupported,
            "`\(aggregate.field.name)` takes each row of `\(view)` once, and its value comes from `\(other)`, which may "
                + "have several rows for it. Move the measure to the view `\(other)`.",
            field: aggregate.field.name)
    }

    private static func list(_ names: [String]) -> String {
        names.prefix(3).map { "`\($0)`" }.joined(separator: ", ") + (names.count > 3 ? " and others" : "")
    }
}
