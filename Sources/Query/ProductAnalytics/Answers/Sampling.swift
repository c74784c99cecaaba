/// What looking at a share of all people makes of numbers.
///
/// Counts and sums are scaled up by 1 ÷ rate; averages, ratios, shares, percentiles and extremes stand as they are.
package struct Sampling: Sendable, Equatable {
    /// In (0, 1).
    package let rate: Double

    package init(rate: Double) { self.rate = rate }

    package func scaled(_ count: Int) -> Int { Int((Double(count) / rate).rounded()) }

    package func scaled(_ sum: Double) -> Double { sum / rate }

    /// How far the scaled count of so many sampled people may be from the truth, 19 times out of 20:
    /// 1.96 · √(n(1 − rate)) ÷ rate.
    package func error(ofCount sampled: Int) -> Double { 1.96 * (Double(sampled) * (1 - rate)).squareRoot() / rate }

    /// The same for a proportion p of n sampled people: 1.96 · √(p(1 − p) ÷ n).
    package static func error(ofShare share: Double, of sampled: Int) -> Double {
        sampled > 0 ? 1.96 * (share * (1 - share) / Double(sampled)).squareRoot() : 0
    }
}
