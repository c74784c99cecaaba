internal import SQL
internal import SemanticModel

/// Whether one table answers a query.
struct AggregateTableFit {
    let definition: AggregateTableQuery
    let query: ResolvedQuery
    let base: Compilation
    let plan: QueryPlan
    let hasTotals: Bool

    enum Finding {
        case built(AggregateTableChoice.Candidate)
        case missing(key: String)
    }

    private var now: Int64 { base.source.context.now }

    func candidate() throws(Misfit) -> Finding {
        // What its names alone rule out needs no SQL.
        let early = try Misfit.catching { () throws(QueryError) in try definition.resolved(at: now) }
        _ = try match(early)
        let key = try Misfit.catching { () throws(QueryError) in try definition.key() }
        guard let built = definition.source.context.built.tables[key] else {
            _ = try checked(early, at: now)
            return .missing(key: key)
        }
        let table = try Misfit.catching { () throws(QueryError) in try definition.resolved(at: built.builtAt) }
        let cover = try checked(table, at: built.builtAt)
        let explore = AggregateTableExplore(
            query: query, table: table, cover: cover, name: definition.table.name, builtName: built.name,
            location: definition.table.location, dialect: definition.source.dialect)
        return .built(
            .init(
                name: definition.table.name, key: key, built: built, dimensions: table.dimensions.count,
                query: try explore.rewritten()))
    }

    private func match(_ table: AggregateTableQuery.Resolved) throws(Misfit) -> AggregateTableCover {
        var matcher = AggregateTableMatcher(query: query, base: base.fields, table: table)
        return try matcher.match()
    }

    private func checked(
        _ table: AggregateTableQuery.Resolved, at moment: Int64
    ) throws(Misfit) -> AggregateTableCover {
        let cover = try match(table)
        let source = AggregateTableQuery.computing(definition.source, at: moment)
        let whole = try Misfit.catching { () throws(QueryError) in try definition.statement(table, from: source) }
        try checkRows(whole)
        try checkGroups(table, whole, cover)
        try checkSameSQL(table, cover, keeping: whole.tree.rowChanging(whole.plan.views), at: moment)
        return cover
    }

    /// Joins that drop, add or repeat rows have to be the same.
    private func checkRows(_ table: AggregateTableQuery.Statement) throws(Misfit) {
        let isSame =
            query.explore.usesSymmetricAggregates
            ? table.tree.rowChanging(table.plan.views) == base.tree.rowChanging(plan.views)
            : table.plan.views == plan.views
        guard isSame else {
            let others = table.plan.views.symmetricDifference(plan.views).sorted().map { "`\($0)`" }
            throw Misfit("has other rows: only one of the two joins \(others.joined(separator: ", "))")
        }
    }

    /// Measures that can't be put together from those of the table's groups are right for just these groups.
    private func checkGroups(
        _ table: AggregateTableQuery.Resolved, _ statement: AggregateTableQuery.Statement, _ cover: AggregateTableCover
    ) throws(Misfit) {
        let single = try singleRows(table, statement)
        var fixed = cover.fixed
        for name in cover.measures.keys.sorted() where !single.isSuperset(of: table.measures.columns(of: name)) {
            if case .kept = cover.measures[name] { fixed.append(name) }
        }
        guard let measure = fixed.first else { return }
        guard Set(query.dimensions.map(\.name)) == Set(table.dimensions.map(\.name)) else {
            throw Misfit(
                "keeps `\(measure)` for its own groups only: that can't be added up, and the query has other dimensions"
            )
        }
        guard !hasTotals else {
            throw Misfit("keeps `\(measure)` for its own groups only, and the query asks for totals")
        }
    }

    /// The columns for which a row of data counts in one group only.
    private func singleRows(
        _ table: AggregateTableQuery.Resolved, _ statement: AggregateTableQuery.Statement
    ) throws(Misfit) -> Set<String> {
        var groupViews: Set<String> = []
        for field in table.dimensions {
            groupViews.formUnion(
                try Misfit.catching { () throws(QueryError) in try statement.fields.views(of: field) })
        }
        var single: Set<String> = []
        for leg in statement.plan.legs {
            for aggregate in leg.aggregates {
                let isSingle =
                    !query.explore.usesSymmetricAggregates
                    || aggregate.countedViews.allSatisfy {
                        groupViews.isSubset(of: statement.tree.determined(by: $0, among: leg.views))
                    }
                if isSingle { single.insert(aggregate.field.name) }
            }
        }
        return single
    }

    /// What the query uses of the table has to be the same SQL in the query's zone, at its time and for its Liquid.
    private func checkSameSQL(
        _ table: AggregateTableQuery.Resolved, _ cover: AggregateTableCover, keeping rowChanging: Set<String>,
        at moment: Int64
    ) throws(Misfit) {
        var names = Set(cover.dimensions.values.map(\.name))
        for name in cover.measures.keys { names.formUnion(table.measures.columns(of: name)) }
        guard !names.isEmpty else { return }
        func sql(
            zone: String? = nil, at moment: Int64, isFiltered: Bool = true, askedBy asker: ResolvedQuery? = nil
        ) throws(Misfit) -> QueryStatement {
            try Misfit.catching { () throws(QueryError) in
                try definition.statement(
                    try definition.resolved(at: moment, zone: zone), only: names, keeping: rowChanging,
                    isFiltered: isFiltered, askedBy: asker,
                    from: AggregateTableQuery.computing(definition.source, at: moment)
                ).statement
            }
        }
        let kept = try sql(at: moment)
        if !table.query.zone.isSame(as: query.zone) {
            let there = try sql(zone: query.zone.name, at: moment)
            guard there == kept else {
                throw Misfit(
                    "has times of the zone \(table.query.zone.name), and the query those of \(query.zone.name)")
            }
        }
        if moment != now {
            // Relative dates among the table's own filters have been compared already.
            let (then, today) = (try sql(at: moment, isFiltered: false), try sql(at: now, isFiltered: false))
            guard then == today else { throw Misfit("was built as of another time, on which its fields depend") }
        }
        let asked = try sql(at: moment, askedBy: query)
        guard asked == kept else { throw Misfit("has fields whose Liquid depends on the query") }
    }
}
