/// Which of the filter languages a field's expressions are written in.
package enum FilterGrammar: Sendable, Equatable { case string, number, boolean, date, location }

extension Field {
    /// The language of this field's filters: by its values, not by its column. A week number is a number, the name of a
    /// month and the label of a tier are text, and every timeframe that still is a point in time is a date.
    package var filterGrammar: FilterGrammar {
        switch kind {
        case .plain where category == .dimension && type == "location": .location
        case .plain(_, let type), .filterOnly(let type, _): FilterGrammar(type)
        case .yesno: .boolean
        case .timeframe(let timeframe, _, _): FilterGrammar(timeframe)
        case .duration: .number
        case .tier, .cases: .string
        case .measure(let measure):
            switch measure.form {
            case .aggregate(.list, _): .string
            case .aggregate: .number
            case .expression(_, let type): FilterGrammar(type)
            }
        }
    }
}

extension FilterGrammar {
    /// The language for plain values of a type.
    package init(_ type: ValueType) {
        switch type {
        case .string, .zipcode: self = .string
        case .number: self = .number
        case .yesno: self = .boolean
        case .date: self = .date
        }
    }

    /// The language for one timeframe of a time column.
    package init(_ timeframe: Timeframe) {
        switch timeframe {
        case .dayOfWeek, .monthName, .quarterOfYear, .fiscalQuarterOfYear, .timeOfDay: self = .string
        case .hourOfDay, .dayOfMonth, .dayOfYear, .weekOfYear, .monthNum, .dayOfWeekIndex, .fiscalMonthNum:
            self = .number
        case .yesno: self = .boolean
        case .raw, .time, .second, .millisecond, .microsecond, .minute, .hour, .date, .week, .month, .quarter, .year,
            .minutes, .hours, .fiscalYear, .fiscalQuarter:
            self = .date
        }
    }
}
