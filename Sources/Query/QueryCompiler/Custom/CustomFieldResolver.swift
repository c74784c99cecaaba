internal import SemanticModel

/// Makes fields of what a query brings along: custom dimensions and measures, and its custom filter.
struct CustomFieldResolver {
    struct Result {
        /// With the custom fields among its own.
        var explore: Explore
        var dimensions: [String: CustomDimension] = [:]
        /// Names of custom measures.
        var measures: Set<String> = []
        /// Yesno fields that have to be yes.
        var filters: [Field] = []
        /// Table calculations that are not disabled.
        var calculations: [DynamicField] = []
    }

    /// More than these are a mistake, or somebody who wants to see the server work.
    static let most = 500

    let model: Model
    let reader: FilterReader
    private let original: Explore

    init(model: Model, explore: Explore, reader: FilterReader) {
        self.model = model
        self.reader = reader
        original = explore
    }

    func resolve(_ definitions: [DynamicField], filter: String?) throws(QueryError) -> Result {
        var draft = CustomFieldDraft(explore: original, model: model, reader: reader)
        guard definitions.count <= Self.most else {
            throw QueryError(.unsupported, "A query has at most \(Self.most) custom fields and calculations.")
        }
        var names: Set<String> = []
        for definition in definitions where !definition.isDisabled {
            let isName = definition.name.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
            guard isName, !definition.name.isEmpty else {
                throw QueryError(
                    .badExpression, "The name of a custom field can't be empty or hold control characters.",
                    field: definition.name)
            }
            guard names.insert(definition.name).inserted, original.field(definition.name) == nil else {
                throw QueryError(
                    .badExpression, "The name `\(definition.name)` of a custom field is taken.",
                    field: definition.name, suggestion: definition.name + "_2")
            }
            draft.waiting[definition.name] = definition
        }
        for definition in definitions where !definition.isDisabled {
            if case .tableCalculation = definition.kind {
                draft.result.calculations.append(definition)
            } else {
                try draft.add(definition.name)
            }
        }
        if let filter, filter.contains(where: { !$0.isWhitespace }) {
            let name = "custom_filter"
            draft.result.filters.append(
                try draft.addExpression(
                    filter, as: CustomFieldDraft.hidden(name), use: .customFilter, what: "The custom filter"))
        }
        return draft.result
    }
}
