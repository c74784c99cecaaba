import Foundation

/// Probability distributions. Each gives the density (of whole numbers the probability) of a value, or with `cumulative` the
/// probability of at most that value; nil where the parameters make no distribution.
enum Distributions {
    static func normal(_ x: Double, mean: Double, deviation: Double, cumulative: Bool) -> Double? {
        guard deviation > 0 else { return nil }
        let z = (x - mean) / deviation
        return cumulative
            ? erfc(-z / 2.0.squareRoot()) / 2 : exp(-z * z / 2) / (deviation * (2 * Double.pi).squareRoot())
    }

    /// By halving on the side where the tail is small, where no digits get lost.
    static func inverseNormal(_ probability: Double) -> Double? {
        guard probability > 0, probability < 1 else { return nil }
        if probability == 0.5 { return 0 }
        let tail = min(probability, 1 - probability)
        let size = SpecialFunctions.inverse(of: -tail, from: 0, to: 40) { -erfc($0 / 2.0.squareRoot()) / 2 }
        return size.map { probability < 0.5 ? -$0 : $0 }
    }

    static func gamma(_ x: Double, shape: Double, scale: Double, cumulative: Bool) -> Double? {
        guard shape > 0, scale > 0 else { return nil }
        if x < 0 { return 0 }
        if cumulative { return SpecialFunctions.lowerGamma(shape, x / scale) }
        if x == 0 { return shape < 1 ? nil : shape == 1 ? 1 / scale : 0 }
        return exp((shape - 1) * log(x / scale) - x / scale - SpecialFunctions.logGamma(shape)) / scale
    }

    static func inverseGamma(_ probability: Double, shape: Double, scale: Double) -> Double? {
        guard shape > 0, scale > 0, probability >= 0, probability < 1 else { return nil }
        if probability == 0 { return 0 }
        return SpecialFunctions.inverse(of: probability, from: 0) {
            gamma($0 * scale, shape: shape, scale: scale, cumulative: true)
        }.map { $0 * scale }
    }

    static func beta(_ x: Double, _ a: Double, _ b: Double, cumulative: Bool) -> Double? {
        guard a > 0, b > 0 else { return nil }
        if x < 0 || x > 1 { return cumulative && x > 1 ? 1 : 0 }
        if cumulative { return SpecialFunctions.incompleteBeta(x, a, b) }
        if x == 0 || x == 1 { return pow(x, a - 1) * pow(1 - x, b - 1) * exp(-SpecialFunctions.logBeta(a, b)) }
        return exp((a - 1) * log(x) + (b - 1) * log1p(-x) - SpecialFunctions.logBeta(a, b))
    }

    static func inverseBeta(_ probability: Double, _ a: Double, _ b: Double) -> Double? {
        guard a > 0, b > 0, probability >= 0, probability <= 1 else { return nil }
        if probability == 0 || probability == 1 { return probability }
        return SpecialFunctions.inverse(of: probability, from: 0, to: 1) { SpecialFunctions.incompleteBeta($0, a, b) }
    }

    static func student(_ t: Double, freedom: Double, cumulative: Bool) -> Double? {
        guard freedom > 0 else { return nil }
        if cumulative {
            return studentTail(t, freedom: freedom).map { t < 0 ? $0 : 1 - $0 }
        }
        let front = SpecialFunctions.logGamma((freedom + 1) / 2) - SpecialFunctions.logGamma(freedom / 2)
        return exp(front - (freedom + 1) / 2 * log1p(t * t / freedom)) / (freedom * Double.pi).squareRoot()
    }

    /// The probability of lying further out than `t` on its side.
    static func studentTail(_ t: Double, freedom: Double) -> Double? {
        guard freedom > 0 else { return nil }
        return SpecialFunctions.incompleteBeta(freedom / (freedom + t * t), freedom / 2, 0.5).map { $0 / 2 }
    }

    static func inverseStudent(_ probability: Double, freedom: Double) -> Double? {
        guard freedom > 0, probability > 0, probability < 1 else { return nil }
        if probability == 0.5 { return 0 }
        let tail = min(probability, 1 - probability)
        let size = SpecialFunctions.inverse(of: -tail, from: 0) { t in
            studentTail(t, freedom: freedom).map { -$0 }
        }
        return size.map { probability < 0.5 ? -$0 : $0 }
    }

    static func f(_ x: Double, _ first: Double, _ second: Double, cumulative: Bool) -> Double? {
        guard first > 0, second > 0 else { return nil }
        if x < 0 { return 0 }
        if cumulative {
            return SpecialFunctions.incompleteBeta(first * x / (first * x + second), first / 2, second / 2)
        }
        if x == 0 { return first < 2 ? nil : first == 2 ? 1 : 0 }
        let powers = first / 2 * log(first) + second / 2 * log(second) + (first / 2 - 1) * log(x)
        let whole = (first + second) / 2 * log(second + first * x)
        return exp(powers - whole - SpecialFunctions.logBeta(first / 2, second / 2))
    }

