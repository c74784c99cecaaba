internal import LookerExpressions
internal import Warehouse

extension Column {
    /// Calculated values as a column: integers, numbers, or text; dates as `2026-07-05`, with the time where it isn't
    /// midnight, yes and no as Yes and No. Values of several types become text.
    init(_ values: [ExpressionValue]) {
        let nulls = values.map(\.isNull)
        let mask = nulls.contains(true) ? nulls : nil
        var isNumeric = true
        var isWhole = true
        for value in values {
            switch value {
            case .null, .integer: break
            case .number: isWhole = false
            default: isNumeric = false
            }
        }
        let storage: ColumnValues =
            if isNumeric, isWhole {
                .int(values.map { $0.whole ?? 0 })
            } else if isNumeric {
                .double(values.map { $0.double ?? 0 })
            } else {
                .text(values.map(\.text))
            }
        self.init(storage, nulls: mask)
    }
}
