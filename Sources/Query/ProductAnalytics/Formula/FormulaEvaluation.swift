internal import Foundation

/// The numbers of one series: by bucket, and once over the whole range. `nil` where there is none.
package struct FormulaValues: Sendable, Equatable {
    package var points: [Double?]
    package var collapsed: Double?

    package init(points: [Double?], collapsed: Double?) {
        self.points = points
        self.collapsed = collapsed
    }
}

extension Formula {
    /// Works the formula out at each point and over the range. A missing operand, a division by zero and what no number
    /// answers (the logarithm of -1) give no number. The value over the range is the formula of the terms' values over the
    /// range; a trend line has none.
    /// - Parameters:
    ///   - points: How many points there are.
    ///   - term: The numbers of a term, as many.
    package func values(points: Int, _ term: (FormulaTerm) -> FormulaValues) -> FormulaValues {
        switch self {
        case .number(let value):
            return FormulaValues(points: Array(repeating: value, count: points), collapsed: value)
        case .term(let wanted): return term(wanted)
        case .negative(let part):
            return part.values(points: points, term).mapped { -$0 }
        case .binary(let sign, let left, let right):
            return left.values(points: points, term).zipped(right.values(points: points, term)) {
                Self.apply(sign, $0, $1)
            }
        case .scalar(let scalar, let parts):
            let first = parts[0].values(points: points, term)
            guard parts.count > 1 else { return first.mapped { Self.apply(scalar, $0, 0) } }
            return first.zipped(parts[1].values(points: points, term)) { Self.apply(scalar, $0, $1) }
        case .trendline(let part):
            return FormulaValues(points: Self.trend(part.values(points: points, term).points), collapsed: nil)
        }
    }

    private static func apply(_ sign: Operator, _ left: Double, _ right: Double) -> Double? {
        switch sign {
        case .plus: left + right
        case .minus: left - right
        case .times: left * right
        case .over: right == 0 ? nil : left / right
        }
    }

    private static func apply(_ scalar: Scalar, _ value: Double, _ other: Double) -> Double? {
        switch scalar {
        case .exp: Foundation.exp(value)
        case .ln: Foundation.log(value)
        case .log: Foundation.log(value) / Foundation.log(other)
        case .log10: Foundation.log10(value)
        case .power: Foundation.pow(value, other)
        case .sqrt: value.squareRoot()
        }
    }

    /// Ordinary least squares over the points that there are, drawn at all of them.
    static func trend(_ values: [Double?]) -> [Double?] {
        let known = values.enumerated().compactMap { place, value in value.map { (x: Double(place), y: $0) } }
        guard !known.isEmpty else { return values }
        let count = Double(known.count)
        let meanX = known.reduce(0) { $0 + $1.x } / count
        let meanY = known.reduce(0) { $0 + $1.y } / count
        let spread = known.reduce(0) { $0 + ($1.x - meanX) * ($1.x - meanX) }
        let shared = known.reduce(0) { $0 + ($1.x - meanX) * ($1.y - meanY) }
        let slope = spread == 0 ? 0 : shared / spread
        return values.indices.map { meanY + slope * (Double($0) - meanX) }
    }
}

extension FormulaValues {
    func mapped(_ change: (Double) -> Double?) -> FormulaValues {
        func apply(_ value: Double?) -> Double? { value.flatMap(change).flatMap { $0.isFinite ? $0 : nil } }
        return FormulaValues(points: points.map(apply), collapsed: apply(collapsed))
    }

    func zipped(_ other: FormulaValues, _ join: (Double, Double) -> Double?) -> FormulaValues {
        func apply(_ left: Double?, _ right: Double?) -> Double? {
            guard let left, let right, let value = join(left, right), value.isFinite else { return nil }
            return value
        }
        return FormulaValues(
            points: zip(points, other.points).map { apply($0, $1) }, collapsed: apply(collapsed, other.collapsed))
    }
}

/// Percentiles by linear interpolation at rank (n − 1)·p, the inclusive definition (type 7 of Hyndman and Fan).
package enum Percentile {
    /// - Parameter sorted: Rising.
    package static func value(_ share: Double, of sorted: [Double]) -> Double? {
        guard let last = sorted.last else { return nil }
        let rank = Double(sorted.count - 1) * share
        let low = Int(rank)
        guard low + 1 < sorted.count else { return last }
        return sorted[low] + (rank - Double(low)) * (sorted[low + 1] - sorted[low])
    }

    /// The same where each value occurs so many times.
    package static func value(_ share: Double, ofCounts counts: [Int: Int]) -> Double? {
        let total = counts.values.reduce(0, +)
        guard total > 0 else { return nil }
        let rank = Double(total - 1) * share
        let sorted = counts.sorted { $0.key < $1.key }
        func at(_ place: Int) -> Double {
            var passed = 0
            for (value, count) in sorted {
                passed += count
                if place < passed { return Double(value) }
            }
            return Double(sorted.last?.key ?? 0)
        }
        let low = Int(rank)
        let value = at(low)
        return low + 1 < total ? value + (rank - Double(low)) * (at(low + 1) - value) : value
    }
}
