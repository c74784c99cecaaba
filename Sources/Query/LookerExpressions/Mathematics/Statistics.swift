import Foundation

/// Statistics of numbers, nulls already left out. Nil of too few.
enum Statistics {
    /// Neumaier's sum: small addends are not lost beside large ones.
    static func sum(_ numbers: some Sequence<Double>) -> Double {
        var sum = 0.0
        var lost = 0.0
        for number in numbers {
            let next = sum + number
            lost += sum.magnitude >= number.magnitude ? (sum - next) + number : (number - next) + sum
            sum = next
        }
        return sum + lost
    }

    static func mean(_ numbers: [Double]) -> Double? {
        numbers.isEmpty ? nil : sum(numbers) / Double(numbers.count)
    }

    /// Sum of the deviations' powers.
    private static func moment(_ numbers: [Double], _ power: Int, around mean: Double) -> Double {
        sum(
            numbers.lazy.map { number in (1..<power).reduce(number - mean) { product, _ in product * (number - mean) } }
        )
    }

    /// - Parameter missing: 0 for a whole population, 1 for a sample.
    static func variance(_ numbers: [Double], missing: Double) -> Double? {
        guard Double(numbers.count) > missing, let mean = mean(numbers) else { return nil }
        return moment(numbers, 2, around: mean) / (Double(numbers.count) - missing)
    }

    static func deviation(_ numbers: [Double], missing: Double) -> Double? {
        variance(numbers, missing: missing)?.squareRoot()
    }

    /// Joanes and Gill's G1, as spreadsheets and SAS give it.
    static func skewness(_ numbers: [Double]) -> Double? {
        let n = Double(numbers.count)
        guard n > 2, let mean = mean(numbers), let deviation = deviation(numbers, missing: 1), deviation > 0 else {
            return nil
        }
        return n / ((n - 1) * (n - 2)) * moment(numbers, 3, around: mean) / pow(deviation, 3)
    }

    /// Their G2: 0 for a normal distribution.
    static func kurtosis(_ numbers: [Double]) -> Double? {
        let n = Double(numbers.count)
        guard n > 3, let mean = mean(numbers), let variance = variance(numbers, missing: 1), variance > 0 else {
            return nil
        }
        let fourth = moment(numbers, 4, around: mean) / (variance * variance)
        return n * (n + 1) / ((n - 1) * (n - 2) * (n - 3)) * fourth - 3 * (n - 1) * (n - 1) / ((n - 2) * (n - 3))
    }

    static func geometricMean(_ numbers: [Double]) -> Double? {
        guard !numbers.isEmpty, numbers.allSatisfy({ $0 > 0 }) else { return nil }
        return exp(sum(numbers.lazy.map { log($0) }) / Double(numbers.count))
    }

    /// - Parameters:
    ///   - share: From 0 to 1, else the result is nil.
    ///   - sorted: Ascending. Between two of them the result is interpolated.
    static func percentile(_ share: Double, of sorted: [Double]) -> Double? {
        guard share >= 0, share <= 1, let last = sorted.last else { return nil }
        let place = share * Double(sorted.count - 1)
        let below = Int(place.rounded(.down))
        guard below + 1 < sorted.count else { return last }
        return sorted[below] + (sorted[below + 1] - sorted[below]) * (place - Double(below))
    }

    /// How many of the ascending `sorted` are below `value`.
    static func below(_ value: Double, in sorted: [Double], orEqual: Bool = false) -> Int {
        var low = 0
        var high = sorted.count
        while low < high {
            let middle = low + (high - low) / 2
            if sorted[middle] < value || (orEqual && sorted[middle] == value) {
                low = middle + 1
            } else {
                high = middle
            }
        }
        return low
    }

    /// 0 for the smallest, 1 for the largest, interpolated between neighbours, nil outside.
    static func percentRank(_ value: Double, in sorted: [Double]) -> Double? {
        guard let first = sorted.first, let last = sorted.last, value >= first, value <= last else { return nil }
        guard sorted.count > 1 else { return 1 }
        let below = below(value, in: sorted)
        let steps = Double(sorted.count - 1)
        if sorted[below] == value { return Double(below) / steps }
        // Strictly between two neighbours; the lower one ranks by its first occurrence.
        let lower = sorted[below - 1]
        let lowerRank = Double(Self.below(lower, in: sorted))
        let part = (value - lower) / (sorted[below] - lower)
        return (lowerRank + part * (Double(below) - lowerRank)) / steps
    }
}

