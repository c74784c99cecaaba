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
        var resolved = field(object, draft)
        let allowed = object.blocks("allowed_value").compactMap { $0.block.text("value") }
        if resolved.field.suggestions == nil, !allowed.isEmpty { resolved.field.suggestions = allowed }
        return resolved
    }
}
