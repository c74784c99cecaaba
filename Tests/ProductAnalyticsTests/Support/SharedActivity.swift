import ProductAnalytics

extension Log {
    /// The activity set that the reference's worked examples share (`product-analytics.md` §5): one type `open`, March
    /// 2026, UTC; person 6 was first seen on 20 February.
    static let sharedActivity: Log = {
        let days: [Int: [Int]] = [
            1: [2, 3, 4, 6, 9], 2: [2, 4, 9, 10], 3: [3, 4, 5], 4: [5, 11], 5: [9, 10, 11, 12, 13], 6: [4, 13],
        ]
        var log = Log()
        log.events.append(LogEvent(6, "open", at: moment("2026-02-20 12:00")))
        for (person, days) in days.sorted(by: { $0.key < $1.key }) {
            for day in days {
                let start = moment("2026-03-\(day < 10 ? "0" : "")\(day) 12:00")
                log.events.append(LogEvent(person, "open", at: start))
            }
        }
        return log
    }()
}
