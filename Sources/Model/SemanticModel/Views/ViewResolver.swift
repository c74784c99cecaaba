internal import LookML

/// Turns a view's merged text into its fields.
struct ViewResolver {
    let settings: ViewSettings
    private let problems = ProblemList()

    init(settings: ViewSettings) { self.settings = settings }

    /// - Parameters:
    ///   - view: With all that it inherits.
    ///   - alias: What its fields are called in the explore: usually its own name.
    ///   - tableName: The table that an explore or a join puts in its place.
    static func resolve(
        _ view: NamedObject, alias: String, tableName: LookMLToken? = nil, settings: ViewSettings
    ) -> ResolvedView {
        let resolver = ViewResolver(settings: settings)
        var resolved = resolver.withoutFields(view, alias: alias, tableName: tableName)
        guard let survey = FieldSurvey(view, as: resolved, settings: settings) else {
            return resolver.withFields(resolved, of: view, tableName: tableName)
        }
        resolved.problems = resolver.problems.all
        resolved.defer(survey) { resolveAtOnce(view, alias: alias, tableName: tableName, settings: settings) }
        return resolved
    }

    /// The same with its fields built, whatever is known of them.
    static func resolveAtOnce(
        _ view: NamedObject, alias: String, tableName: LookMLToken? = nil, settings: ViewSettings
    ) -> ResolvedView {
        let resolver = ViewResolver(settings: settings)
        let resolved = resolver.withoutFields(view, alias: alias, tableName: tableName)
        return resolver.withFields(resolved, of: view, tableName: tableName)
    }

    private func withoutFields(_ view: NamedObject, alias: String, tableName: LookMLToken?) -> ResolvedView {
        // A second name sets two copies of one view apart, so it beats the label that both have.
        let ownLabel = alias == view.name ? view.text("view_label") ?? view.text("label") : nil
        var resolved = ResolvedView(
            name: view.name, alias: alias, label: ownLabel ?? Labels.humanised(alias),
            source: .table(SQLTemplate(parts: [.text(view.name)], view: nil, location: view.location)),
            location: view.location)
        resolved.grants = settings.grants(of: view, problems: problems)
        setSource(of: &resolved, view, tableName: tableName)
        for (item, block) in view.blocks("set") {
            guard let name = block.name else { continue }
            if resolved.sets[name.value] != nil { reportDuplicate("set", name.value, in: view, at: item.location) }
            resolved.sets[name.value] = resolved.sets[name.value] ?? block.strings("fields") ?? []
        }
        return resolved
    }

    private func withFields(
        _ view: ResolvedView, of object: NamedObject, tableName: LookMLToken?
    ) -> ResolvedView {
        var resolved = view
        let builder = FieldBuilder(
            view: object, alias: view.alias, viewLabel: view.label, settings: settings, problems: problems)
        addFields(of: object, to: &resolved, builder)
        finish(&resolved)
        checkOwnReferences(resolved)
        // Sets belong to the view, whatever table stands in its place.
        if tableName == nil { resolved.viewsInSets = checkSets(of: resolved) }
        resolved.problems = problems.all
        return resolved
    }

    /// Where a view's rows come from; `nil` for a derived table that can't be queried. Reports nothing.
    static func source(of view: NamedObject, settings: ViewSettings) -> ViewSource? {
        var resolved = ResolvedView(
            name: view.name, alias: view.name, label: "",
            source: .table(SQLTemplate(parts: [.text(view.name)], view: nil, location: view.location)),
            location: view.location)
        ViewResolver(settings: settings).setSource(of: &resolved, view, tableName: nil)
        // A table that the compiler makes is no source by itself.
        if case .table(let sql) = resolved.source, sql.parts == [.tableName(view.name)] { return nil }
        return resolved.isUsable ? resolved.source : nil
    }

