import QueryCompiler
import Presentation
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
    /// that a query on the explore may be made of, of every derived table of the model too, so it errs towards no.
    func showsEverybodyTheSame(in model: Model, visited: Set<String> = []) -> Bool {
        guard !visited.contains(name) else { return true }
        guard accessFilters.isEmpty else { return false }
        var texts = alwaysFilters.map(\.expression) + (conditionalFilter?.filters ?? []).map(\.expression)
        var templates = [sqlAlwaysWhere, sqlAlwaysHaving, sqlPreamble].compactMap(\.self)
        for view in views {
            switch view.source {
            case .table(let sql), .derivedSQL(let sql): templates.append(sql)
            }
            templates += [view.join?.on, view.join?.rawClause, view.join?.sqlWhere].compactMap(\.self)
        }
        for field in fields + Array(supportingFields.values) { templates += field.sqlTemplates }
        for table in model.derivedTables.values {
            switch table.form {
            case .sql(let sql): templates.append(sql)
            case .explore(let source):
                texts += source.filters.map(\.expression) + [source.customFilter ?? ""]
                guard let inner = model.explore(source.explore) else { return false }
                guard inner.showsEverybodyTheSame(in: model, visited: visited.union([name])) else { return false }
            }
        }
        texts += templates.map(\.text)
        return !texts.contains { $0.contains("_user_attributes") || $0.contains("_access_filters") }
    }
}