    static func inverseF(_ probability: Double, _ first: Double, _ second: Double) -> Double? {
        guard first > 0, second > 0, probability >= 0, probability < 1 else { return nil }
        if probability == 0 { return 0 }
        return SpecialFunctions.inverse(of: probability, from: 0) { f($0, first, second, cumulative: true) }
    }

    static func exponential(_ x: Double, rate: Double, cumulative: Bool) -> Double? {
        guard rate > 0 else { return nil }
        if x < 0 { return 0 }
        return cumulative ? -expm1(-rate * x) : rate * exp(-rate * x)
    }

    static func weibull(_ x: Double, shape: Double, scale: Double, cumulative: Bool) -> Double? {
        guard shape > 0, scale > 0 else { return nil }
        if x < 0 { return 0 }
        let power = pow(x / scale, shape)
        return cumulative ? -expm1(-power) : shape / scale * pow(x / scale, shape - 1) * exp(-power)
    }
}

// MARK: - Of whole numbers

extension Distributions {
    static func binomial(_ successes: Double, of tests: Double, _ probability: Double, cumulative: Bool) -> Double? {
        let k = successes.rounded(.down)
        let n = tests.rounded(.down)
        guard n >= 0, probability >= 0, probability <= 1 else { return nil }
        if k < 0 { return 0 }
        if k > n { return cumulative ? 1 : 0 }
        if cumulative { return k == n ? 1 : SpecialFunctions.incompleteBeta(1 - probability, n - k, k + 1) }
        if probability == 0 || probability == 1 { return k == (probability == 0 ? 0 : n) ? 1 : 0 }
        return exp(logChoices(n, k) + k * log(probability) + (n - k) * log1p(-probability))
    }

    static func inverseBinomial(tests: Double, _ probability: Double, target: Double) -> Double? {
        let n = tests.rounded(.down)
        guard n >= 0, n <= 1e15, probability >= 0, probability <= 1, target >= 0, target <= 1 else { return nil }
        var low = 0.0
        var high = n
        while low < high {
            let middle = ((low + high) / 2).rounded(.down)
            guard let reached = binomial(middle, of: n, probability, cumulative: true) else { return nil }
            // A probability such as 11/16 comes out a rounding error short of it.
            if reached >= target - 1e-14 { high = middle } else { low = middle + 1 }
        }
        return low
    }

    static func poisson(_ events: Double, rate: Double, cumulative: Bool) -> Double? {
        let k = events.rounded(.down)
        guard rate > 0 else { return nil }
        if k < 0 { return 0 }
        if cumulative { return SpecialFunctions.lowerGamma(k + 1, rate).map { 1 - $0 } }
        return exp(k * log(rate) - rate - SpecialFunctions.logGamma(k + 1))
    }

    static func negativeBinomial(
        failures: Double, before successes: Double, _ probability: Double, cumulative: Bool
    ) -> Double? {
        let f = failures.rounded(.down)
        let s = successes.rounded(.down)
        guard s >= 1, probability > 0, probability <= 1 else { return nil }
        if f < 0 { return 0 }
        if cumulative { return SpecialFunctions.incompleteBeta(probability, s, f + 1) }
        if probability == 1 { return f == 0 ? 1 : 0 }
        return exp(logChoices(f + s - 1, f) + s * log(probability) + f * log1p(-probability))
    }

    /// Sums of more than this many terms are not made.
    private static let mostTerms = 100_000.0

    static func hypergeometric(
        _ found: Double, sample: Double, successes: Double, population: Double, cumulative: Bool
    ) -> Double? {
        let k = found.rounded(.down)
        let (n, good, all) = (sample.rounded(.down), successes.rounded(.down), population.rounded(.down))
        guard n >= 0, good >= 0, n <= all, good <= all, all >= 1 else { return nil }
        let least = max(0, n + good - all)
        let most = min(n, good)
        if k < least { return 0 }
        if k > most { return cumulative ? 1 : 0 }
        func probability(_ k: Double) -> Double {
            exp(logChoices(good, k) + logChoices(all - good, n - k) - logChoices(all, n))
        }
        guard cumulative else { return probability(k) }
        guard k - least < mostTerms else { return nil }
        var term = probability(k)
        var sum = term
        var j = k
        while j > least {
            term *= j * (all - good - n + j) / ((good - j + 1) * (n - j + 1))
            sum += term
            j -= 1
        }
        return min(1, sum)
    }

    /// Logarithm of the number of ways to choose `k` of `n`.
    static func logChoices(_ n: Double, _ k: Double) -> Double {
        guard k > 0, k < n else { return 0 }
        return SpecialFunctions.logGamma(n + 1) - SpecialFunctions.logGamma(k + 1)
            - SpecialFunctions.logGamma(n - k + 1)
    }
}
