internal import Synchronization

/// In which currency amounts are added up, and what others are worth in it.
package struct ProjectCurrency: Sendable, Equatable {
    /// An ISO code, in capitals. `nil`: only amounts that came without a currency are the project's.
    package let code: String?
    /// `nil` while they are not known: what is stored then stays as it is.
    package var rates: ExchangeRates?

    package init(code: String? = nil, rates: ExchangeRates? = ExchangeRates()) {
        self.code = code
        self.rates = rates
    }

    /// Three letters in capitals; `nil` for any other text.
    package static func code(_ text: String) -> String? {
        let code = text.uppercased()
        let isCode =
            code.utf8.count == 3 && code.utf8.allSatisfy { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) }
        return isCode ? code : nil
    }

    /// What an event's amount is worth in the project's currency.
    /// - Parameters:
    ///   - amount: In millionths.
    ///   - currency: As it was sent; `nil` is the project's own.
    ///   - day: The UTC day of the event, as days since 1970-01-01.
    /// - Returns: In millionths; `nil` where that isn't known.
    func worth(of amount: Int128?, in currency: String?, on day: Int32) -> Int128? {
        guard let amount, let currency else { return amount }
        guard let code else { return nil }
        let foreign = currency.uppercased()
        return foreign == code ? amount : rates?.converted(amount, from: foreign, on: day)
    }
}

/// The currency of a project whose rates may be changed. The loader asks before each load, so that a change holds for
/// whatever is loaded after it.
package final class LiveCurrency: Sendable {
    private let value: Mutex<ProjectCurrency>

    package init(_ currency: ProjectCurrency = ProjectCurrency()) { value = Mutex(currency) }

    package var current: ProjectCurrency { value.withLock { $0 } }

    package func replace(rates: ExchangeRates?) { value.withLock { $0.rates = rates } }
}
