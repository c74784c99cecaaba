package import JSON
internal import QueryCompiler
package import SemanticModel

/// Describes fields as Looker's API does (its `LookmlModelExploreField`).
package enum FieldMetadata {
    /// - Parameters:
    ///   - isDynamic: Whether the query brings the field along.
    ///   - sort: The place of the field among the sorts in effect, for the fields of a result.
    ///   - hasLinks: Whether cells may have menus, for the fields of a result. Looker's API does not say this.
    ///   - place: Where the field belongs; without it what it takes from there is null.
    package static func json(
        _ field: Field, showsSQL: Bool, isDynamic: Bool = false, sort: (index: Int, descending: Bool)? = nil,
        hasLinks: Bool? = nil, at place: FieldPlace? = nil
    ) -> JSONValue {
        var members: [(String, JSONValue)] = [
            ("name", .string(field.name)),
            ("scope", .string(field.view)),
            ("view", .string(field.view)),
            ("type", .string(field.type)),
            ("category", .string(field.category.rawValue)),
            ("label", .string(field.label)),
            ("label_short", .string(field.labelShort)),
            ("view_label", .string(field.viewLabel)),
            ("field_group_label", JSONValue(field.fieldGroupLabel)),
            ("field_group_variant", JSONValue(field.fieldGroupVariant ?? field.labelShort)),
            ("dimension_group", JSONValue(field.dimensionGroup)),
            ("description", JSONValue(field.description)),
            ("hidden", .bool(field.hidden)),
            ("measure", .bool(field.category == .measure)),
            ("parameter", .bool(field.category == .parameter)),
            ("is_filter", .bool(field.category == .filter)),
            ("is_numeric", .bool(isNumeric(field))),
            ("is_timeframe", .bool(isTimeframe(field))),
            ("align", isNumeric(field) ? "right" : "left"),
            ("primary_key", .bool(field.primaryKey)),
            ("dynamic", .bool(isDynamic)),
            ("permanent", true),
            ("value_format", JSONValue(field.valueFormat)),
            ("value_format_name", JSONValue(field.valueFormatName)),
            ("drill_fields", .array(field.drillFields.map(JSONValue.string))),
            ("tags", .array(field.tags.map(JSONValue.string))),
            ("suggestions", field.suggestions.map { .array($0.map(JSONValue.string)) } ?? .null),
            ("source_file", .string(field.location.file)),
            ("source_file_path", .string(field.location.file)),
            (
                "lookml_link",
                place.map {
                    .string("/projects/\($0.project)/files/\(field.location.file)?line=\(field.location.line)")
                } ?? .null
            ),
            ("sql", showsSQL ? JSONValue(sql(of: field)) : .null),
            ("time_interval", timeInterval(field)),
        ]
        members += details(field, showsSQL: showsSQL, at: place)
        if let hasLinks { members.append(("has_links", .bool(hasLinks))) }
        if let sort {
            members.append(
                ("sorted", ["sort_index": .int(Int64(sort.index)), "desc": .bool(sort.descending)]))
        }
        return .object(JSONObject(members))
    }

    package static func isNumeric(_ field: Field) -> Bool {
        switch field.kind {
        case .plain(_, let type), .filterOnly(let type, _): type == .number
        case .duration: true
        case .yesno, .tier, .cases: false
        case .timeframe(let timeframe, _, _):
            switch timeframe {
            case .year, .dayOfWeekIndex, .dayOfMonth, .dayOfYear, .weekOfYear, .hourOfDay, .monthNum, .fiscalMonthNum:
                true
            default: false
            }
        case .measure(let measure):
            switch measure.form {
            case .aggregate(.list, _): false
            case .aggregate: true
            case .expression(_, let type): type == .number
            }
        }
    }

    package static func isTimeframe(_ field: Field) -> Bool {
        if case .timeframe = field.kind { true } else { false }
    }

    /// The field's SQL as LookML text, its references kept.
    private static func sql(of field: Field) -> String? {
        switch field.kind {
        case .plain(let sql, _), .yesno(let sql), .timeframe(_, let sql, _), .tier(let sql, _, _): sql.text
        case .duration(_, let start, let end): "Start: \(start.text) End: \(end.text)"
        case .cases(let cases, _): cases.map { "WHEN \($0.condition.text) THEN '\($0.label)'" }.joined(separator: "\n")
        case .measure(let measure):
            switch measure.form {
            case .aggregate(_, let sql): sql?.text
            case .expression(let sql, _): sql.text
            }
        case .filterOnly(_, let sql): sql?.text
        }
    }

    private static func timeInterval(_ field: Field) -> JSONValue {
        guard case .timeframe(let timeframe, _, _) = field.kind else { return .null }
        let interval: (String, Int)? =
            switch timeframe {
            case .second: ("second", 1)
            case .minute: ("minute", 1)
            case .minutes(let count): ("minute", count)
            case .hour: ("hour", 1)
            case .hours(let count): ("hour", count)
            case .date: ("day", 1)
            case .week: ("week", 1)
            case .month: ("month", 1)
            case .quarter, .fiscalQuarter: ("quarter", 1)
            case .year, .fiscalYear: ("year", 1)
            default: nil
            }
        return interval.map { ["name": .string($0.0), "count": .int(Int64($0.1))] } ?? .null
    }
}
