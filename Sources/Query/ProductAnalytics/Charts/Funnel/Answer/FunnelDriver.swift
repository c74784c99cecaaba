/// How doing another event between two steps goes along with converting.
package struct FunnelDriver: Sendable, Equatable {
    package var event: String
    /// Who did it, of those who converted and of those who did not.
    package var converted: Int
    package var dropped: Int
    /// The phi coefficient of the table, from -1 to 1; `nil` where everybody or nobody did it or converted.
    package var phi: Double?

    /// - Parameters:
    ///   - allConverted: All who converted …
    ///   - allDropped: … and all who did not.
    package init(event: String, converted: Int, dropped: Int, allConverted: Int, allDropped: Int) {
        self.event = event
        self.converted = converted
        self.dropped = dropped
        let (a, b) = (Double(converted), Double(dropped))
        let (c, d) = (Double(allConverted) - a, Double(allDropped) - b)
        let product = (a + b) * (c + d) * (a + c) * (b + d)
        phi = product > 0 ? (a * d - b * c) / product.squareRoot() : nil
    }
}

extension FunnelDriverCounts {
    static let mostDrivers = 100

    /// The strongest, then those with less to say.
    func drivers(_ types: ValueDictionary) -> [FunnelDriver] {
        let all = Set(converters.keys).union(droppers.keys).map { code in
            FunnelDriver(
                event: types.text(of: code) ?? PropertyFilter.noneText, converted: converters[code] ?? 0,
                dropped: droppers[code] ?? 0, allConverted: converted, allDropped: dropped)
        }
        return all.sorted { left, right in
            let (a, b) = (abs(left.phi ?? 0), abs(right.phi ?? 0))
            return a != b ? a > b : left.event < right.event
        }
    }
}
