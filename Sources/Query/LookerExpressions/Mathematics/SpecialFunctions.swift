import Foundation

/// The gamma and beta functions behind the distributions. Nil where they are not defined or don't converge.
enum SpecialFunctions {
    /// Iterations of series and fractions: the square root of parameters up to about 10⁸ is enough of them.
    private static let patience = 20_000

    /// Logarithm of the gamma function for `x` above 0: Lanczos' approximation with g = 7 and nine terms (Godfrey's
    /// coefficients), good to 15 digits. The C library's `lgamma` writes to a global.
    static func logGamma(_ x: Double) -> Double {
        if x < 0.5 { return log(Double.pi / sin(Double.pi * x)) - logGamma(1 - x) }
        let coefficients = [
            676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905,
            -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
        ]
        let shifted = x - 1
        var sum = 0.99999999999980993
        for (index, coefficient) in coefficients.enumerated() { sum += coefficient / (shifted + Double(index) + 1) }
        let base = shifted + 7.5
        return 0.5 * log(2 * Double.pi) + (shifted + 0.5) * log(base) - base + log(sum)
    }

    static func logBeta(_ a: Double, _ b: Double) -> Double { logGamma(a) + logGamma(b) - logGamma(a + b) }

    /// P(a, x), the lower incomplete gamma function as a share of the whole: by its series below a + 1, by Legendre's
    /// continued fraction above (Press et al., "Numerical Recipes", §6.2).
    static func lowerGamma(_ a: Double, _ x: Double) -> Double? {
        guard a > 0, x >= 0 else { return nil }
        if x == 0 { return 0 }
        if x == .infinity { return 1 }
        let front = exp(-x + a * log(x) - logGamma(a))
        if x < a + 1 {
            var term = 1 / a
            var sum = term
            for step in 1...patience {
                term *= x / (a + Double(step))
                sum += term
                if term.magnitude < sum.magnitude * 1e-16 { return min(1, sum * front) }
            }
            return nil
        }
        return upperFraction(a, x).map { max(0, 1 - front * $0) }
    }

    private static func upperFraction(_ a: Double, _ x: Double) -> Double? {
        let tiny = 1e-300
        var b = x + 1 - a
        var c = 1 / tiny
        var d = 1 / b
        var fraction = d
        for step in 1...patience {
            let numerator = -Double(step) * (Double(step) - a)
            b += 2
            d = numerator * d + b
            if d.magnitude < tiny { d = tiny }
            c = b + numerator / c
            if c.magnitude < tiny { c = tiny }
            d = 1 / d
            fraction *= d * c
            if (d * c - 1).magnitude < 1e-15 { return fraction }
        }
        return nil
    }

    /// I(x; a, b), the incomplete beta function as a share of the whole, by Lentz's method (ibid., §6.4).
    static func incompleteBeta(_ x: Double, _ a: Double, _ b: Double) -> Double? {
        guard a > 0, b > 0, x >= 0, x <= 1 else { return nil }
        if x == 0 || x == 1 { return x }
        let front = exp(a * log(x) + b * log1p(-x) - logBeta(a, b))
        if x < (a + 1) / (a + b + 2) { return betaFraction(x, a, b).map { min(1, front * $0 / a) } }
        return betaFraction(1 - x, b, a).map { max(0, 1 - front * $0 / b) }
    }

    private static func betaFraction(_ x: Double, _ a: Double, _ b: Double) -> Double? {
        let tiny = 1e-300
        func kept(_ value: Double) -> Double { value.magnitude < tiny ? tiny : value }
        var c = 1.0
        var d = 1 / kept(1 - (a + b) * x / (a + 1))
        var fraction = d
        for step in 1...patience {
            let m = Double(step)
            let even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
            d = 1 / kept(1 + even * d)
            c = kept(1 + even / c)
            fraction *= d * c
            let odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
            d = 1 / kept(1 + odd * d)
            c = kept(1 + odd / c)
            fraction *= d * c
            if (d * c - 1).magnitude < 1e-15 { return fraction }
        }
        return nil
    }

    /// Where a function that never falls reaches `target`, between `low` and, if nil, somewhere above it.
    static func inverse(
        of target: Double, from low: Double, to high: Double? = nil, _ function: (Double) -> Double?
    ) -> Double? {
        var low = low
        var top = high ?? max(1, low + 1)
        if high == nil {
            while let value = function(top), value < target, top < 1e300 { top = low + (top - low) * 2 }
        }
        // Halving 200 times is more than the digits of a Double.
        for _ in 0..<200 {
            let middle = low + (top - low) / 2
            guard middle > low, middle < top else { break }
            guard let value = function(middle) else { return nil }
            if value < target { low = middle } else { top = middle }
        }
        return low + (top - low) / 2
    }
}