    private func setSource(of resolved: inout ResolvedView, _ view: NamedObject, tableName: LookMLToken?) {
        let cutter = TemplateCutter(view: nil, isInView: false, problems: problems)
        if let table = tableName ?? view.token("sql_table_name") {
            let cut = cutter.cut(table)
            resolved.source = .table(cut.sql)
            resolved.sourceReferences = cut.references
        } else if let derived = view.blocks("derived_table").last {
            guard let sql = derived.block.token("sql") else {
                if derived.block.item("explore_source") != nil {
                    // The compiler makes the table; see `Model.derivedTables`.
                    resolved.source = .table(
                        SQLTemplate(parts: [.tableName(view.name)], view: nil, location: derived.item.location))
                    return
                }
                resolved.isUsable = false
                if derived.block.item("sql_create") == nil, derived.block.item("create_process") == nil {
                    problems.report(
                        "missing-parameter", "The derived table of `\(view.name)` has no `sql`.",
                        at: derived.item.location)
                }
                return
            }
            let cut = cutter.cut(sql)
            resolved.source = .derivedSQL(cut.sql)
            resolved.sourceReferences = cut.references
        }
    }

    private func addFields(of view: NamedObject, to resolved: inout ResolvedView, _ builder: FieldBuilder) {
        let written = Set(view.items.lazy.filter { $0.name == "dimension" }.compactMap(\.blockName))
        let others = Set(view.items.lazy.filter { $0.name == "measure" }.compactMap(\.blockName))
        resolved.fields.reserveCapacity(view.items.count)
        for item in view.items {
            guard let object = NamedObject(item) else {
                reportNameless(item)
                continue
            }
            let isGroup = item.name == "dimension_group"
            guard let built = builder.build(object, as: item.name) else { continue }
            if built.isEmpty { resolved.leftOut.insert(object.name) }
            if Labels.hasCapitals(object.name) {
                problems.report(
                    "name-style", .warning, "`\(object.name)` has capitals; names are compared with their case.",
                    at: object.location, suggestion: object.name.lowercased())
            }
            for field in built {
                let name = field.field.shortName
                // A dimension of the name that a group would give takes the generated one's place.
                if isGroup, written.contains(name) { continue }
                if field.isGenerated, written.contains(name) || others.contains(name) { continue }
                guard resolved.places[name] == nil else {
                    reportDuplicate("field", name, in: view, at: object.location)
                    continue
                }
                if !field.field.requiredGrants.isEmpty { resolved.hasGuardedFields = true }
                resolved.places[name] = resolved.fields.count
                resolved.fields.append(field)
            }
        }
    }

    private func reportNameless(_ item: LookMLItem) {
        guard case .block(let block) = item.value, block.name == nil,
            FieldBuilder.kinds.contains(item.key.value) || item.key.value == "set"
        else { return }
        problems.report("missing-name", "This \(item.key.value) has no name.", at: item.location)
    }

    private func reportDuplicate(_ kind: String, _ name: String, in view: NamedObject, at location: SourceLocation) {
        problems.report(
            "duplicate-name", "The view `\(view.name)` has a \(kind) `\(name)` already.", at: location,
            suggestion: "Rename one of them.")
    }

    /// What can only be said when all fields are known: the key, and the full names of filters.
    private func finish(_ resolved: inout ResolvedView) {
        // By place: a copy of a field counts thirty references.
        for index in resolved.fields.indices where resolved.fields[index].field.primaryKey {
            let field = resolved.fields[index]
            if let first = resolved.primaryKey {
                problems.report(
                    "duplicate-primary-key",
                    "`\(resolved.name)` has the primary key `\(first)` already.", at: field.field.location,
                    suggestion: "A key of several columns is one dimension that concatenates them.")
            } else {
                resolved.primaryKey = field.field.shortName
            }
        }
        for index in resolved.fields.indices {
            for filter in resolved.fields[index].filters.indices {
                let name = resolved.fields[index].filters[filter].text.field
                let isOwn = resolved.places[name] != nil || !name.contains(".")
                if isOwn { resolved.fields[index].filters[filter].text.field = "\(resolved.alias).\(name)" }
            }
            guard resolved.fields[index].field.category == .measure,
                case .measure(var measure) = resolved.fields[index].field.kind
            else { continue }
            measure.filters = resolved.fields[index].filters.map(\.text)
            if measure.distinctKey == nil, measure.isDistinctByKey { setDistinctKey(&measure, index, resolved) }
            resolved.fields[index].field.kind = .measure(measure)
        }
    }

