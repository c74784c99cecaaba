internal import LookML
package import LookerExpressions
package import SemanticModel

extension Field {
    /// The column of a table calculation.
    ///
    /// - Parameters:
    ///   - type: Of the values that its expression gives.
    ///   - valueFormat: An Excel pattern, where the calculation has none of its own.
    package init(calculation: DynamicField, type: ExpressionType, valueFormat: String?) {
        let label = calculation.label ?? calculation.name
        let (name, value): (String, ValueType) =
            switch type.element {
            case .number: ("number", .number)
            case .yesNo: ("yesno", .yesno)
            case .date: ("date", .date)
            default: ("string", .string)
            }
        let nothing = SQLTemplate(standingOn: [])
        // Along which of dimensions and measures it stands is seen in the result; for formats and columns it is a measure.
        self.init(
            name: calculation.name, view: "", shortName: calculation.name, category: .measure, type: name,
            kind: .measure(Measure(form: .expression(nothing, value), filters: [], distinctKey: nil, percentile: nil)),
            label: label, labelShort: label, viewLabel: "Table Calculations", fieldGroupLabel: nil,
            fieldGroupVariant: nil, dimensionGroup: nil, description: calculation.description, hidden: false,
            primaryKey: false, valueFormat: calculation.valueFormat ?? valueFormat,
            valueFormatName: calculation.valueFormatName, drillFields: [], tags: [], suggestions: nil,
            location: nothing.location)
        details.canFilter = false
    }
}

extension SQLTemplate {
    /// SQL that names these fields and is nothing else: for what has to know on which views a custom field stands.
    init(standingOn fields: [String]) {
        self.init(
            parts: fields.map { .field($0) }, view: nil,
            location: SourceLocation(file: "dynamic_fields", line: 1, column: 1))
    }
}
