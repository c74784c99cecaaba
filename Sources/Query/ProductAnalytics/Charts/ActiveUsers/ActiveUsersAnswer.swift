package import JSON

/// Active units by series: in windows that end with each day, and in calendar intervals.
package struct ActiveUsersAnswer: ChartAnswer {
    /// All days of the range, also those that are not drawn.
    package let days: Buckets
    package let incomplete: [Bool]
    /// Whether a day is drawn and part of means.
    package let isDrawn: [Bool]
    package let windows: [Int]
    /// The buckets of each calendar interval.
    package let calendar: [Buckets]
    package let series: [ChartSeries]
    package let sql: [String]
    package let notes: [String]
    /// By series, window and day.
    private let rolling: [[[Int]]]
    private let inCalendar: [[[Int]]]
    private let context: ChartContext

    init(
        _ chart: ActiveUsersChart, _ days: ActiveUsersDays, _ pass: ActiveUsersPass, series: [ChartSeries],
        context: ChartContext, sql: [String], notes: [String]
    ) {
        self.days = days.shown
        let shown = days.firstShown..<days.firstShown + days.shown.count
        incomplete = (0..<days.shown.count).map { days.shown.isIncomplete($0, asOf: context.asOf) }
        isDrawn = (0..<days.shown.count).map {
            !chart.excludedWeekdays.contains(context.calendar.weekday(days.shown.edges[$0]))
        }
        windows = chart.windows
        calendar = days.calendar
        self.series = series
        rolling = series.indices.map { index in
            chart.windows.indices.map { Array(pass.active(series: index, window: $0)[shown]) }
        }
        inCalendar = pass.calendar
        self.context = context
        self.sql = sql
        self.notes = notes
    }

    /// Units active in the days that end with each day of the range. Empty if there is no such window.
    package func active(series: Int = 0, window: Int) -> [Int] {
        windows.firstIndex(of: window).map { rolling[series][$0] } ?? []
    }

    /// Units active in each bucket of a calendar interval. Empty if the chart doesn't count it.
    package func active(series: Int = 0, calendar interval: ChartInterval) -> [Int] {
        calendar.firstIndex { $0.interval == interval }.map { inCalendar[series][$0] } ?? []
    }

    /// The ratio of two windows day by day; `nil` where nobody is in the longer one.
    package func ratios(series: Int = 0, of window: Int, in longer: Int) -> [Double?] {
        zip(active(series: series, window: window), active(series: series, window: longer)).map { part, whole in
            whole > 0 ? Double(part) / Double(whole) : nil
        }
    }

    /// The mean of the daily ratios over the days that are drawn and over; `nil` if there are none.
    package func meanRatio(series: Int = 0, of window: Int, in longer: Int) -> Double? {
        let ratios = ratios(series: series, of: window, in: longer)
        let counted = daysOfMeans.compactMap { ratios[$0] }
        return counted.isEmpty ? nil : counted.reduce(0, +) / Double(counted.count)
    }

    /// The ratio of the means, which is that of the sums, over the same days.
    package func ratioOfMeans(series: Int = 0, of window: Int, in longer: Int) -> Double? {
        let part = sum(active(series: series, window: window))
        let whole = sum(active(series: series, window: longer))
        return whole > 0 ? Double(part) / Double(whole) : nil
    }

    private func sum(_ values: [Int]) -> Int { daysOfMeans.reduce(0) { $0 + values[$1] } }

    private var daysOfMeans: [Int] { isDrawn.indices.filter { isDrawn[$0] && !incomplete[$0] } }

    package func write(to writer: inout JSONWriter) {
        let drawn = isDrawn.indices.filter { isDrawn[$0] }
        writer.key("buckets")
        writer.beginArray()
        for day in drawn { writer.bucket(days, day, incomplete: incomplete[day], in: context.calendar) }
        writer.endArray()
        writer.key("series")
        writer.beginArray()
        for (index, line) in series.enumerated() {
            writer.beginObject()
            line.write(to: &writer)
            writeWindows(index, drawn, to: &writer)
            writeRatios(index, drawn, to: &writer)
            writer.key("calendar")
            writer.beginArray()
            for (place, buckets) in calendar.enumerated() {
                writer.beginObject()
                writer.key("interval")
                writer.string(buckets.interval.rawValue)
                writer.buckets(
                    buckets, incomplete: (0..<buckets.count).map { buckets.isIncomplete($0, asOf: context.asOf) },
                    in: context.calendar)
                writer.uniques("values", inCalendar[index][place], context.sampling)
                writer.endObject()
            }
            writer.endArray()
            writer.endObject()
        }
        writer.endArray()
    }

    private func writeWindows(_ series: Int, _ drawn: [Int], to writer: inout JSONWriter) {
        writer.key("windows")
        writer.beginArray()
        for (place, length) in windows.enumerated() {
            writer.beginObject()
            writer.key("days")
            writer.int(length)
            if let name = [1: "DAU", 7: "WAU", 30: "MAU"][length] {
                writer.key("name")
                writer.string(name)
            }
            writer.uniques("values", drawn.map { rolling[series][place][$0] }, context.sampling)
            writer.endObject()
        }
        writer.endArray()
    }

    private func writeRatios(_ series: Int, _ drawn: [Int], to writer: inout JSONWriter) {
        writer.key("ratios")
        writer.beginArray()
        for (place, window) in windows.enumerated() {
            for longer in windows[(place + 1)...] {
                let ratios = ratios(series: series, of: window, in: longer)
                writer.beginObject()
                writer.key("of")
                writer.int(window)
                writer.key("in")
                writer.int(longer)
                writer.key("values")
                writer.numbers(drawn.map { ratios[$0] })
                writer.key("mean")
                writer.number(meanRatio(series: series, of: window, in: longer))
                writer.key("ratio_of_means")
                writer.number(ratioOfMeans(series: series, of: window, in: longer))
                writer.endObject()
            }
        }
        writer.endArray()
    }
}
