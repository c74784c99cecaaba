/// What one unit of each foreign currency is worth in the project's own, by UTC day.
package struct ExchangeRates: Sendable, Equatable {
    /// It holds from its day on until the next one.
    struct Rate: Sendable, Equatable {
        /// Days since 1970-01-01.
        var day: Int32
        /// In units of 10⁻¹², above 0 and below 10²⁰.
        var value: Int128
    }

    /// By code, in capitals, in the order of their days.
    let rates: [String: [Rate]]

    package init() { rates = [:] }

    init(_ rates: [String: [Rate]]) {
        self.rates = rates.mapValues { $0.sorted { $0.day < $1.day } }
    }

    /// The number 1 as a rate.
    static let one: Int128 = 1_000_000_000_000

    /// An amount in millionths as one of the project's currency, rounded to millionths, half away from zero.
    /// - Parameter currency: Its code, in capitals.
    /// - Returns: `nil` before the first rate of the currency, and where there are more than twelve digits before the point.
    func converted(_ amount: Int128, from currency: String, on day: Int32) -> Int128? {
        guard let rate = rate(of: currency, on: day) else { return nil }
        let (product, overflows) = amount.multipliedReportingOverflow(by: rate)
        guard !overflows else { return nil }
        let (quotient, rest) = product.quotientAndRemainder(dividingBy: Self.one)
        let isRounded = rest.magnitude >= Self.one.magnitude / 2
        let rounded = isRounded ? quotient + product.signum() : quotient
        return rounded.magnitude < Self.mostMillionths.magnitude ? rounded : nil
    }

    /// What DECIMAL(18,6) doesn't hold any more.
    private static let mostMillionths: Int128 = 1_000_000_000_000_000_000

    /// The last rate up to a day.
    private func rate(of currency: String, on day: Int32) -> Int128? {
        guard let days = rates[currency] else { return nil }
        var (low, high) = (0, days.count)
        while low < high {
            let middle = (low + high) / 2
            if days[middle].day <= day { low = middle + 1 } else { high = middle }
        }
        return low > 0 ? days[low - 1].value : nil
    }
}
