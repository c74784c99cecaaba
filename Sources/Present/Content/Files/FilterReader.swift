import JSON
import LookML
import SemanticModel

/// Reads one entry of a dashboard's `filters`.
struct FilterReader {
    let defaultModel: String?
    let problems: Problems

    /// - Returns: The filter, and the field it names for checking against the model.
    func read(_ node: ContentNode) -> (filter: FilterDefinition, mentions: QueryMentions?)? {
        guard let members = node.members else {
            problems.report("wrong-type", "A filter has to be a mapping.", at: node.location)
            return nil
        }
        var reader = MemberReader(members, at: node.location, problems: problems)
        guard let name = reader.requiredText("name", of: "A filter") else { return nil }
        var filter = FilterDefinition(
            name: name, title: reader.text("title") ?? name, type: type(&reader) ?? .field)
        let defaultLocation = reader.location(of: "default_value")
        filter.defaultValue = defaultValue(&reader)
        let model = reader.take("model")
        let explore = reader.take("explore")
        let field = reader.take("field") ?? reader.take("dimension")
        filter.model = model?.text ?? (explore == nil ? nil : defaultModel)
        filter.explore = explore?.text
        filter.field = field?.text
        filter.listensToFilters = reader.texts("listens_to_filters")
        filter.allowMultipleValues = reader.bool("allow_multiple_values") ?? false
        filter.required = reader.bool("required") ?? false
        filter.uiConfig = reader.object("ui_config") ?? JSONObject()
        filter.extra = reader.rest
        reader.reportMisspelt(of: "The filter \"\(name.prefix(80))\"", known: Self.keys)
        if let grammar = Self.grammar(of: filter.type), let value = filter.defaultValue {
            FilterCheck.check(
                value, in: grammar, of: "the filter \"\(name.prefix(80))\"", at: defaultLocation, problems: problems)
        }
        guard filter.type == .field, let modelName = filter.model, let exploreName = filter.explore else {
            if filter.type == .field {
                problems.report(
                    "missing-key", "The filter \"\(name.prefix(80))\" needs `model`, `explore` and `field`.",
                    at: node.location)
            }
            return (filter, nil)
        }
        guard let field, let fieldName = field.text else {
            problems.report("missing-key", "The filter \"\(name.prefix(80))\" needs `field`.", at: node.location)
            return (filter, nil)
        }
        var mentions = QueryMentions(
            model: modelName, modelLocation: model?.location ?? node.location, explore: exploreName,
            exploreLocation: explore?.location ?? node.location)
        mentions.add([(fieldName, field.location)], in: "filters")
        if let value = filter.defaultValue { mentions.filters.append((fieldName, value, defaultLocation)) }
        return (filter, mentions)
    }

    private static let keys: Set<String> = [
        "name", "title", "type", "default_value", "default", "model", "explore", "field", "dimension",
        "listens_to_filters", "allow_multiple_values", "required", "ui_config",
    ]

    /// The language of a filter that has no field to give it.
    private static func grammar(of kind: FilterDefinition.Kind) -> FilterGrammar? {
        switch kind {
        case .field: nil
        case .date: .date
        case .string: .string
        case .number: .number
        }
    }

    private func type(_ reader: inout MemberReader) -> FilterDefinition.Kind? {
        guard let node = reader.take("type") else { return nil }
        if let kind = node.text.flatMap(FilterDefinition.Kind.init(rawValue:)) { return kind }
        let known = FilterDefinition.Kind.allCases.map(\.rawValue)
        problems.report(
            "wrong-type", "A filter's `type` has to be one of \(known.joined(separator: ", ")).", at: node.location,
            suggestion: node.text.flatMap { problems.suggestion(for: $0, among: known) })
        return nil
    }

    /// A filter expression; a list of values means any of them.
    private func defaultValue(_ reader: inout MemberReader) -> String? {
        guard let node = reader.take("default_value") ?? reader.take("default") else { return nil }
        if let text = node.text { return text }
        let values = node.elements?.compactMap(\.text)
        guard let values, values.count == node.elements?.count else {
            return reader.wrongType("default_value", "a filter expression", node)
        }
        return values.joined(separator: ",")
    }
}
