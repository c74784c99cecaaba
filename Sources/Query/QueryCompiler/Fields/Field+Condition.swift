internal import SemanticModel

extension Field {
    /// Whether its SQL is a condition, shown as Yes and No.
    var isCondition: Bool {
        switch kind {
        case .yesno, .timeframe(.yesno, _, _): true
        case .measure(let measure):
            if case .expression(_, .yesno) = measure.form { true } else { false }
        default: false
        }
    }
}
