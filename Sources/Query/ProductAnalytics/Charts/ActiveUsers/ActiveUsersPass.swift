/// Counts active units in windows of days and in calendar intervals.
///
/// A day of activity makes a unit active in the windows that end with it or one of the W − 1 days after it. Those that an
/// earlier day has made already are left out, so that each day adds one run of windows; runs are noted by their two ends, and
/// summed up when all units have been read.
struct ActiveUsersPass: UnitPass {
    /// Days among all: who was active on any of them is wanted.
    struct Focus: Equatable, Sendable {
        var series: Int
        var days: Range<Int>
    }

    let focus: Focus?
    private var activity: SeriesActivity
    private let days: ActiveUsersDays
    let windows: [Int]
    /// By series, window and day: how many more units are active in the window that ends with it than in the one before.
    private var changes: [[[Int]]]
    /// By series, calendar interval and bucket.
    private(set) var calendar: [[[Int]]]
    private(set) var units: [Int64] = []

    init(activity: SeriesActivity, days: ActiveUsersDays, windows: [Int], focus: Focus?) {
        self.activity = activity
        self.days = days
        self.windows = windows
        self.focus = focus
        let line = Array(repeating: 0, count: days.all.count + 1)
        changes = Array(
            repeating: Array(repeating: line, count: windows.count), count: activity.seriesCount)
        calendar = Array(
            repeating: days.calendar.map { Array(repeating: 0, count: $0.count) }, count: activity.seriesCount)
    }

    /// Units active in each window, by the day with which it ends, among all days.
    func active(series: Int, window: Int) -> [Int] {
        var sum = 0
        return changes[series][window].dropLast().map { change in
            sum += change
            return sum
        }
    }

    /// Whether it counts everybody in windows of days alone.
    var isPlain: Bool { activity.isPlain && days.calendar.isEmpty }
    var allDays: Buckets { days.all }

    /// For a single series.
    mutating func add(changes more: [Int], window: Int) {
        for day in more.indices { changes[0][window][day] += more[day] }
    }

    mutating func add(_ events: UnitEvents) {
        activity.collect(events)
        for place in activity.touched.indices {
            let series = activity.touched[place]
            var isInFocus = false
            var previous: Int?
            for index in activity.found[series].indices {
                let day = activity.found[series][index].bucket
                count(day, after: previous, in: series)
                if let focus, focus.series == series, focus.days.contains(day) { isInFocus = true }
                previous = day
            }
            if isInFocus { units.append(events.unit) }
        }
    }

    private mutating func count(_ day: Int, after previous: Int?, in series: Int) {
        let end = days.all.count
        for (place, length) in windows.enumerated() {
            let first = previous.map { max(day, $0 + length) } ?? day
            let past = min(day + length, end)
            guard first < past else { continue }
            changes[series][place][first] += 1
            changes[series][place][past] -= 1
        }
        for place in days.calendar.indices {
            let bucket = days.bucketOfDay[place][day]
            let wasCounted = previous.map { days.bucketOfDay[place][$0] == bucket } ?? false
            if bucket >= 0, !wasCounted { calendar[series][place][bucket] += 1 }
        }
    }

    mutating func merge(_ other: ActiveUsersPass) {
        for series in changes.indices {
            for window in changes[series].indices {
                for day in changes[series][window].indices {
                    changes[series][window][day] += other.changes[series][window][day]
                }
            }
            for interval in calendar[series].indices {
                for bucket in calendar[series][interval].indices {
                    calendar[series][interval][bucket] += other.calendar[series][interval][bucket]
                }
            }
        }
        units += other.units
    }
}
