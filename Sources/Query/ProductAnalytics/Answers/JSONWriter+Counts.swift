internal import JSON

extension JSONWriter {
    /// A count of units, scaled up if only a share of them was looked at.
    mutating func count(_ count: Int, _ sampling: Sampling?) { int(Int64(sampling?.scaled(count) ?? count)) }

    /// Counts of units, scaled up if only a share of them was looked at; null where there is none.
    mutating func counts(_ counts: [Int?], _ sampling: Sampling?) {
        beginArray()
        for value in counts {
            if let value { count(value, sampling) } else { null() }
        }
        endArray()
    }

    /// `key_errors` for shares of so many sampled units: how far each may be from the truth.
    mutating func shareErrors(_ name: String, of shares: [Double?], _ units: [Int]) {
        key(name + "_errors")
        numbers(zip(shares, units).map { share, units in share.map { Sampling.error(ofShare: $0, of: units) } })
    }

    /// `key` with counts of units, and if only a share was looked at `key_errors`: how far each may be from the truth.
    mutating func uniques(_ name: String, _ counts: [Int], _ sampling: Sampling?) {
        key(name)
        self.counts(counts, sampling)
        guard let sampling else { return }
        key(name + "_errors")
        numbers(counts.map { sampling.error(ofCount: $0) })
    }
}
