import LookML
import QueryCompiler
import SemanticModel

/// Looks at one explore, from the tables up: what stands on something broken is not looked at, so that each mistake is
/// told once.
struct ExploreCheck {
    private let explore: Explore
    private let model: Model
    private let prober: Prober
    private let findings: Findings
    /// Nobody has written the explore; its name means nothing to people.
    private let isMadeUp: Bool

    init(_ explore: Explore, in model: Model, prober: Prober, findings: Findings, isMadeUp: Bool = false) {
        self.explore = explore
        self.model = model
        self.prober = prober
        self.findings = findings
        self.isMadeUp = isMadeUp
    }

    func run() async throws(Prober.Stop) {
        let usable = try await checkTables()
        var needs = ViewNeeds(explore)
        let views = try await checkJoins(usable, &needs)
        // Without its base an explore has no rows.
        guard let base = views.first, base.join == nil else { return }
        let aliases = Set(views.map(\.alias))
        try await checkRules(base, views, &needs)
        var broken = knownToBeBroken(&needs)
        for view in views {
            let fields = explore.fields.filter { field in
                field.view == view.alias && needs.views(of: field).isSubset(of: aliases)
            }
            // What stands on a broken field is broken by it, and need not be asked about.
            func sound(_ category: Field.Category) -> [Field] {
                fields.filter { field in
                    field.category == category && !broken.contains(field.name)
                        && explore.fieldsBelow(field).isDisjoint(with: broken)
                }
            }
            broken.formUnion(report(try await checkDimensions(sound(.dimension), views), besides: broken))
            broken.formUnion(report(try await checkMeasures(sound(.measure), views), besides: broken))
            broken.formUnion(report(try await checkFilters(sound(.filter), base, views), besides: broken))
        }
    }

    /// Fields that are broken in whatever explore: those that were found to be, and stand on nothing but their own table.
    private func knownToBeBroken(_ needs: inout ViewNeeds) -> Set<String> {
        var broken: Set<String> = []
        for field in explore.fields {
            guard findings.knows(.field, at: field.location), needs.views(of: field) == [field.view] else { continue }
            findings.meet(.field, at: field.location, model: model.name, explore: explore.name)
            broken.insert(field.name)
        }
        return broken
    }

    /// Looks at where rows come from.
    /// - Returns: The views whose tables can be read.
    @discardableResult
    func checkTables() async throws(Prober.Stop) -> [JoinedView] {
        var usable: [JoinedView] = []
        for view in explore.views {
            var alone = view
            alone.join = nil
            let refusal = try await prober.refusal(
                of: [view.rowFieldName], on: explore.probe([alone]), in: model)
            guard let refusal else {
                usable.append(view)
                continue
            }
            let sql = view.source.sql
            report(.table, refusal, "the table of the view `\(view.view)`", sql: sql, at: sql.location)
        }
        return usable
    }

    /// Looks at joins, each after those that it needs.
    private func checkJoins(
        _ usable: [JoinedView], _ needs: inout ViewNeeds
    ) async throws(Prober.Stop) -> [JoinedView] {
        guard let base = usable.first(where: { $0.join == nil }) else { return [] }
        var joined = [base]
        var waiting = usable.filter { $0.join != nil }
        while true {
            let aliases = Set(joined.map(\.alias))
            let ready = waiting.filter { needs.views(of: $0).isSubset(of: aliases) }
            guard !ready.isEmpty else { break }
            waiting.removeAll { view in ready.contains { $0.alias == view.alias } }
            for view in ready {
                let refusal = try await prober.refusal(
                    of: [view.rowFieldName], on: explore.probe(joined + [view]), in: model)
                guard let refusal, let join = view.join else {
                    joined.append(view)
                    continue
                }
                let sql = join.on ?? join.rawClause ?? join.sqlWhere
                let templates = [join.on, join.rawClause, join.sqlWhere].compactMap(\.self)
                if try await reportBrokenFields(below: templates, among: usable, &needs) { continue }
                report(.join, refusal, "the join `\(view.alias)`", sql: sql, at: sql?.location ?? join.location)
            }
        }
        // In the explore's own order, as in queries.
        let aliases = Set(joined.map(\.alias))
        return explore.views.filter { aliases.contains($0.alias) }
    }

    /// Looks at the conditions that hold in every query.
    private func checkRules(
        _ base: JoinedView, _ views: [JoinedView], _ needs: inout ViewNeeds
    ) async throws(Prober.Stop) {
        let aliases = Set(views.map(\.alias))
        func check(_ what: String, _ sql: SQLTemplate?, _ change: (inout Explore) -> Void) async throws(Prober.Stop) {
            let refusal = try await prober.refusal(
                of: [base.rowFieldName], on: explore.probe(views, change), in: model)
            guard let refusal else { return }
            if let sql, try await reportBrokenFields(below: [sql], among: views, &needs) { return }
            report(.explore, refusal, "\(what) of the explore", sql: sql, at: sql?.location ?? explore.location)
        }
        if let sql = explore.sqlAlwaysWhere, needs.views(of: [sql]).isSubset(of: aliases) {
            try await check("`sql_always_where`", sql) { $0.sqlAlwaysWhere = sql }
        }
        if let sql = explore.sqlAlwaysHaving, needs.views(of: [sql]).isSubset(of: aliases) {
            try await check("`sql_always_having`", sql) { $0.sqlAlwaysHaving = sql }
        }
    }

