package import JSON

/// How many units have which median gap, by series.
package struct UsageIntervalAnswer: ChartAnswer {
    package let series: [ChartSeries]
    /// By series and median in half days.
    let counts: [[Int]]
    /// By series: who did the event on one day only.
    package let leftOut: [Int]
    let sampling: Sampling?
    package let sql: [String]
    package let notes: [String]

    /// Who did the event on at least two days.
    package func people(series: Int = 0) -> Int { counts[series].reduce(0, +) }

    /// Whose median is exactly so many half days.
    package func count(series: Int = 0, halfDays: Int) -> Int {
        counts[series].indices.contains(halfDays) ? counts[series][halfDays] : 0
    }

    /// The share whose median is at most so many days; `nil` if nobody did the event on two days.
    package func share(series: Int = 0, upTo days: Double) -> Double? {
        let people = people(series: series)
        guard people > 0 else { return nil }
        let covered = counts[series].prefix(max(0, Int((days * 2).rounded(.down)) + 1)).reduce(0, +)
        return Double(covered) / Double(people)
    }

    /// The least number of days that covers a share of the people; `nil` if there are none.
    package func days(series: Int = 0, covering share: Double) -> Double? {
        let people = people(series: series)
        var covered = 0
        for (halfDays, count) in counts[series].enumerated() where count > 0 {
            covered += count
            if Double(covered) >= share * Double(people) { return Double(halfDays) / 2 }
        }
        return nil
    }

    package func write(to writer: inout JSONWriter) {
        writer.key("series")
        writer.beginArray()
        for (index, line) in series.enumerated() {
            let halfDays = counts[index].indices.filter { counts[index][$0] > 0 }
            writer.beginObject()
            line.write(to: &writer)
            writer.key("people")
            writer.count(people(series: index), sampling)
            writer.key("one_day_only")
            writer.count(leftOut[index], sampling)
            writer.key("days")
            writer.numbers(halfDays.map { Double($0) / 2 })
            writer.uniques("counts", halfDays.map { counts[index][$0] }, sampling)
            writer.key("shares")
            writer.numbers(halfDays.map { share(series: index, upTo: Double($0) / 2) })
            writer.key("covers_80_percent")
            writer.number(days(series: index, covering: 0.8))
            writer.endObject()
        }
        writer.endArray()
    }
}
