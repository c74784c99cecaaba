extension Dialect {
    /// What is prefixed with SAFE gives NULL instead of an error, also for a double that would be infinite.
    static let bigQueryMath = MathFunctions(
        double: { "CAST(\(bare: $0) AS FLOAT64)" },
        whole: { "SAFE_CAST(TRUNC(\(bare: $0)) AS INT64)" },
        finite: { $0 },
        unary: { function, number in
            switch function {
            case .abs: "SAFE.ABS(\(bare: number))"
            case .ceiling: "CEIL(\(bare: number))"
            case .floor: "FLOOR(\(bare: number))"
            case .exp: "SAFE.EXP(CAST(\(bare: number) AS FLOAT64))"
            case .sin: "SIN(\(bare: number))"
            case .cos: "COS(\(bare: number))"
            case .tan: "TAN(\(bare: number))"
            case .atan: "ATAN(\(bare: number))"
            case .ln: "SAFE.LN(CAST(\(bare: number) AS FLOAT64))"
            case .log10: "SAFE.LOG10(CAST(\(bare: number) AS FLOAT64))"
            case .sqrt: "SAFE.SQRT(CAST(\(bare: number) AS FLOAT64))"
            case .asin: "SAFE.ASIN(\(bare: number))"
            case .acos: "SAFE.ACOS(\(bare: number))"
            }
        },
        binary: { operation, left, right in
            switch operation {
            case .add: "SAFE_ADD(\(bare: left), \(bare: right))"
            case .subtract: "SAFE_SUBTRACT(\(bare: left), \(bare: right))"
            case .multiply: "SAFE_MULTIPLY(\(bare: left), \(bare: right))"
            case .divide: "SAFE_DIVIDE(\(bare: left), \(bare: right))"
            case .power: "SAFE.POW(\(bare: left), \(bare: right))"
            }
        },
        // There is no remainder of doubles.
        modulo: { "MOD(SAFE_CAST(\(bare: $0) AS BIGNUMERIC), SAFE_CAST(\(bare: $1) AS BIGNUMERIC))" },
        round: { number, places, isNudged in
            if places == "0" { return "ROUND(\(bare: number))" }
            let double: SQLExpression = "CAST(\(bare: number) AS FLOAT64)"
            let nudged: SQLExpression = isNudged ? "\(double) * \(MathFunctions.nudge)" : double
            return "ROUND(\(bare: nudged), \(bare: places))"
        },
        random: "RAND()")
}