    /// Looks for the mistake in the fields that some SQL stands on, each by itself in its own view.
    /// - Returns: Whether there is one, and it was reported.
    private func reportBrokenFields(
        below templates: [SQLTemplate], among views: [JoinedView], _ needs: inout ViewNeeds
    ) async throws(Prober.Stop) -> Bool {
        var isFound = false
        for name in explore.fieldsBelow(templates).sorted() {
            guard let field = explore.reference(name), field.category == .dimension,
                needs.views(of: field) == [field.view], var view = views.first(where: { $0.alias == field.view })
            else { continue }
            view.join = nil
            // Fields that queries can't name are still stood on.
            let probe = explore.probe([view]) { $0.fieldsByName[name] = field }
            guard let refusal = try await prober.refusal(of: [name], on: probe, in: model) else { continue }
            isFound = true
            report(.field, refusal, "`\(name)`", sql: nil, at: field.location)
        }
        return isFound
    }

    private func checkDimensions(_ fields: [Field], _ views: [JoinedView]) async throws(Prober.Stop) -> Broken {
        // With all joins, so that a column without its table is found to be ambiguous.
        let rows = views.map(\.rowFieldName)
        let probe = explore.probe(views)
        return try await check(fields, views) { fields async throws(Prober.Stop) in
            try await prober.refusal(of: rows + fields.map(\.name), on: probe, in: model)
        }
    }

    private func checkMeasures(_ fields: [Field], _ views: [JoinedView]) async throws(Prober.Stop) -> Broken {
        let rows = views.map(\.rowFieldName)
        let probe = explore.probe(views)
        return try await check(fields, views) { fields async throws(Prober.Stop) in
            let names = fields.map(\.name)
            let joined = try await prober.refusal(of: rows + names, on: probe, in: model)
            // Not every measure can be computed along all joins; what counts is that it can be by itself.
            guard case .compiler = joined else { return joined }
            return try await prober.refusal(of: names, on: probe, in: model)
        }
    }

    /// Looks at the SQL that filters bring along as soon as they have a value.
    private func checkFilters(
        _ fields: [Field], _ base: JoinedView, _ views: [JoinedView]
    ) async throws(Prober.Stop) -> Broken {
        let probe = explore.probe(views)
        return try await check(fields.filter { !$0.sqlTemplates.isEmpty }, views) { fields async throws(Prober.Stop) in
            let values = Dictionary(fields.map { ($0.name, $0.exampleFilter) }, uniquingKeysWith: { first, _ in first })
            return try await prober.refusal(of: [base.rowFieldName], where: values, on: probe, in: model)
        }
    }

    private func check(
        _ fields: [Field], _ views: [JoinedView],
        _ check: ([Field]) async throws(Prober.Stop) -> Prober.Refusal?
    ) async throws(Prober.Stop) -> Broken {
        let culprits = try await Culprits(in: fields.grouped(), check)
        for refusal in culprits.together {
            report(
                .explore, refusal, "fields of `\(fields.first?.view ?? "")` together, in the explore", sql: nil,
                at: explore.location)
        }
        return culprits.found
    }

    private typealias Broken = [(item: Field, failure: Prober.Refusal)]

    /// Reports fields but for those that others have broken.
    /// - Returns: The names of all of them.
    private func report(_ found: Broken, besides known: Set<String>) -> Set<String> {
        let names = Set(found.map(\.item.name))
        let broken = names.union(known)
        for (field, refusal) in found where explore.fieldsBelow(field).isDisjoint(with: broken) {
            if let key = explore.key(of: field), broken.contains(key) { continue }
            report(.field, refusal, "`\(field.name)`", sql: nil, at: field.location)
        }
        return names
    }

    private func report(
        _ part: Findings.Part, _ refusal: Prober.Refusal, _ subject: String, sql: SQLTemplate?,
        at location: SourceLocation
    ) {
        findings.add(
            part, refusal, subject, sql: sql, at: location, model: model.name, explore: isMadeUp ? nil : explore.name)
    }
}

extension [Field] {
    /// By the block that defines them: the members of a dimension group stand on the same SQL.
    fileprivate func grouped() -> [[Field]] {
        var places: [SourceLocation: Int] = [:]
        var groups: [[Field]] = []
        for field in self {
            if let place = places[field.location] {
                groups[place].append(field)
            } else {
                places[field.location] = groups.count
                groups.append([field])
            }
        }
        return groups
    }
}

extension Field {
    /// An expression that any filter of this type can read.
    fileprivate var exampleFilter: String {
        switch filterGrammar {
        case .date: "7 days"
        case .number: "1"
        case .boolean: "Yes"
        default: "x"
        }
    }
}
