extension Dialect {
    static let clickHouseMath = MathFunctions(
        // Decimals and doubles don't mix.
        mixesTypes: false, double: { "toFloat64(\(bare: $0))" },
        whole: { "accurateCastOrNull(trunc(\(bare: $0)), 'Int64')" },
        nullIfZero: { "nullIf(\(bare: $0), 0)" },
        finite: { clickHouseOnce([$0]) { "if(isFinite(\(bare: $0[0])), \(bare: $0[0]), NULL)" } },
        unary: { function, number in
            switch function {
            case .abs: "abs(\(bare: number))"
            case .ceiling: "ceil(\(bare: number))"
            case .floor: "floor(\(bare: number))"
            case .exp: "exp(\(bare: number))"
            case .sin: "sin(\(bare: number))"
            case .cos: "cos(\(bare: number))"
            case .tan: "tan(\(bare: number))"
            case .atan: "atan(\(bare: number))"
            case .ln: clickHouseOnce([number]) { "if(\($0[0]) > 0, log(\(bare: $0[0])), NULL)" }
            case .log10: clickHouseOnce([number]) { "if(\($0[0]) > 0, log10(\(bare: $0[0])), NULL)" }
            case .sqrt: clickHouseOnce([number]) { "if(\($0[0]) >= 0, sqrt(\(bare: $0[0])), NULL)" }
            case .asin: clickHouseOnce([number]) { "if(abs(\(bare: $0[0])) <= 1, asin(\(bare: $0[0])), NULL)" }
            case .acos: clickHouseOnce([number]) { "if(abs(\(bare: $0[0])) <= 1, acos(\(bare: $0[0])), NULL)" }
            }
        },
        binary: MathFunctions.infix,
        modulo: { "\($0) % \($1)" },
        // The function `round` takes halves of doubles to even numbers.
        round: { number, places, isNudged in
            clickHouseOnce([number]) { values in
                let double: SQLExpression = "toFloat64(\(bare: values[0]))"
                let size: SQLExpression = "abs(\(bare: double))"
                if places == "0" { return "sign(\(bare: double)) * floor(\(bare: size) + 0.5)" }
                let scale: SQLExpression = "exp10(\(bare: places))"
                let scaled: SQLExpression =
                    isNudged ? "\(size) * \(MathFunctions.nudge) * \(scale)" : "\(size) * \(scale)"
                return "sign(\(bare: double)) * floor(\(bare: scaled) + 0.5) / \(scale)"
            }
        },
        random: "randCanonical()")

    /// A list of each value, taken together through a lambda.
    static let clickHouseOnce: @Sendable ([SQLExpression], ([SQLExpression]) -> SQLExpression) -> SQLExpression = {
        values, body in
        if values.allSatisfy(\.isShort) { return body(values) }
        let names = values.indices.map { "v\($0 + 1)" }
        let lists = values.map { value -> SQLExpression in "[\(bare: value)]" }
        let result = body(names.map { SQLExpression(raw: $0) })
        return
            "arrayElement(arrayMap((\(raw: names.joined(separator: ", "))) -> \(bare: result), \(list: lists)), 1)"
    }
}
