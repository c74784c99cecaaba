extension Dialect {
    /// Doubles here are never infinite: what would be is an error, except where it can be foreseen.
    static let postgreSQLMath = MathFunctions(
        double: { "CAST(\(bare: $0) AS DOUBLE PRECISION)" },
        whole: { "CAST(TRUNC(CAST(\(bare: $0) AS NUMERIC)) AS BIGINT)" },
        finite: { $0 },
        unary: { function, number in
            let double: SQLExpression = "CAST(\(bare: number) AS DOUBLE PRECISION)"
            return switch function {
            case .abs: "ABS(\(bare: number))"
            case .ceiling: "CEIL(\(bare: number))"
            case .floor: "FLOOR(\(bare: number))"
            case .exp:
                """
                CASE WHEN \(number) > \(MathFunctions.mostExponent) THEN NULL WHEN \(number) < -708 THEN 0 \
                ELSE EXP(\(bare: double)) END
                """
            case .sin: "SIN(\(bare: double))"
            case .cos: "COS(\(bare: double))"
            case .tan: "TAN(\(bare: double))"
            case .atan: "ATAN(\(bare: double))"
            case .ln: "CASE WHEN \(number) > 0 THEN LN(\(bare: double)) END"
            case .log10: "CASE WHEN \(number) > 0 THEN LOG(\(bare: double)) END"
            case .sqrt: "CASE WHEN \(number) >= 0 THEN SQRT(\(bare: double)) END"
            case .asin: "CASE WHEN \(number) BETWEEN -1 AND 1 THEN ASIN(\(bare: double)) END"
            case .acos: "CASE WHEN \(number) BETWEEN -1 AND 1 THEN ACOS(\(bare: double)) END"
            }
        },
        binary: { operation, left, right in
            operation == .power ? postgreSQLPower(left, right) : MathFunctions.infix(operation, left, right)
        },
        // There is no remainder of doubles.
        modulo: { "MOD(CAST(\(bare: $0) AS NUMERIC), CAST(\(bare: $1) AS NUMERIC))" },
        // Halves of doubles go to even numbers. A double becomes a decimal of 15 digits, in which 1.005 is that.
        round: { number, places, _ in
            "CAST(ROUND(CAST(\(bare: number) AS NUMERIC), \(bare: places)) AS DOUBLE PRECISION)"
        },
        random: "RANDOM()")

    private static func postgreSQLPower(_ base: SQLExpression, _ exponent: SQLExpression) -> SQLExpression {
        let power: SQLExpression = "POWER(\(bare: base), \(bare: exponent))"
        let size: SQLExpression = "\(exponent) * LN(ABS(\(bare: base)))"
        return """
            CASE WHEN \(base) = 0 THEN CASE WHEN \(exponent) >= 0 THEN \(bare: power) END \
            WHEN \(base) < 0 AND \(exponent) <> FLOOR(\(bare: exponent)) OR \(size) > \(MathFunctions.mostExponent) THEN NULL \
            WHEN \(size) < -708 THEN 0 ELSE \(bare: power) END
            """
    }
}
