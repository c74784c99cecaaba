package import JSON

/// Who came back, by series, cohort and column.
package struct RetentionAnswer: ChartAnswer {
    package let series: [ChartSeries]
    package let time: RetentionTime
    package let sql: [String]
    package let notes: [String]
    private let chart: RetentionChart
    private let pass: RetentionPass
    private let calendar: ChartCalendar
    private let sampling: Sampling?

    init(
        _ chart: RetentionChart, _ pass: RetentionPass, series: [ChartSeries], calendar: ChartCalendar,
        sampling: Sampling?, sql: [String], notes: [String]
    ) {
        self.chart = chart
        self.pass = pass
        self.series = series
        self.calendar = calendar
        self.sampling = sampling
        self.sql = sql
        self.notes = notes
        time = pass.time
    }

    /// The units of a cohort.
    package func size(series: Int = 0, cohort: Int) -> Int { pass.sizes[series * time.cohorts.count + cohort] }

    /// How many of them came back in a column, whether it is over or not.
    package func count(series: Int = 0, cohort: Int, column: Int) -> Int {
        pass.counts[(series * time.cohorts.count + cohort) * time.columns.count + column]
    }

    /// Revenue from the start until the end of an interval; 0 if the chart doesn't sum any.
    package func revenue(series: Int = 0, cohort: Int, upTo interval: Int) -> Double {
        guard !pass.sums.isEmpty else { return 0 }
        let cell = (series * time.cohorts.count + cohort) * time.columns.count
        return pass.sums[cell...cell + interval].reduce(0, +)
    }

    /// The overall row over the cohorts whose column is complete; the size is 0 if there are none.
    package func overall(series: Int = 0, column: Int) -> (size: Int, count: Int) {
        if chart.overall == .distinctPeople {
            let cell = series * time.columns.count + column
            return (pass.distinctSizes[cell], pass.distinctCounts[cell])
        }
        let complete = completeCohorts(column)
        return (
            complete.reduce(0) { $0 + size(series: series, cohort: $1) },
            complete.reduce(0) { $0 + count(series: series, cohort: $1, column: column) }
        )
    }

    /// Revenue by the end of an interval for each unit, over the cohorts for which it is complete; `nil` without any.
    package func lifetimeValue(series: Int = 0, upTo interval: Int) -> Double? {
        let complete = completeCohorts(interval)
        let size = complete.reduce(0) { $0 + self.size(series: series, cohort: $1) }
        guard size > 0 else { return nil }
        return complete.reduce(0) { $0 + revenue(series: series, cohort: $1, upTo: interval) } / Double(size)
    }

    private func completeCohorts(_ column: Int) -> [Int] {
        (0..<time.cohorts.count).filter { time.isComplete[$0][column] }
    }

    package func write(to writer: inout JSONWriter) {
        let incomplete = (0..<time.cohorts.count).map { cohort in
            time.columns.isEmpty || !time.isComplete[cohort][0]
        }
        writer.buckets(time.cohorts, incomplete: incomplete, in: calendar)
        writer.key(chart.type == .bracket ? "brackets" : "intervals")
        writer.beginArray()
        for column in time.columns {
            if chart.type == .bracket {
                writer.integers([column.lowerBound, column.upperBound])
            } else {
                writer.int(column.lowerBound)
            }
        }
        writer.endArray()
        writer.key("series")
        writer.beginArray()
        for (index, line) in series.enumerated() {
            writer.beginObject()
            line.write(to: &writer)
            writer.key("cohorts")
            writer.beginArray()
            for cohort in 0..<time.cohorts.count { write(cohort, of: index, to: &writer) }
            writer.endArray()
            writeOverall(index, to: &writer)
            if let interval = chart.overTime { writeOverTime(interval, of: index, to: &writer) }
            writer.endObject()
        }
        writer.endArray()
    }

    private func write(_ cohort: Int, of series: Int, to writer: inout JSONWriter) {
        let columns = time.columns.indices
        writer.beginObject()
        writer.key("size")
        writer.count(size(series: series, cohort: cohort), sampling)
        if chart.measure == .ltv {
            writer.key("revenue")
            writer.numbers(
                columns.map { column in
                    guard time.hasBegun[cohort][column] else { return nil }
                    let revenue = revenue(series: series, cohort: cohort, upTo: column)
                    return sampling?.scaled(revenue) ?? revenue
                })
            writer.key("ltv")
        } else {
            writer.key("counts")
            writer.counts(
                columns.map {
                    time.hasBegun[cohort][$0] ? count(series: series, cohort: cohort, column: $0) : nil
                }, sampling)
            writer.key("shares")
        }
        writer.numbers(columns.map { value(series, cohort, $0) })
        writer.key("incomplete")
        writer.beginArray()
        for column in columns { writer.bool(!time.isComplete[cohort][column]) }
        writer.endArray()
        writer.endObject()
    }

    /// A cell as it is drawn: the share that came back, or the revenue for each unit; `nil` if it has not begun or the cohort
    /// is empty.
    private func value(_ series: Int, _ cohort: Int, _ column: Int) -> Double? {
        let size = size(series: series, cohort: cohort)
        guard size > 0, time.hasBegun[cohort][column] else { return nil }
        let value =
            chart.measure == .ltv
            ? revenue(series: series, cohort: cohort, upTo: column)
            : Double(count(series: series, cohort: cohort, column: column))
        return value / Double(size)
    }

    private func writeOverall(_ series: Int, to writer: inout JSONWriter) {
        let columns = time.columns.indices
        let rows = columns.map { overall(series: series, column: $0) }
        writer.key("overall")
        writer.beginObject()
        writer.key("sizes")
        writer.counts(rows.map(\.size), sampling)
        if chart.measure == .ltv {
            writer.key("ltv")
            writer.numbers(columns.map { lifetimeValue(series: series, upTo: $0) })
        } else {
            let shares = rows.map { $0.size > 0 ? Double($0.count) / Double($0.size) : nil }
            writer.key("counts")
            writer.counts(rows.map(\.count), sampling)
            writer.key("shares")
            writer.numbers(shares)
            if sampling != nil {
                writer.key("share_errors")
                writer.numbers(
                    zip(shares, rows).map { share, row in share.map { Sampling.error(ofShare: $0, of: row.size) } })
            }
        }
        writer.endObject()
    }

    private func writeOverTime(_ column: Int, of series: Int, to writer: inout JSONWriter) {
        writer.key("over_time")
        writer.beginObject()
        writer.key("interval")
        writer.int(column)
        writer.key("values")
        writer.numbers((0..<time.cohorts.count).map { value(series, $0, column) })
        writer.key("incomplete")
        writer.beginArray()
        for cohort in 0..<time.cohorts.count { writer.bool(!time.isComplete[cohort][column]) }
        writer.endArray()
        writer.endObject()
    }
}