    private func setDistinctKey(_ measure: inout Measure, _ index: Int, _ resolved: ResolvedView) {
        let field = resolved.fields[index].field
        guard let key = resolved.primaryKey else {
            return problems.report(
                "missing-primary-key",
                "`\(field.shortName)` counts each key once, and `\(resolved.name)` has no primary key.",
                at: field.location, suggestion: "Add `sql_distinct_key`, or `primary_key: yes` to a dimension.")
        }
        measure.distinctKey = SQLTemplate(
            parts: [.field("\(resolved.alias).\(key)")], view: resolved.alias, location: field.location)
    }

    /// References to fields of the view itself can be told to be wrong without any explore.
    private func checkOwnReferences(_ view: ResolvedView) {
        for index in view.fields.indices {
            for reference in view.fields[index].references {
                guard let name = view.ownName(reference), view.places[name] == nil else { continue }
                problems.reportUnknownField(name, in: view, at: reference.location, isCertain: reference.isCertain)
            }
            for mention in view.fields[index].mentions where mention.use != .measure {
                guard let name = view.ownName(mention.name), view.places[name] == nil else { continue }
                problems.reportUnknownField(name, in: view, at: mention.location, isCertain: mention.isNeeded)
            }
        }
    }

    /// Reports what the view's sets name wrongly, as far as it can tell.
    ///
    /// - Returns: The other views that they name.
    private func checkSets(of view: ResolvedView) -> [LookMLToken] {
        var others: [LookMLToken] = []
        let list = FieldList(home: view, views: [:], everything: { view.fields.map(\.field.name) }) { token, meaning in
            if case .view(let name) = meaning { others.append(token.withValue(name)) }
            problems.report(meaning, at: token)
        }
        for tokens in view.sets.values { _ = list.names(tokens) }
        return others
    }
}

extension ProblemList {
    func reportUnknownField(
        _ name: String, in view: ResolvedView, at location: SourceLocation, isCertain: Bool
    ) {
        guard !view.leftOut.contains(name) else {
            return report(
                "unknown-field", isCertain ? .error : .warning,
                "The field `\(name)` of `\(view.name)` could not be used; see its own report.", at: location)
        }
        report(
            "unknown-field", isCertain ? .error : .warning, "The view `\(view.name)` has no field `\(name)`.",
            at: location, suggestion: Suggestion.nearest(to: name, in: view.places.keys))
    }

    /// A warning for an element of a field list that means nothing. What it says of other views is left to whoever knows
    /// which there are.
    func report(_ meaning: FieldList.Meaning, at token: LookMLToken) {
        switch meaning {
        case .field(let name, let view):
            reportUnknownField(name, in: view, at: token.location, isCertain: false)
        case .set(let name, let view):
            report(
                "unknown-set", .warning, "The view `\(view.name)` has no set `\(name)`.", at: token.location,
                suggestion: Suggestion.nearest(to: name, in: view.sets.keys).map { $0 + "*" })
        case .view: break
        case .circularSet(let name):
            report("circular-reference", "The set `\(name)` contains itself.", at: token.location)
        }
    }
}

extension Measure {
    /// `sum_distinct` and its like.
    var isDistinctByKey: Bool {
        guard case .aggregate(let aggregate, _) = form else { return false }
        switch aggregate {
        case .sumDistinct, .averageDistinct, .medianDistinct, .percentileDistinct: return true
        default: return false
        }
    }
}
