package import Foundation
internal import Pipelines

/// When an alert is due: its cron, read by the clocks of one time zone.
package struct AlertTimetable: Sendable {
    private let cron: CronExpression
    private let zone: TimeZone

    /// - Returns: `nil` for a text that is no cron.
    package init?(cron text: String, in zone: TimeZone) {
        guard let cron = try? CronExpression(text) else { return nil }
        self.cron = cron
        self.zone = zone
    }

    /// The first due time after a moment; both are microseconds since 1970-01-01 UTC.
    package func next(after moment: Int64) -> Int64? { cron.next(after: moment, in: zone) }

    /// The last due time in `(since, now]`: what a server that was away for several of them has to do, once.
    package func due(since: Int64, now: Int64) -> Int64? {
        var last: Int64?
        // Of a long absence only the last time matters, and it is not far back.
        var from = max(since, now - 40 * UTCTime.day)
        while let due = next(after: from), due <= now {
            last = due
            from = due
        }
        return last ?? next(after: since).flatMap { $0 <= now ? $0 : nil }
    }
}
