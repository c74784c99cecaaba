internal import LookML

/// Goes through one model and notes every use.
struct UsageCollector {
    let model: Model
    private(set) var uses: [Use.Target: Set<Use>] = [:]
    /// For each explore the views behind its aliases.
    private let views: [String: [String: String]]

    init(model: Model) {
        self.model = model
        views = Dictionary(
            model.explores.map { explore in
                (
                    explore.name,
                    Dictionary(explore.views.map { ($0.alias, $0.view) }, uniquingKeysWith: { first, _ in first })
                )
            }, uniquingKeysWith: { first, _ in first })
    }

    mutating func collect() {
        for explore in model.explores {
            for field in explore.fields { collect(field, in: explore) }
            for field in explore.supportingFields.values { collect(field, in: explore) }
            collectJoins(explore)
            collectRules(explore)
            collectQueries(explore)
        }
        for (view, table) in model.derivedTables { collect(table, of: view) }
        for test in model.tests {
            let user = Subject(user: .test, name: test.name, location: test.location)
            collect(test.source, by: user)
        }
    }

    /// What uses something, and where.
    struct Subject {
        var user: Use.User
        var name: String
        var location: SourceLocation
    }

    mutating func note(
        _ target: Use.Target, by subject: Subject, in parameter: String, at location: SourceLocation? = nil
    ) {
        uses[target, default: []].insert(
            Use(
                user: subject.user, name: subject.name, parameter: parameter, model: model.name,
                location: location ?? subject.location))
    }

    /// A field by its full name in an explore.
    func target(_ name: String, in explore: String) -> Use.Target {
        let alias = String(name.prefix { $0 != "." })
        return .field(view: views[explore]?[alias] ?? alias, name: String(name.dropFirst(alias.count + 1)))
    }

    private mutating func note(
        _ names: [String], in explore: Explore, by subject: Subject, _ parameter: String,
        at location: SourceLocation? = nil
    ) {
        for name in names { note(target(name, in: explore.name), by: subject, in: parameter, at: location) }
    }

    /// References and Liquid in SQL.
    private mutating func note(
        _ sql: SQLTemplate?, in explore: Explore, by subject: Subject, _ parameter: String
    ) {
        guard let sql else { return }
        note(sql.fieldNames, in: explore, by: subject, parameter, at: sql.location)
        for view in sql.tableNames { note(.view(view), by: subject, in: parameter, at: sql.location) }
        noteLiquid(sql.parts, in: explore, by: subject, parameter, home: sql.view, at: sql.location)
    }

    /// - Parameter home: The view to which names without one belong.
    private mutating func noteLiquid(
        _ parts: [SQLTemplate.Part], in explore: Explore, by subject: Subject, _ parameter: String, home: String?,
        at location: SourceLocation
    ) {
        // References split a template in pieces that are no Liquid by themselves.
        let text = parts.reduce(into: "") { text, part in
            if case .text(let piece) = part { text += piece } else { text += "x" }
        }
        guard LiquidTemplate.isIn(text), let template = try? LiquidTemplate.parse(text) else { return }
        for reference in template.references {
            guard let name = Self.field(reference) else { continue }
            let full = name.contains(".") ? name : home.map { "\($0).\(name)" }
            guard let full, explore.reference(full) != nil else { continue }
            note([full], in: explore, by: subject, parameter, at: location)
        }
    }

    /// The field that Liquid reads.
    private static func field(_ reference: LiquidReference) -> String? {
        switch reference.kind {
        case .filter, .parameter, .condition, .dateBound, .property, .row, .variable:
            reference.name.isEmpty ? nil : reference.name
        case .userAttribute, .incrementCondition, .accessFilter, .localization, .builtIn: nil
        }
    }
}

extension UsageCollector {
    private mutating func collect(_ field: Field, in explore: Explore) {
        guard case .field(let view, let name) = target(field.name, in: explore.name) else { return }
        let user = Use.User(rawValue: field.category.rawValue) ?? .dimension
        let subject = Subject(
            user: user, name: "\(view).\(Self.written(field) ?? name)", location: field.location)
        for sql in field.sqlTemplates { note(sql, in: explore, by: subject, "sql") }
        if case .measure(let measure) = field.kind {
            note(measure.filters.map(\.field), in: explore, by: subject, "filters")
            if case .periodOverPeriod(let period) = measure.calculation {
                note([period.measure], in: explore, by: subject, "based_on")
                note([period.time], in: explore, by: subject, "based_on_time")
            }
        }
        note(field.drillFields, in: explore, by: subject, "drill_fields")
        collect(field.details, of: field, in: explore, by: subject)
    }

    /// The name of the group for one of its members: that is what stands in the text.
    private static func written(_ field: Field) -> String? {
        field.dimensionGroup.map { String($0.drop { $0 != "." }.dropFirst()) }
    }

