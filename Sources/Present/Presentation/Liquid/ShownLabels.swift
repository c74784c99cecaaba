package import QueryCompiler
package import SemanticModel

/// Labels and descriptions as a query shows them: their Liquid run, and `label_from_parameter` followed.
package enum ShownLabels {
    /// The query with the labels that its fields have in its result.
    package static func applied(to query: CompiledQuery, _ facts: QueryFacts) -> CompiledQuery {
        var shown = query
        shown.fields = query.fields.map { applied(to: $0, facts) }
        shown.pivots = query.pivots.map { applied(to: $0, facts) }
        for index in shown.subtotals.indices {
            shown.subtotals[index].dimensions = query.subtotals[index].dimensions.map { applied(to: $0, facts) }
        }
        return shown
    }

    /// - Returns: The field with every text that has Liquid in it evaluated; one that can't be evaluated stays as written.
    package static func applied(to field: Field, _ facts: QueryFacts) -> Field {
        var shown = field
        func text(_ text: String) -> String {
            guard LiquidTemplate.isIn(text) else { return text }
            return LiquidTemplate.shown(text, facts: facts, field: field).map(trimmed) ?? text
        }
        shown.viewLabel = text(field.viewLabel)
        shown.labelShort = text(field.labelShort)
        shown.label = text(field.label)
        shown.fieldGroupLabel = field.fieldGroupLabel.map(text)
        shown.fieldGroupVariant = field.fieldGroupVariant.map(text)
        shown.description = field.description.map(text)
        if !facts.selected.isEmpty, let name = field.details.labelFromParameter,
            let parameter = facts.explore.reference(name)
        {
            let label = text(parameter.parameterLabel(chosen: facts.filters[parameter.name]))
            if !label.isEmpty {
                shown.labelShort = label
                shown.label = shown.viewLabel.isEmpty ? label : shown.viewLabel + " " + label
            }
        }
        return shown
    }

    private static func trimmed(_ text: String) -> String {
        let front = text.drop(while: \.isWhitespace)
        return String(front.reversed().drop(while: \.isWhitespace).reversed())
    }
}
