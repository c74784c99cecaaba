package import LookerExpressions
package import SemanticModel

extension ExpressionScope.Field {
    /// What a field of a model is to expressions.
    package init(_ field: Field) {
        self.init(type: ExpressionType(of: field), role: field.category == .measure ? .measure : .dimension)
    }
}

extension ExpressionType {
    /// Of the values that a query shows for a field.
    package init(of field: Field) {
        switch field.kind {
        case .plain(_, let type), .filterOnly(let type, _): self.init(type)
        case .yesno: self = .yesNo
        case .timeframe(let timeframe, _, _): self = Self.of(timeframe)
        case .duration: self = .number
        case .tier, .cases: self = .string
        case .measure(let measure):
            switch measure.form {
            case .aggregate(.list, _): self = .string
            case .aggregate: self = .number
            case .expression(_, let type): self.init(type)
            }
        }
    }

    private init(_ type: ValueType) {
        self =
            switch type {
            case .string, .zipcode: .string
            case .number: .number
            case .yesno: .yesNo
            case .date: .date
            }
    }

    private static func of(_ timeframe: Timeframe) -> ExpressionType {
        switch timeframe {
        case .raw, .time, .second, .millisecond, .microsecond, .minute, .minutes, .hour, .hours, .date, .week, .month,
            .quarter:
            .date
        case .fiscalYear, .fiscalQuarter, .fiscalQuarterOfYear, .quarterOfYear, .timeOfDay, .dayOfWeek, .monthName:
            .string
        case .year, .fiscalMonthNum, .dayOfWeekIndex, .dayOfMonth, .dayOfYear, .weekOfYear, .hourOfDay,
            .monthNum:
            .number
        case .yesno: .yesNo
        }
    }
}
