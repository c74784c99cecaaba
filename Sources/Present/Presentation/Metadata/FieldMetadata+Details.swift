internal import JSON
package import SemanticModel

/// Where a field is described: what it takes from its explore, model and project.
package struct FieldPlace: Sendable {
    package var explore: Explore
    package var model: Model
    package var project: String

    package init(explore: Explore, model: Model, project: String) {
        self.explore = explore
        self.model = model
        self.project = project
    }
}

extension FieldMetadata {
    /// How a field may be used: filtered, sorted, suggested, filled and linked.
    static func details(_ field: Field, showsSQL: Bool, at place: FieldPlace?) -> [(String, JSONValue)] {
        let details = field.details
        let grammar = field.filterGrammar
        return [
            ("original_view", .string(place?.explore.view(field.view)?.view ?? field.view)),
            ("can_filter", .bool(details.canFilter && !field.isCalculatedFromResult)),
            ("can_time_filter", .bool(grammar == .date && field.category != .parameter)),
            ("is_fiscal", .bool(isFiscal(field))),
            ("sortable", .bool(field.category == .dimension || field.category == .measure)),
            ("requires_refresh_on_sort", .bool(field.isCalculatedFromResult)),
            ("suggestable", .bool(isSuggestable(field))),
            ("suggest_dimension", isSuggestable(field) ? .string(details.suggestions.dimension ?? field.name) : .null),
            (
                "suggest_explore",
                isSuggestable(field) ? JSONValue(details.suggestions.explore ?? place?.explore.name) : .null
            ),
            ("has_allowed_values", .bool(!details.allowedValues.isEmpty)),
            ("default_filter_value", JSONValue(details.defaultValue)),
            ("fill_style", JSONValue(FieldValues.fillStyle(field))),
            (
                "enumerations",
                FieldValues.enumerations(field, weekStart: place?.model.weekStartDay ?? .monday).map {
                    .array($0.map { ["label": .string($0.label), "value": .string($0.value)] })
                } ?? .null
            ),
            ("user_attribute_filter_types", .array(attributeTypes(field).map(JSONValue.string))),
            ("label_from_parameter", JSONValue(details.labelFromParameter)),
            ("synonyms", .array(details.synonyms.map(JSONValue.string))),
            ("map_layer", mapLayer(field, in: place?.model)),
            ("links", .array(details.links.map(json))),
            ("filters", filters(field)),
            ("sql_case", showsSQL ? cases(field) : .null),
            ("datatype", JSONValue(timeColumn(field)?.dataType.rawValue)),
            ("convert_tz", timeColumn(field).map { .bool($0.convertsZone) } ?? .null),
            (
                "week_start_day",
                isTimeframe(field) ? JSONValue((place?.model.weekStartDay ?? .monday).name) : .null
            ),
            ("fiscal_month_offset", .int(Int64(place?.model.fiscalMonthOffset ?? 0))),
            (
                "strict_value_format",
                .bool(field.valueFormatName.map { place?.model.strictValueFormats.contains($0) ?? false } ?? false)
            ),
            ("period_over_period_params", periodOverPeriod(field)),
            ("project_name", JSONValue(place?.project)),
            ("error", .null),
        ]
    }

    private static func isSuggestable(_ field: Field) -> Bool {
        let details = field.details
        guard details.suggestions.isSuggestable, field.category != .measure else { return false }
        let hasOwn = field.suggestions != nil || details.suggestions.dimension != nil
        return hasOwn || (field.category == .dimension && field.filterGrammar == .string)
    }

    private static func isFiscal(_ field: Field) -> Bool {
        if case .timeframe(let timeframe, _, _) = field.kind { timeframe.isFiscal } else { false }
    }

    private static func timeColumn(_ field: Field) -> TimeColumn? {
        if case .timeframe(_, _, let column) = field.kind { column } else { nil }
    }

    /// The types of user attributes that may fill a filter on the field.
    private static func attributeTypes(_ field: Field) -> [String] {
        guard !field.isCalculatedFromResult, field.category != .parameter else { return [] }
        switch field.filterGrammar {
        case .string, .boolean: return ["string", "advanced_filter_string"]
        case .number: return ["number", "advanced_filter_number"]
        case .date: return ["datetime", "advanced_filter_datetime"]
        case .location: return []
        }
    }

    private static func json(_ link: FieldLink) -> JSONValue {
        ["label": .string(link.label), "url": .string(link.url), "icon_url": JSONValue(link.iconURL)]
    }

    private static func mapLayer(_ field: Field, in model: Model?) -> JSONValue {
        // A zip code is drawn without being told.
        let name = field.details.mapLayer ?? (field.type == "zipcode" ? "us_zipcode_tabulation_areas" : nil)
        guard let name, field.category == .dimension else { return .null }
        guard let layer = model?.mapLayers.first(where: { $0.name == name }) else { return ["name": .string(name)] }
        var members: [(String, JSONValue)] = [("name", .string(name)), ("format", .string(layer.format.rawValue))]
        switch layer.source {
        case .file(let path): members.append(("file", .string(path)))
        case .url(let url): members.append(("url", .string(url)))
        }
        for (key, value) in [
            ("extents_json_url", layer.extentsURL), ("feature_key", layer.featureKey),
            ("property_key", layer.propertyKey), ("property_label_key", layer.propertyLabelKey),
            ("projection", layer.projection),
        ] {
            members.append((key, JSONValue(value)))
        }
        members.append(("min_zoom_level", layer.minZoom.map { .int(Int64($0)) } ?? .null))
        members.append(("max_zoom_level", layer.maxZoom.map { .int(Int64($0)) } ?? .null))
        return .object(JSONObject(members))
    }

    private static func filters(_ field: Field) -> JSONValue {
        guard case .measure(let measure) = field.kind, !measure.filters.isEmpty else { return .null }
        return .array(
            measure.filters.map { ["field": .string($0.field), "condition": .string($0.expression)] })
    }

    private static func cases(_ field: Field) -> JSONValue {
        guard case .cases(let cases, let otherwise) = field.kind else { return .null }
        var list: [JSONValue] = cases.map {
            ["value": .string($0.label), "condition": .string($0.condition.text)]
        }
        if let otherwise { list.append(["value": .string(otherwise), "condition": "else"]) }
        return .array(list)
    }

    private static func periodOverPeriod(_ field: Field) -> JSONValue {
        guard case .measure(let measure) = field.kind, case .periodOverPeriod(let period)? = measure.calculation else {
            return .null
        }
        return [
            "based_on": .string(period.measure), "based_on_time": .string(period.time),
            "period": .string(period.period.rawValue), "kind": .string(period.kind.rawValue),
            "value_to_date": .bool(period.isToDate),
        ]
    }
}

extension Field {
    /// Whether its values are computed from the rows of the result, and change with their order.
    fileprivate var isCalculatedFromResult: Bool {
        guard case .measure(let measure) = kind else { return false }
        switch measure.calculation {
        case .percentOfTotal, .percentOfPrevious, .runningTotal: return true
        case .periodOverPeriod, nil: return false
        }
    }
}
