internal import SemanticModel

/// Reads the filter expressions of a query and of its model.
struct FilterReader {
    let clocks: QueryClocks
    let context: QueryContext
    let model: String
    let explore: String

    /// A filter of a query. Liquid in it means something only where it asks who the user is: everything else is text that
    /// somebody looks for.
    func read(given expression: String, on field: Field) throws(QueryError) -> ResolvedFilter? {
        expression.contains("_user_attributes") ? try read(expression, on: field) : try parsed(expression, on: field)
    }

    /// A filter of the model.
    /// - Returns: `nil` for an expression that lets everything through.
    func read(_ expression: String, on field: Field) throws(QueryError) -> ResolvedFilter? {
        try parsed(try rendered(expression, on: field), on: field)
    }

    /// The same for text in which Liquid means nothing.
    func parsed(_ text: String, on field: Field) throws(QueryError) -> ResolvedFilter? {
        let filter: FieldFilter
        do {
            filter = try FilterParser.parse(text, for: field.filterGrammar, clock: clocks.clock(for: field))
        } catch {
            throw QueryError(
                .badFilter, "The filter `\(text)` on `\(field.name)` can't be read: \(error.message)",
                field: field.name)
        }
        return filter == .any ? nil : ResolvedFilter(field: field, expression: text, filter: filter)
    }

    /// The expression once its Liquid has run: `{{ _user_attributes['region'] }}`.
    private func rendered(_ expression: String, on field: Field) throws(QueryError) -> String {
        guard LiquidTemplate.isIn(expression) else { return expression }
        do {
            return try LiquidTemplate.parse(expression).render(
                FilterLiquidContext(
                    grammar: field.filterGrammar, attributes: context.userAttributes, model: model, explore: explore,
                    now: clocks.query.now))
        } catch {
            throw QueryError(
                .badLiquid, "The Liquid in the filter on `\(field.name)` can't be evaluated: \(error.message)",
                field: field.name, suggestion: error.suggestion)
        }
    }
}

/// What Liquid in a filter can ask for: who asks, and where.
private struct FilterLiquidContext: LiquidContext {
    let grammar: FilterGrammar
    let attributes: [String: String]
    let model: String
    let explore: String
    let now: Int64

    var escaper: LiquidFilterEscaper { LiquidFilterEscaper(grammar) }

    func value(at path: [String]) throws(LiquidRefusal) -> LiquidValue? {
        switch (path.first, path.count) {
        case ("_user_attributes", 2): attributes[path[1]].map { .user($0) }
        case ("_model", 2) where path[1] == "_name": .author(model)
        case ("_explore", 2) where path[1] == "_name": .author(explore)
        default: nil
        }
    }
}
