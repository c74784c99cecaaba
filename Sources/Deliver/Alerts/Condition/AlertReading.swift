/// What a condition has seen in a result.
package struct AlertReading: Sendable, Equatable {
    /// Why there is nothing to compare.
    package enum Gap: String, Sendable, Equatable {
        case noRow = "no_row"
        case noPeriod = "no_period"
        case noValue = "no_value"
        case nothingBefore = "nothing_before"

        package var words: String {
            switch self {
            case .noRow: "The tile shows no row that this alert is about."
            case .noPeriod: "No period of the tile is over yet."
            case .noValue: "The tile shows no value there."
            case .nothingBefore: "There is no earlier value yet to compare with."
            }
        }
    }

    package var value: Double?
    /// The value as people see it on the tile.
    package var shown: String?
    /// What a change is against.
    package var earlier: Double?
    /// Of a time series, the period that was looked at, as results name it: `2026-11-27`.
    package var period: String?
    package var isMet = false
    package var gap: Gap?

    package init(_ gap: Gap?, period: String? = nil) {
        self.gap = gap
        self.period = period
    }
}

/// Why an alert could not be looked at, in a sentence for its owner.
package enum AlertTrouble: Error, Sendable, Equatable {
    /// The owner may not, or what it is about is gone: somebody has to do something.
    case refused(String)
    /// It did not work out this time.
    case failed(String)

    package var words: String {
        switch self {
        case .refused(let words), .failed(let words): words
        }
    }
}
