/// The days that a chart of active users shows, and those that it reads because windows and calendar intervals reach out of
/// them.
struct ActiveUsersDays: Sendable {
    let shown: Buckets
    let all: Buckets
    /// The place of the first day that is shown among all.
    let firstShown: Int
    /// The buckets of each calendar interval.
    let calendar: [Buckets]
    /// By calendar interval and day: the bucket, or -1.
    let bucketOfDay: [[Int]]

    init(_ chart: ActiveUsersChart, in context: ChartContext) {
        let (from, to) = context.range
        shown = Buckets(from: from, to: to, every: .day, in: context.calendar)
        calendar = chart.calendar.map { Buckets(from: from, to: to, every: $0, in: context.calendar) }
        let lead = context.calendar.adding(1 - (chart.windows.max() ?? 1), .day, to: shown.start)
        let start = calendar.map(\.start).reduce(lead, min)
        let end = calendar.map(\.end).reduce(shown.end, max)
        let all = Buckets(from: start, to: end, every: .day, in: context.calendar)
        self.all = all
        firstShown = all.edges.firstIndex(of: shown.start) ?? 0
        bucketOfDay = calendar.map { buckets in
            (0..<all.count).map { buckets.index(of: all.edges[$0]) ?? -1 }
        }
    }

    /// What a reader should know of calendar intervals that reach out of the days.
    var note: String? {
        let reaching = calendar.filter { $0.start < shown.start || $0.end > shown.end }.map(\.interval.rawValue)
        guard !reaching.isEmpty else { return nil }
        let which = reaching.joined(separator: " and ")
        return "Each calendar \(which) is counted whole, also where it reaches out of the range."
    }

    /// The days of a bucket of a calendar interval.
    func days(of interval: Int, _ bucket: Int) -> Range<Int> {
        let first = bucketOfDay[interval].firstIndex(of: bucket) ?? 0
        let last = bucketOfDay[interval].lastIndex(of: bucket) ?? first - 1
        return first..<last + 1
    }
}
