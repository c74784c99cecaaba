internal import LookML

extension FieldBuilder {
    private static let types = ["string", "number", "int", "yesno", "date", "date_time", "zipcode", "unquoted"]

    /// `filter` and `parameter`: fields that take a value and show none.
    func filterOnly(_ object: NamedObject, isParameter: Bool) -> ResolvedField? {
        let type = object.text("type") ?? "string"
        let valueType: ValueType
        switch type {
        case "string", "unquoted": valueType = .string
        case "zipcode": valueType = .zipcode
        case "number", "int": valueType = .number
        case "yesno": valueType = .yesno
        case "date", "date_time": valueType = .date
        default:
            reportType(object, known: Self.types)
            return nil
        }
        let condition = isParameter ? nil : sql(object)
        var draft = Draft(
            shortName: object.name, category: isParameter ? .parameter : .filter, type: type == "int" ? "number" : type,
            kind: .filterOnly(valueType, condition?.sql), labelShort: label(object))
        draft.references = condition?.references ?? []
        (draft.groupLabel, draft.groupVariant) = grouping(object, labelShort: draft.labelShort)
        var details = FieldDetails()
        details.defaultValue = object.text("default_value")
        if isParameter { details.allowedValues = allowedValues(object) }
        draft.details = details
        var resolved = field(object, draft)
        let allowed = details.allowedValues.map(\.value)
        if resolved.field.suggestions == nil, !allowed.isEmpty { resolved.field.suggestions = allowed }
        if let value = object.token("default_value") { check(value, of: resolved.field, isParameter: isParameter) }
        return resolved
    }

    private func allowedValues(_ object: NamedObject) -> [AllowedValue] {
        var values: [AllowedValue] = []
        for (item, block) in object.blocks("allowed_value") {
            guard let value = block.text("value") else {
                problems.report("missing-parameter", "`allowed_value` needs `value`.", at: item.location)
                continue
            }
            values.append(AllowedValue(label: block.text("label") ?? value, value: value))
        }
        return values
    }

    private func check(_ value: LookMLToken, of field: Field, isParameter: Bool) {
        guard isParameter else { return FilterCheck.check(value, for: field, problems: problems) }
        let allowed = field.details.allowedValues.map(\.value)
        if !allowed.isEmpty, !allowed.contains(value.value) {
            problems.report(
                "bad-default", .warning, "`\(value.value)` is not among the allowed values of `\(field.shortName)`.",
                at: value.location, suggestion: Suggestion.nearest(to: value.value, in: allowed) ?? allowed.first)
        }
        guard field.type == "unquoted" else { return }
        if value.value.contains(where: { !($0.isASCII && ($0.isLetter || $0.isNumber)) && $0 != "_" }) {
            problems.report(
                "bad-default", "An unquoted parameter takes letters, digits and `_` only.", at: value.location)
        }
    }
}
