internal import LookerExpressions
internal import SQL

extension ExpressionSQL {
    /// `+`, `-` and `*`.
    func arithmetic(
        _ sign: LookerExpression.BinaryOperator, _ left: SQLOperand, _ right: SQLOperand
    ) -> SQLOperand {
        guard !left.isNull, !right.isNull else { return .null }
        let (a, b) = doubles(left, right)
        return switch sign {
        case .add: .double(dialect.math.binary(.add, a, b), left.size.plus(right.size))
        case .subtract: .double(dialect.math.binary(.subtract, a, b), left.size.plus(right.size))
        default: .double(dialect.math.binary(.multiply, a, b), left.size.times(right.size))
        }
    }

    /// - Parameter divisor: Never infinite: divided by that, anything would be 0.
    func quotient(_ dividend: SQLOperand, _ divisor: SQLOperand) -> SQLOperand {
        guard !dividend.isNull, let divisor = nonzero(divisor) else { return .null }
        let (a, b) = doubles(dividend, divisor)
        return .double(dialect.math.binary(.divide, a, b), dividend.size.divided(by: divisor.size))
    }

    func modulo(_ number: SQLOperand, _ divisor: SQLOperand) -> SQLOperand {
        guard !number.isNull, let divisor = nonzero(divisor) else { return .null }
        return SQLOperand(
            sql: dialect.math.modulo(number.sql, divisor.sql), type: .number,
            isDouble: number.isDouble || divisor.isDouble,
            size: NumberSize(largest: number.size.largest, smallest: NumberSize.unknown.smallest))
    }

    /// NULL in place of 0; nil for 0 or NULL itself.
    private func nonzero(_ divisor: SQLOperand) -> SQLOperand? {
        if let constant = divisor.constant { return constant.double == 0 || constant.isNull ? nil : divisor }
        var divisor = divisor
        divisor.sql = dialect.math.nullIfZero(divisor.sql)
        return divisor
    }

    /// Of two numbers one at least as a double.
    private func doubles(_ left: SQLOperand, _ right: SQLOperand) -> (SQLExpression, SQLExpression) {
        let (a, b) = (constantDouble(left), constantDouble(right))
        guard dialect.math.mixesTypes else { return (double(left), double(right)) }
        let isDouble = a != nil || b != nil || left.isDouble || right.isDouble
        return (a ?? (isDouble ? left.sql : dialect.math.double(left.sql)), b ?? right.sql)
    }

    private func constantDouble(_ operand: SQLOperand) -> SQLExpression? {
        operand.constant?.double.map { .bound(.double($0)) }
    }

    private func double(_ operand: SQLOperand) -> SQLExpression {
        constantDouble(operand) ?? (operand.isDouble ? operand.sql : dialect.math.double(operand.sql))
    }

    /// What is before the point of a number, as a whole number of 64 bits; nil if it has more of them.
    func whole(_ operand: SQLOperand) -> SQLExpression? {
        if let constant = operand.constant { return constant.whole.map { .bound(.int($0)) } }
        return operand.isWhole ? operand.sql : dialect.math.whole(operand.sql)
    }

    // MARK: Functions

    /// A function of one number and how large its result may be; nil for that of the number.
    private static let unary: [String: (function: MathFunctions.Unary, isDouble: Bool, size: NumberSize?)] = [
        "abs": (.abs, false, nil), "ceiling": (.ceiling, false, nil), "floor": (.floor, false, nil),
        "exp": (.exp, true, .unknown), "ln": (.ln, true, logarithm), "log": (.log10, true, logarithm),
        "sqrt": (.sqrt, true, .field), "sin": (.sin, true, angle), "cos": (.cos, true, angle),
        "tan": (.tan, true, NumberSize(largest: 17, smallest: -400)), "asin": (.asin, true, angle),
        "acos": (.acos, true, angle), "atan": (.atan, true, angle),
    ]
    private static let logarithm = NumberSize(largest: 3, smallest: -17)
    private static let angle = NumberSize(largest: 1, smallest: -400)

    func mathematics(_ name: String, _ operands: [SQLOperand]) -> SQLOperand? {
        if let (function, isDouble, size) = Self.unary[name] {
            // A whole number is its own floor, and its size is one.
            if operands[0].isWhole, function == .ceiling || function == .floor { return operands[0] }
            var size = size ?? operands[0].size
            if function == .floor || function == .ceiling { size.largest += 1 }
            if function == .sqrt { size = operands[0].size }
            return SQLOperand(
                sql: dialect.math.unary(function, operands[0].sql), type: .number,
                isDouble: isDouble || operands[0].isDouble, isWhole: !isDouble && operands[0].isWhole, size: size)
        }
        switch name {
        case "mod": return modulo(operands[0], operands[1])
        case "power":
            return .double(dialect.math.binary(.power, double(operands[0]), double(operands[1])), .unknown)
        case "round": return rounded(operands[0], operands[1])
        case "degrees":
            return quotient(arithmetic(.multiply, operands[0], constant(.integer(180))), constant(.number(.pi)))
        case "radians":
            return quotient(arithmetic(.multiply, operands[0], constant(.number(.pi))), constant(.integer(180)))
        default: return nil
        }
    }

    /// No double has more places.
    private static let mostPlaces: Int64 = 300

    private func rounded(_ number: SQLOperand, _ places: SQLOperand) -> SQLOperand {
        guard let whole = whole(places) else { return .null }
        let size = NumberSize(largest: number.size.largest + 1, smallest: number.size.smallest)
        if let constant = places.constant?.whole {
            if constant >= 0, number.isWhole { return number }
            let places = min(max(constant, -Self.mostPlaces), Self.mostPlaces)
            return SQLOperand(
                sql: dialect.math.round(
                    number.sql, "\(Int(places))", (1...Arithmetic.mostNudgedPlaces).contains(places)),
                type: .number,
                isDouble: places != 0 || number.isDouble, size: size)
        }
        let isWhole = number.isWhole
        let sql = dialect.once([number.sql, whole]) { values in
            let (number, places) = (values[0], values[1])
            let limited: SQLExpression = """
                CAST(CASE WHEN \(places) > \(Int(Self.mostPlaces)) THEN \(Int(Self.mostPlaces)) \
                WHEN \(places) < -\(Int(Self.mostPlaces)) THEN -\(Int(Self.mostPlaces)) ELSE \(bare: places) END AS INTEGER)
                """
            let plain = dialect.math.round(number, limited, false)
            // Whole numbers have no places to round.
            if isWhole { return "CASE WHEN \(places) >= 0 THEN \(bare: number) ELSE \(bare: plain) END" }
            return """
                CASE WHEN \(places) BETWEEN 1 AND \(Int(Arithmetic.mostNudgedPlaces)) \
                THEN \(bare: dialect.math.round(number, limited, true)) ELSE \(bare: plain) END
                """
        }
        return .double(sql, size)
    }
}
