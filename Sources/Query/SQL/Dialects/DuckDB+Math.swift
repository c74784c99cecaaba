extension Dialect {
    static let duckDBMath = MathFunctions(
        double: { "CAST(\(bare: $0) AS DOUBLE)" },
        // The cast alone would round.
        whole: { "TRY_CAST(trunc(\(bare: $0)) AS BIGINT)" },
        // NULLIF is a macro that names its first argument twice.
        nullIfZero: { duckDBOnce([$0]) { "NULLIF(\(bare: $0[0]), 0)" } },
        finite: { duckDBOnce([$0]) { "CASE WHEN isfinite(\(bare: $0[0])) THEN \(bare: $0[0]) END" } },
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
            case .ln: duckDBOnce([number]) { "CASE WHEN \($0[0]) > 0 THEN ln(\(bare: $0[0])) END" }
            case .log10: duckDBOnce([number]) { "CASE WHEN \($0[0]) > 0 THEN log10(\(bare: $0[0])) END" }
            case .sqrt: duckDBOnce([number]) { "CASE WHEN \($0[0]) >= 0 THEN sqrt(\(bare: $0[0])) END" }
            case .asin: duckDBOnce([number]) { "CASE WHEN \($0[0]) BETWEEN -1 AND 1 THEN asin(\(bare: $0[0])) END" }
            case .acos: duckDBOnce([number]) { "CASE WHEN \($0[0]) BETWEEN -1 AND 1 THEN acos(\(bare: $0[0])) END" }
            }
        },
        binary: MathFunctions.infix,
        modulo: { "\($0) % \($1)" },
        round: { number, places, isNudged in
            if places == "0" { return "round(\(bare: number))" }
            let double: SQLExpression =
                isNudged ? "\(number) * \(MathFunctions.nudge)" : "CAST(\(bare: number) AS DOUBLE)"
            return "round(\(bare: double), \(bare: places))"
        },
        random: "random()")

    /// A list of one value, or of one row of values, taken through a lambda.
    static let duckDBOnce: @Sendable ([SQLExpression], ([SQLExpression]) -> SQLExpression) -> SQLExpression = {
        values, body in
        if values.allSatisfy(\.isShort) { return body(values) }
        guard values.count > 1 else {
            return "list_extract(list_transform([\(list: values)], lambda v: \(bare: body(["v"]))), 1)"
        }
        let names = values.indices.map { "v\($0 + 1)" }
        let fields = zip(names, values).map { name, value -> SQLExpression in "\(raw: name) := \(bare: value)" }
        let result = body(names.map { "v.\(raw: $0)" })
        return "list_extract(list_transform([struct_pack(\(list: fields))], lambda v: \(bare: result)), 1)"
    }
}
