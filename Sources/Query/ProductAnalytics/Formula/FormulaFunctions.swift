/// The functions of formulas by name.
enum FormulaFunctions {
    /// `NAME(A)`
    static let metrics: [(name: String, metric: FormulaMetric)] = [
        ("UNIQUES", .uniques), ("TOTALS", .totals), ("ACTIVE", .active), ("AVG", .average),
        ("PROPSUM", .propertySum), ("PROPAVG", .propertyAverage), ("PROPMIN", .propertyMin),
        ("PROPMAX", .propertyMax), ("PROPCOUNT", .propertyCount), ("PROPCOUNTAVG", .propertyCountPerUnit),
        ("ARPAU", .propertyPerActive), ("REVENUETOTAL", .revenue),
    ]

    /// `NAME(A, p)`
    static func percentile(_ name: String) -> ((Double) -> FormulaMetric)? {
        switch name {
        case "PERCENTILE": FormulaMetric.percentile
        case "FREQPERCENTILE": FormulaMetric.frequencyPercentile
        default: nil
        }
    }

    /// `NAME(metric, A, n)`
    static func window(_ name: String) -> ((Int) -> FormulaWindow)? {
        switch name {
        case "ROLLAVG": FormulaWindow.rollingAverage
        case "ROLLWIN": FormulaWindow.rolling
        case "ROLLWINBEFORE": FormulaWindow.rollingBefore
        default: nil
        }
    }

    static let names: [String] =
        metrics.map(\.name)
        + [
            "PERCENTILE", "FREQPERCENTILE", "HIST", "PROPHIST", "CUMSUM", "ROLLAVG", "ROLLWIN", "ROLLWINBEFORE",
            "TRENDLINE",
        ] + Formula.Scalar.allCases.map(\.rawValue)

    static func metric(_ name: String) -> FormulaMetric? {
        metrics.first { $0.name == name.uppercased() }?.metric
    }
}
