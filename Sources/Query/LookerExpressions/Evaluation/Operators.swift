import Foundation

/// Arithmetic on single values: null in, null out; whole numbers stay whole as long as 64 bits hold them.
package enum Arithmetic {
    static func negate(_ value: ExpressionValue) -> ExpressionValue { subtract(.integer(0), value) }

    static func add(_ left: ExpressionValue, _ right: ExpressionValue) -> ExpressionValue {
        combine(left, right, { $0.addingReportingOverflow($1) }, +)
    }

    static func subtract(_ left: ExpressionValue, _ right: ExpressionValue) -> ExpressionValue {
        combine(left, right, { $0.subtractingReportingOverflow($1) }, -)
    }

    static func multiply(_ left: ExpressionValue, _ right: ExpressionValue) -> ExpressionValue {
        combine(left, right, { $0.multipliedReportingOverflow(by: $1) }, *)
    }

    @inline(__always) private static func combine(
        _ left: ExpressionValue, _ right: ExpressionValue,
        _ whole: (Int64, Int64) -> (partialValue: Int64, overflow: Bool), _ broken: (Double, Double) -> Double
    ) -> ExpressionValue {
        if case .integer(let a) = left, case .integer(let b) = right {
            let (result, overflow) = whole(a, b)
            return overflow ? .finite(broken(Double(a), Double(b))) : .integer(result)
        }
        guard let a = left.double, let b = right.double else { return .null }
        return .finite(broken(a, b))
    }

    /// Null if `right` is 0. 6 / 3 is the whole number 2, 1 / 2 is 0.5.
    static func divide(_ left: ExpressionValue, _ right: ExpressionValue) -> ExpressionValue {
        if case .integer(let a) = left, case .integer(let b) = right, b != 0, b != -1, a % b == 0 {
            return .integer(a / b)
        }
        guard let a = left.double, let b = right.double, b != 0 else { return .null }
        if case .integer = left, case .integer(-1) = right { return negate(left) }
        return .finite(a / b)
    }

    /// What remains, with the sign of `left`; null if `right` is 0.
    static func modulo(_ left: ExpressionValue, _ right: ExpressionValue) -> ExpressionValue {
        if case .integer(let a) = left, case .integer(let b) = right {
            return b == 0 ? .null : b == -1 ? .integer(0) : .integer(a % b)
        }
        guard let a = left.double, let b = right.double, b != 0 else { return .null }
        return .finite(a.truncatingRemainder(dividingBy: b))
    }

    /// Whole powers of whole numbers stay whole.
    static func power(_ base: ExpressionValue, _ exponent: ExpressionValue) -> ExpressionValue {
        guard let a = base.double, let b = exponent.double else { return .null }
        if case .integer(let factor) = base, case .integer(let count) = exponent, (0...64).contains(count) {
            var result = ExpressionValue.integer(1)
            for _ in 0..<count { result = multiply(result, .integer(factor)) }
            if case .integer = result { return result }
        }
        return .finite(pow(a, b))
    }

    /// A whole number if it fits.
    static func whole(_ value: Double) -> ExpressionValue {
        Int64(exactly: value).map { .integer($0) } ?? .finite(value)
    }

    /// With more decimals, what is within a rounding error may be seen.
    package static let mostNudgedPlaces: Int64 = 10

    static func round(_ value: ExpressionValue, _ places: ExpressionValue) -> ExpressionValue {
        guard let number = value.double, let places = places.whole else { return .null }
        if case .integer = value, places >= 0 { return value }
        guard places.magnitude <= 300 else { return places > 0 ? value : .integer(0) }
        if places == 0 { return whole(number.rounded(.toNearestOrAwayFromZero)) }
        let scale = pow(10, Double(places.magnitude))
        if places < 0 { return whole((number / scale).rounded(.toNearestOrAwayFromZero) * scale) }
        let scaled = number * scale
        guard scaled.isFinite else { return value }
        if places > mostNudgedPlaces { return .finite(scaled.rounded(.toNearestOrAwayFromZero) / scale) }
        guard scaled.magnitude < 9e15 else { return value }
        // 1.005 is stored as 1.00499999999999989; what is within a rounding error of a half was meant to be one.
        let nudged = number * (1 + Double.ulpOfOne) * scale
        return .finite(nudged.rounded(.toNearestOrAwayFromZero) / scale)
    }
}

/// Yes, no and null: null is "not known", so `no AND null` is no and `yes OR null` is yes.
enum Logic {
    static func not(_ value: ExpressionValue) -> ExpressionValue {
        if case .yesNo(let yes) = value { return .yesNo(!yes) }
        return .null
    }

    static func and(_ left: ExpressionValue, _ right: ExpressionValue) -> ExpressionValue {
        switch (left, right) {
        case (.yesNo(false), _), (_, .yesNo(false)): .yesNo(false)
        case (.yesNo(true), .yesNo(true)): .yesNo(true)
        default: .null
        }
    }

    static func or(_ left: ExpressionValue, _ right: ExpressionValue) -> ExpressionValue {
        switch (left, right) {
        case (.yesNo(true), _), (_, .yesNo(true)): .yesNo(true)
        case (.yesNo(false), .yesNo(false)): .yesNo(false)
        default: .null
        }
    }

    /// A comparison from what its two sides' order has to be; null if one of them is.
    static func comparison(
        _ test: @escaping (Int) -> Bool
    ) -> (ExpressionValue, ExpressionValue) -> ExpressionValue {
        { left, right in
            guard let order = ExpressionValue.order(left, right) else { return .null }
            return .yesNo(test(order))
        }
    }
}
