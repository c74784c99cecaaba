import Foundation

/// Python's `+ - * / // % **`.
struct Arithmetic {
    let meter: Meter

    func apply(_ operation: JinjaOperation, _ left: JinjaValue, _ right: JinjaValue) throws(JinjaError) -> JinjaValue {
        try left.check()
        try right.check()
        if case .object(let object) = left,
            let result = try object.jinjaOperate(operation, with: right, isReversed: false)
        {
            return result
        }
        if case .object(let object) = right,
            let result = try object.jinjaOperate(operation, with: left, isReversed: true)
        {
            return result
        }
        if case .string(let format) = left, operation == .modulo {
            return .string(try PercentFormat(meter: meter).apply(format, to: right))
        }
        if let first = left.intValue, let second = right.intValue {
            return try whole(operation, first, second)
        }
        if let first = left.number, let second = right.number { return .double(try real(operation, first, second)) }
        if let result = try sequence(operation, left, right) { return result }
        let advice =
            if operation == .add, left.stringValue != nil || right.stringValue != nil {
                "; join texts with '~', or turn text into a number with |int or |float"
            } else {
                ""
            }
        throw JinjaError(
            .value, "'\(operation.rawValue)' can't be used on \(left.described) and \(right.described)\(advice)")
    }

    private func sequence(
        _ operation: JinjaOperation, _ left: JinjaValue, _ right: JinjaValue
    ) throws(JinjaError) -> JinjaValue? {
        switch (operation, left, right) {
        case (.add, .string(let first), .string(let second)):
            try meter.text(first.utf8.count + second.utf8.count)
            return .string(first + second)
        case (.add, .list(let first), .list(let second)) where first.isOrdered && first.kind == second.kind:
            try meter.elements(first.count + second.count)
            return .list(JinjaList(first.elements + second.elements, kind: first.kind))
        case (.subtract, .list(let first), .list(let second)) where first.kind == .set && second.kind == .set:
            return try SetMethods.difference(first, second.elements, meter)
        case (.multiply, .string(let text), _), (.multiply, _, .string(let text)):
            guard let count = left.intValue ?? right.intValue else { return nil }
            let (bytes, isTooMuch) = text.utf8.count.multipliedReportingOverflow(by: Int(max(0, count)))
            try meter.text(isTooMuch ? .max : bytes)
            return .string(text.isEmpty ? "" : String(repeating: text, count: Int(max(0, count))))
        case (.multiply, .list(let list), _) where list.isOrdered, (.multiply, _, .list(let list)) where list.isOrdered:
            guard let count = left.intValue ?? right.intValue else { return nil }
            let elements = list.elements
            let (total, isTooMuch) = elements.count.multipliedReportingOverflow(by: Int(max(0, count)))
            try meter.elements(isTooMuch ? .max : total)
            let repeated = elements.isEmpty ? [] : (0..<Int(max(0, count))).flatMap { _ in elements }
            return .list(JinjaList(repeated, kind: list.kind))
        default: return nil
        }
    }

    private func whole(
        _ operation: JinjaOperation, _ left: Int64, _ right: Int64
    ) throws(JinjaError) -> JinjaValue {
        switch operation {
        case .add: return .int(try exact(left.addingReportingOverflow(right)))
        case .subtract: return .int(try exact(left.subtractingReportingOverflow(right)))
        case .multiply: return .int(try exact(left.multipliedReportingOverflow(by: right)))
        case .divide:
            try checkDivisor(right == 0)
            return .double(Double(left) / Double(right))
        case .floorDivide:
            try checkDivisor(right == 0)
            let quotient = try exact(left.dividedReportingOverflow(by: right))
            return .int(left % right != 0 && (left < 0) != (right < 0) ? quotient - 1 : quotient)
        case .modulo:
            try checkDivisor(right == 0)
            if right == -1 { return .int(0) }
            let rest = left % right
            return .int(rest != 0 && (rest < 0) != (right < 0) ? rest + right : rest)
        case .power:
            guard right >= 0 else {
                try checkDivisor(left == 0)
                return .double(pow(Double(left), Double(right)))
            }
            return .int(try wholePower(left, right))
        }
    }

    private func wholePower(_ base: Int64, _ exponent: Int64) throws(JinjaError) -> Int64 {
        if base == 0 || base == 1 { return exponent == 0 ? 1 : base }
        if base == -1 { return exponent % 2 == 0 ? 1 : -1 }
        guard exponent < 64 else { throw Arithmetic.tooLarge }
        var result: Int64 = 1
        for _ in 0..<exponent { result = try exact(result.multipliedReportingOverflow(by: base)) }
        return result
    }

    private func real(_ operation: JinjaOperation, _ left: Double, _ right: Double) throws(JinjaError) -> Double {
        switch operation {
        case .add: return left + right
        case .subtract: return left - right
        case .multiply: return left * right
        case .divide:
            try checkDivisor(right == 0)
            return left / right
        case .floorDivide:
            try checkDivisor(right == 0)
            let quotient = (left - modulo(left, right)) / right
            let floor = quotient.rounded(.down)
            return quotient - floor > 0.5 ? floor + 1 : floor
        case .modulo:
            try checkDivisor(right == 0)
            return modulo(left, right)
        case .power:
            if left == 0, right < 0 { try checkDivisor(true) }
            if left < 0, right != right.rounded() {
                throw JinjaError(.value, "a negative number has no power with the fraction \(right.pythonText)")
            }
            let result = pow(left, right)
            if result.isInfinite, left.isFinite, right.isFinite { throw Arithmetic.tooLarge }
            return result
        }
    }

    private func modulo(_ left: Double, _ right: Double) -> Double {
        let rest = fmod(left, right)
        if rest == 0 { return right < 0 ? -0.0 : 0.0 }
        return (rest < 0) != (right < 0) ? rest + right : rest
    }

    private func checkDivisor(_ isZero: Bool) throws(JinjaError) {
        if isZero { throw JinjaError(.value, "division by zero") }
    }

    private func exact(_ result: (partialValue: Int64, overflow: Bool)) throws(JinjaError) -> Int64 {
        guard !result.overflow else { throw Arithmetic.tooLarge }
        return result.partialValue
    }

    static let tooLarge = JinjaError(
        .value, "the result is too large: whole numbers have 64 bits; use a number with a fraction (1.0)")

    func negative(_ value: JinjaValue) throws(JinjaError) -> JinjaValue {
        try value.check()
        if let number = value.intValue { return .int(try exact(Int64(0).subtractingReportingOverflow(number))) }
        if case .double(let number) = value { return .double(-number) }
        if case .object(let object) = value,
            let result = try object.jinjaOperate(.multiply, with: .int(-1), isReversed: false)
        {
            return result
        }
        throw JinjaError(.value, "\(value.described) has no negative")
    }

    func positive(_ value: JinjaValue) throws(JinjaError) -> JinjaValue {
        try value.check()
        if let number = value.intValue { return .int(number) }
        guard value.number != nil else { throw JinjaError(.value, "\(value.described) is no number") }
        return value
    }
}
