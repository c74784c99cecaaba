import Foundation

/// How much a search prefers what people use and what is fresh.
enum Usage {
    /// Grows with the logarithm of how often something was looked at, and falls to a bit over half as nobody looks at it
    /// or changes it any more: its half-life is 90 days.
    static func weight(views: Int, touched: Date, now: Date) -> Double {
        let days = max(0, now.timeIntervalSince(touched) / 86_400)
        return popularity(views) * (0.6 + 0.4 * exp2(-days / 90))
    }

    /// 1 for none, 1.7 for 10, 2.4 for 100, 3.1 for 1,000.
    static func popularity(_ uses: Int) -> Double { 1 + 0.3 * log1p(Double(max(0, uses))) }
}
