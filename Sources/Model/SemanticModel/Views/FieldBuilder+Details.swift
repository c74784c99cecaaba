internal import LookML

/// A field that another one names outside of its SQL.
struct Mention: Sendable {
    enum Use: Sendable { case dimension, measure, parameter, anything, location }

    var use: Use
    /// The parameter in which it is named.
    var parameter: String
    /// With its view.
    var name: String
    var location: SourceLocation

    /// Whether a value is computed from the field.
    var isNeeded: Bool { use == .location || use == .measure }
}

extension FieldBuilder {
    /// What a name means in a field's parameters: a field of the own view first, then `view.field`.
    func qualified(_ name: String) -> String {
        !name.contains(".") || dottedNames.contains(name) ? "\(alias).\(name)" : name
    }

    /// The parameters that `addDetails` reads.
    private static let rareParameters: Set<String> = [
        "link", "action", "html", "can_filter", "allow_fill", "case_sensitive", "alpha_sort", "synonyms",
        "string_datatype", "skip_drill_filter", "order_by_field", "label_from_parameter", "required_fields",
        "map_layer_name", "suggestable", "full_suggestions", "bypass_suggest_restrictions", "suggest_persist_for",
        "suggest_explore", "suggest_dimension",
    ]

    /// Adds what most fields leave out.
    func addDetails(_ object: NamedObject, to field: inout ResolvedField, _ draft: Draft) {
        let isPlain = !object.items.contains { Self.rareParameters.contains($0.name) }
        // Most fields leave everything out.
        if isPlain, draft.details == nil, suggestsByDefault { return }
        var details = draft.details ?? FieldDetails()
        guard !isPlain else {
            details.suggestions.isSuggestable = suggestsByDefault
            field.field.details = details
            return
        }
        details.links = links(object)
        details.actions = object.blocks("action").compactMap { action($0.item, $0.block) }
        details.html = object.text("html")
        details.canFilter = object.flag("can_filter") ?? true
        details.allowFill = object.flag("allow_fill") ?? true
        details.caseSensitive = object.flag("case_sensitive")
        details.sortsAlphabetically = object.flag("alpha_sort") ?? false
        details.synonyms = (object.strings("synonyms") ?? []).map(\.value)
        details.stringDatatype = object.text("string_datatype")
        details.skipsDrillFilter = object.flag("skip_drill_filter") ?? false
        details.orderByField = mention(object, "order_by_field", .dimension, &field)
        details.labelFromParameter = mention(object, "label_from_parameter", .parameter, &field)
        for token in object.strings("required_fields") ?? [] {
            let name = qualified(token.value)
            details.requiredFields.append(name)
            field.mentions.append(
                Mention(use: .anything, parameter: "required_fields", name: name, location: token.location))
        }
        if let layer = object.token("map_layer_name") {
            details.mapLayer = layer.value
            let known = settings.mapLayers.map(\.name) + MapLayer.builtIn
            if !known.contains(layer.value), !layer.value.contains("{") {
                problems.report(
                    "unknown-map-layer", .warning, "There is no map layer `\(layer.value)`.", at: layer.location,
                    suggestion: Suggestion.nearest(to: layer.value, in: known))
            }
        }
        details.suggestions = suggestions(object, &field)
        field.field.details = details
    }

    private func mention(
        _ object: NamedObject, _ key: String, _ use: Mention.Use, _ field: inout ResolvedField
    ) -> String? {
        guard let token = object.token(key) else { return nil }
        let name = qualified(token.value)
        field.mentions.append(Mention(use: use, parameter: key, name: name, location: token.location))
        return name
    }

    private func suggestions(_ object: NamedObject, _ field: inout ResolvedField) -> SuggestionRules {
        var rules = SuggestionRules()
        rules.isSuggestable = object.flag("suggestable") ?? suggestsByDefault
        rules.isFull = object.flag("full_suggestions") ?? false
        rules.bypassesRestrictions = object.flag("bypass_suggest_restrictions") ?? false
        if let lifetime = object.text("suggest_persist_for").flatMap(DurationText.seconds) { rules.lifetime = lifetime }
        let explore = object.token("suggest_explore")
        rules.explore = explore?.value
        if let explore {
            // The dimension is one of that explore; `ExploreFields` fills it in.
            field.suggestion = ResolvedField.Suggestion(explore: explore, dimension: object.token("suggest_dimension"))
        } else {
            rules.dimension = mention(object, "suggest_dimension", .dimension, &field)
        }
        return rules
    }

    private func links(_ object: NamedObject) -> [FieldLink] {
        object.blocks("link").compactMap { item, block in
            guard let label = block.text("label"), let url = block.text("url") else {
                problems.report("missing-parameter", "A link needs `label` and `url`.", at: item.location)
                return nil
            }
            return FieldLink(label: label, url: url, iconURL: block.text("icon_url"))
        }
    }

    private func action(_ item: LookMLItem, _ block: LookMLBlock) -> FieldAction? {
        guard let label = block.text("label"), let url = block.text("url") else {
            problems.report("missing-parameter", "An action needs `label` and `url`.", at: item.location)
            return nil
        }
        func pairs(_ block: LookMLBlock, _ key: String, _ name: String, _ value: String) -> [FieldAction.Parameter] {
            block.blocks(key).compactMap { item, block in
                guard let first = block.text(name) else {
                    problems.report("missing-parameter", "`\(key)` needs `\(name)`.", at: item.location)
                    return nil
                }
                return FieldAction.Parameter(name: first, value: block.text(value) ?? first)
            }
        }
        return FieldAction(
            label: label, url: url, iconURL: block.text("icon_url"), formURL: block.text("form_url"),
            parameters: pairs(block, "param", "name", "value"),
            formParameters: block.blocks("form_param").compactMap { item, form in
                guard let name = form.text("name") else {
                    problems.report("missing-parameter", "`form_param` needs `name`.", at: item.location)
                    return nil
                }
                return FieldAction.FormParameter(
                    name: name, type: form.text("type") ?? "string", label: form.text("label"),
                    description: form.text("description"), defaultValue: form.text("default"),
                    isRequired: form.flag("required") ?? false, options: pairs(form, "option", "name", "label"))
            },
            userAttributes: pairs(block, "user_attribute_param", "user_attribute", "name"))
    }
}
