package import JSON

/// How many units came on how many days, by series and period.
package struct StickinessAnswer: ChartAnswer {
    /// The weeks or months, or the range as one.
    package let periods: Buckets
    package let series: [ChartSeries]
    /// By series, period and number of days from 1.
    let counts: [[[Int]]]
    package let incomplete: [Bool]
    let calendar: ChartCalendar
    let sampling: Sampling?
    package let sql: [String]
    package let notes: [String]

    /// Who came on exactly 1, 2, … days.
    package func exactly(series: Int = 0, period: Int) -> [Int] { counts[series][period] }

    /// Who came on at least 1, 2, … days.
    package func atLeast(series: Int = 0, period: Int) -> [Int] { Self.sums(counts[series][period]) }

    /// Who came at all.
    package func people(series: Int = 0, period: Int) -> Int { counts[series][period].reduce(0, +) }

    /// Who came on exactly 1, 2, … days, summed over the complete periods: somebody counts once for each of them.
    package func overall(series: Int = 0) -> [Int] {
        var sum = Array(repeating: 0, count: counts[series].first?.count ?? 0)
        for (period, days) in counts[series].enumerated() where !incomplete[period] {
            for (place, count) in days.enumerated() { sum[place] += count }
        }
        return sum
    }

    private static func sums(_ exactly: [Int]) -> [Int] {
        var (sum, result) = (0, exactly)
        for place in exactly.indices.reversed() {
            sum += exactly[place]
            result[place] = sum
        }
        return result
    }

    package func write(to writer: inout JSONWriter) {
        writer.buckets(periods, incomplete: incomplete, in: calendar)
        writer.key("series")
        writer.beginArray()
        for (index, line) in series.enumerated() {
            writer.beginObject()
            line.write(to: &writer)
            writer.key("buckets")
            writer.beginArray()
            for period in 0..<periods.count {
                writer.beginObject()
                write(exactly(series: index, period: period), to: &writer)
                writer.endObject()
            }
            writer.endArray()
            writer.key("overall")
            writer.beginObject()
            write(overall(series: index), to: &writer)
            writer.endObject()
            writer.endObject()
        }
        writer.endArray()
    }

    private func write(_ exactly: [Int], to writer: inout JSONWriter) {
        let atLeast = Self.sums(exactly)
        let people = atLeast.first ?? 0
        func shares(_ counts: [Int]) -> [Double?] { counts.map { people > 0 ? Double($0) / Double(people) : nil } }
        writer.key("people")
        writer.count(people, sampling)
        writer.uniques("exactly", exactly, sampling)
        writer.uniques("at_least", atLeast, sampling)
        for (key, shares) in [("exactly_shares", shares(exactly)), ("at_least_shares", shares(atLeast))] {
            writer.key(key)
            writer.numbers(shares)
            if sampling != nil { writer.shareErrors(key, of: shares, shares.map { _ in people }) }
        }
    }
}