// MARK: - Of two columns

extension Statistics {
    /// - Parameter missing: 0 for a whole population, 1 for a sample.
    static func covariance(_ xs: [Double], _ ys: [Double], missing: Double) -> Double? {
        guard Double(xs.count) > missing, let products = products(xs, ys) else { return nil }
        return products.xy / (Double(xs.count) - missing)
    }

    static func correlation(_ xs: [Double], _ ys: [Double]) -> Double? {
        guard let products = products(xs, ys), products.xx > 0, products.yy > 0 else { return nil }
        return products.xy / (products.xx.squareRoot() * products.yy.squareRoot())
    }

    static func slope(ys: [Double], xs: [Double]) -> Double? {
        guard let products = products(xs, ys), products.xx > 0 else { return nil }
        return products.xy / products.xx
    }

    static func intercept(ys: [Double], xs: [Double]) -> Double? {
        guard let slope = slope(ys: ys, xs: xs), let x = mean(xs), let y = mean(ys) else { return nil }
        return y - slope * x
    }

    /// Sums of the products of deviations.
    private static func products(_ xs: [Double], _ ys: [Double]) -> (xx: Double, xy: Double, yy: Double)? {
        guard let x = mean(xs), let y = mean(ys) else { return nil }
        return (
            sum(xs.lazy.map { ($0 - x) * ($0 - x) }), sum(zip(xs, ys).lazy.map { ($0 - x) * ($1 - y) }),
            sum(ys.lazy.map { ($0 - y) * ($0 - y) })
        )
    }

    /// - Parameters:
    ///   - tails: 1 or 2.
    ///   - kind: 1 paired, 2 equal variances, 3 unequal variances (Welch).
    static func tTest(_ xs: [Double], _ ys: [Double], tails: Int64, kind: Int64) -> Double? {
        guard tails == 1 || tails == 2 else { return nil }
        guard let (t, freedom) = kind == 1 ? paired(xs, ys) : unpaired(xs, ys, kind: kind) else { return nil }
        return Distributions.studentTail(t, freedom: freedom).map { $0 * Double(tails) }
    }

    private static func paired(_ xs: [Double], _ ys: [Double]) -> (t: Double, freedom: Double)? {
        guard xs.count == ys.count else { return nil }
        let differences = zip(xs, ys).map { $0 - $1 }
        let n = Double(differences.count)
        guard let mean = mean(differences), let variance = variance(differences, missing: 1), variance > 0 else {
            return nil
        }
        return (mean / (variance / n).squareRoot(), n - 1)
    }

    private static func unpaired(_ xs: [Double], _ ys: [Double], kind: Int64) -> (t: Double, freedom: Double)? {
        let (n, m) = (Double(xs.count), Double(ys.count))
        guard let x = mean(xs), let y = mean(ys), let vx = variance(xs, missing: 1), let vy = variance(ys, missing: 1)
        else { return nil }
        switch kind {
        case 2:
            let pooled = ((n - 1) * vx + (m - 1) * vy) / (n + m - 2)
            guard pooled > 0 else { return nil }
            return ((x - y) / (pooled * (1 / n + 1 / m)).squareRoot(), n + m - 2)
        case 3:
            let (a, b) = (vx / n, vy / m)
            guard a + b > 0 else { return nil }
            return ((x - y) / (a + b).squareRoot(), (a + b) * (a + b) / (a * a / (n - 1) + b * b / (m - 1)))
        default: return nil
        }
    }

    /// - Parameter freedom: Degrees of freedom of the table; nil without any.
    static func chiSquared(actual: [Double], expected: [Double], freedom: Int) -> Double? {
        guard freedom > 0, actual.count == expected.count, expected.allSatisfy({ $0 > 0 }) else { return nil }
        let statistic = sum(zip(actual, expected).lazy.map { ($0 - $1) * ($0 - $1) / $1 })
        return Distributions.gamma(statistic, shape: Double(freedom) / 2, scale: 2, cumulative: true).map { 1 - $0 }
    }
}
