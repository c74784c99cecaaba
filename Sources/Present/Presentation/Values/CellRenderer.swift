package import SemanticModel
package import Warehouse

/// Writes the values of one field as people read them.
package struct CellRenderer: Sendable {
    private enum Style: Sendable {
        /// Numbers in a pattern; the flag tells that the pattern is the field's own.
        case number(ValueFormat)
        /// `2018-04` shown as `2018-Q2`
        case quarter
        case plain
    }

    private let style: Style

    package init(_ field: Field) {
        if let pattern = field.valueFormat, !pattern.isEmpty {
            style = .number(ValueFormat(pattern))
            return
        }
        switch field.kind {
        case .timeframe(.quarter, _, _), .timeframe(.fiscalQuarter, _, _): style = .quarter
        // A year or a day of the month is a name, not an amount.
        case .timeframe, .yesno, .tier, .cases, .filterOnly: style = .plain
        case .plain(_, let type): style = type == .number && !field.primaryKey ? .number(.automatic) : .plain
        case .duration: style = .number(.automatic)
        case .measure(let measure):
            switch measure.form {
            case .expression(_, let type) where type != .number: style = .plain
            case .aggregate(.list, _): style = .plain
            default: style = .number(.automatic)
            }
        }
    }

    /// What people see for the value of `row`; `nil` for NULL.
    package func text(of column: Column, row: Int) -> String? {
        switch style {
        case .number(let format):
            guard let number = column.number(row: row) else { return column.text(row: row) }
            return format.format(number)
        case .quarter: return column.text(row: row).map(Self.quarter)
        case .plain: return column.text(row: row)
        }
    }

    /// `2018-Q2` for the first month of a quarter, `2018-04`; other text as it is.
    private static func quarter(_ month: String) -> String {
        let parts = month.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, let number = Int(parts[1]), (1...12).contains(number) else { return month }
        return "\(parts[0])-Q\((number - 1) / 3 + 1)"
    }
}
