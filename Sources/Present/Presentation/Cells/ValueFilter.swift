internal import SemanticModel

/// Filter expressions that let through one value of a dimension.
enum ValueFilter {
    /// - Parameters:
    ///   - text: The value without any formatting; `nil` is NULL.
    /// - Returns: `nil` where no filter says exactly this.
    static func expression(for text: String?, of field: Field) -> String? {
        guard let text else { return "NULL" }
        switch field.filterGrammar {
        case .string: return FilterWriter.exact(text)
        case .number: return text.last?.isNumber == true ? text : nil
        case .boolean: return text
        case .location: return text.replacing(",", with: ", ")
        case .date:
            guard case .timeframe(let timeframe, _, _) = field.kind else { return text }
            return expression(for: text, timeframe)
        }
    }

    private static func expression(for text: String, _ timeframe: Timeframe) -> String? {
        switch timeframe {
        case .week: "\(text) for 1 week"
        case .quarter: quarter(text)
        case .hour: "\(text):00 for 1 hour"
        case .hours(let count): "\(text) for \(count) hours"
        case .minutes(let count): "\(text) for \(count) minutes"
        // There is no unit below a second: up to the last microsecond, and that one.
        case .millisecond: "\(text) to \(text)999,\(text)999"
        default: text
        }
    }

    /// `2018-04`, the first month, is filtered as `2018-Q2`.
    private static func quarter(_ month: String) -> String? {
        let parts = month.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, let number = Int(parts[1]), (1...12).contains(number) else { return month }
        return "\(parts[0])-Q\((number - 1) / 3 + 1)"
    }
}

extension Timeframe {
    /// From the coarsest on, for those whose values are periods: the rank by which one is finer than another.
    var fineness: Int? {
        switch self {
        case .fiscalYear: 0
        case .year: 1
        case .fiscalQuarter: 2
        case .quarter: 3
        case .month: 4
        case .week: 5
        case .date: 6
        case .hours(let count): 30 - count
        case .hour: 30
        case .minutes(let count): 100 - count
        case .minute: 100
        case .second, .time: 101
        case .millisecond: 102
        case .microsecond: 103
        default: nil
        }
    }
}