    private mutating func collect(
        _ details: FieldDetails, of field: Field, in explore: Explore, by subject: Subject
    ) {
        if let name = details.orderByField { note([name], in: explore, by: subject, "order_by_field") }
        note(details.requiredFields, in: explore, by: subject, "required_fields")
        if let name = details.labelFromParameter { note([name], in: explore, by: subject, "label_from_parameter") }
        if let dimension = details.suggestions.dimension {
            note(
                target(dimension, in: details.suggestions.explore ?? explore.name), by: subject, in: "suggest_dimension"
            )
        }
        if let other = details.suggestions.explore { note(.explore(other), by: subject, in: "suggest_explore") }
        switch details.geography {
        case .distance(let from, let to, _):
            note([from], in: explore, by: subject, "start_location_field")
            note([to], in: explore, by: subject, "end_location_field")
        case .location(let latitude, let longitude):
            note(latitude, in: explore, by: subject, "sql_latitude")
            note(longitude, in: explore, by: subject, "sql_longitude")
        case nil: break
        }
        var texts = [("html", details.html), ("label", field.labelShort), ("description", field.description)]
        for link in details.links { texts += [("link", link.url), ("link", link.label)] }
        for action in details.actions { texts += action.texts.map { ("action", $0) } }
        for case (let parameter, let text?) in texts where LiquidTemplate.isIn(text) {
            noteLiquid(
                [.text(text)], in: explore, by: subject, parameter, home: field.view, at: field.location)
        }
    }

    private mutating func collectJoins(_ explore: Explore) {
        let subject = Subject(user: .explore, name: explore.name, location: explore.location)
        for view in explore.views {
            guard let join = view.join else {
                note(.view(view.view), by: subject, in: view.view == explore.name ? "explore" : "from")
                continue
            }
            let joined = Subject(user: .join, name: "\(explore.name).\(view.alias)", location: join.location)
            note(.view(view.view), by: joined, in: view.view == view.alias ? "join" : "from")
            note(join.on, in: explore, by: joined, "sql_on")
            note(join.rawClause, in: explore, by: joined, "sql")
            note(join.sqlWhere, in: explore, by: joined, "sql_where")
        }
    }

    private mutating func collectRules(_ explore: Explore) {
        let subject = Subject(user: .explore, name: explore.name, location: explore.location)
        note(explore.sqlAlwaysWhere, in: explore, by: subject, "sql_always_where")
        note(explore.sqlAlwaysHaving, in: explore, by: subject, "sql_always_having")
        note(explore.sqlPreamble, in: explore, by: subject, "sql_preamble")
        note(explore.alwaysFilters.map(\.field), in: explore, by: subject, "always_filter")
        note(explore.accessFilters.map(\.field), in: explore, by: subject, "access_filter")
        if let conditional = explore.conditionalFilter {
            note(
                conditional.filters.map(\.field) + conditional.unless, in: explore, by: subject,
                "conditionally_filter")
        }
        note(explore.cancelGroupingFields, in: explore, by: subject, "cancel_grouping_fields")
    }

    private mutating func collectQueries(_ explore: Explore) {
        for query in explore.quickStarts {
            let subject = Subject(user: .quickStart, name: "\(explore.name).\(query.name)", location: query.location)
            collect(query, in: explore, by: subject)
        }
        for table in explore.aggregateTables {
            let subject = Subject(
                user: .aggregateTable, name: "\(explore.name).\(table.name)", location: table.location)
            collect(table.query, in: explore, by: subject)
        }
    }

    private mutating func collect(_ query: ExploreQueryText, in explore: Explore, by subject: Subject) {
        note(query.dimensions, in: explore, by: subject, "dimensions")
        note(query.measures, in: explore, by: subject, "measures")
        note(query.pivots, in: explore, by: subject, "pivots")
        note(query.filters.map(\.field), in: explore, by: subject, "filters")
        note(query.sorts.map(Self.fieldOfSort), in: explore, by: subject, "sorts")
    }

    private mutating func collect(_ table: DerivedTable, of view: String) {
        let subject = Subject(user: .derivedTable, name: view, location: table.location)
        switch table.form {
        case .explore(let source): collect(source, by: subject)
        case .sql(let sql):
            for other in sql.tableNames { note(.view(other), by: subject, in: "sql", at: sql.location) }
            // Liquid in a table names fields of the explores that use it: `{% condition orders.created %}`.
            for explore in model.explores where explore.views.contains(where: { $0.view == view }) {
                noteLiquid(sql.parts, in: explore, by: subject, "sql", home: view, at: sql.location)
            }
        }
    }

    private mutating func collect(_ source: ExploreSource, by subject: Subject) {
        note(.explore(source.explore), by: subject, in: "explore_source", at: source.location)
        func noteAll(_ names: [String], _ parameter: String) {
            for name in names {
                self.note(target(name, in: source.explore), by: subject, in: parameter, at: source.location)
            }
        }
        noteAll(source.columns.map(\.field), "column")
        noteAll(source.filters.map(\.field), "filters")
        noteAll(source.bindings.map(\.to), "bind_filters")
        noteAll(source.sorts.map(Self.fieldOfSort), "sorts")
        for explore in model.explores where explore.views.contains(where: { $0.view == subject.name }) {
            for name in source.bindings.map(\.from) where explore.reference(name) != nil {
                self.note(
                    target(name, in: explore.name), by: subject, in: "bind_filters", at: source.location)
            }
        }
    }

    private static func fieldOfSort(_ sort: String) -> String { String(sort.prefix { $0 != " " }) }
}
