import Presentation
import QueryCompiler
import SemanticModel

/// A dimension whose values may be searched, and where they come from.
struct ValueSource: Sendable {
    enum Origin: Sendable {
        case fixed([String])
        case query(ExploreQuery)
    }

    var field: ValueField
    var origin: Origin

    /// The values of the dimension, if everybody who knows it may know them all.
    ///
    /// - Parameters:
    ///   - project: As somebody knows it who has no attribute at all.
    ///   - limit: Values at most.
    init?(_ field: ValueField, in project: Project, limit: Int) {
        guard let model = project.model(field.model), let explore = model.explore(field.explore),
            let dimension = explore.field(field.field), dimension.category == .dimension,
            dimension.filterGrammar == .string
        else { return nil }
        self.field = field
        switch FieldSuggestions.of(dimension, in: explore, of: model, term: "") {
        case .none: return nil
        case .fixed(let values): origin = .fixed(values)
        case .query(var query):
            guard let source = model.explore(query.explore), source.showsEverybodyTheSame(in: model) else { return nil }
            query.limit = limit
            origin = .query(query)
        }
    }
}

extension Explore {
    /// Whether every user sees the same rows: no row-level rule, and no SQL that asks who they are. It reads the text of all
    /// that a query on the explore may be made of, whether a query uses it or not, so it errs towards no.
    func showsEverybodyTheSame(in model: Model) -> Bool {
        var reading = RuleReading(model: model)
        return reading.isOpen(self)
    }
}

/// Walks from an explore to everything that its SQL may stand on.
private struct RuleReading {
    let model: Model
    private var explores: Set<String> = []
    private var tables: Set<String> = []

    init(model: Model) { self.model = model }

    mutating func isOpen(_ explore: Explore) -> Bool {
        guard explores.insert(explore.name).inserted else { return true }
        guard explore.accessFilters.isEmpty else { return false }
        let texts =
            explore.alwaysFilters.map(\.expression) + (explore.conditionalFilter?.filters ?? []).map(\.expression)
        guard texts.allSatisfy({ isOpen($0) }) else { return false }
        var templates = [explore.sqlAlwaysWhere, explore.sqlAlwaysHaving, explore.sqlPreamble].compactMap(\.self)
        for view in explore.views {
            switch view.source {
            case .table(let sql), .derivedSQL(let sql): templates.append(sql)
            }
            templates += [view.join?.on, view.join?.rawClause, view.join?.sqlWhere].compactMap(\.self)
        }
        for field in explore.fields + Array(explore.supportingFields.values) { templates += field.sqlTemplates }
        return templates.allSatisfy { isOpen($0) }
    }

    private mutating func isOpen(_ template: SQLTemplate) -> Bool {
        guard isOpen(template.text) else { return false }
        return template.tableNames.allSatisfy { isOpen(table: $0) }
    }

    private mutating func isOpen(table view: String) -> Bool {
        guard tables.insert(view).inserted, let table = model.derivedTables[view] else { return true }
        switch table.form {
        case .sql(let sql): return isOpen(sql)
        case .explore(let source):
            let texts = source.filters.map(\.expression) + [source.customFilter ?? ""]
            guard texts.allSatisfy({ isOpen($0) }), let inner = model.explore(source.explore) else { return false }
            return isOpen(inner)
        }
    }

    private func isOpen(_ text: String) -> Bool {
        !text.contains("_user_attributes") && !text.contains("_access_filters")
    }
}
