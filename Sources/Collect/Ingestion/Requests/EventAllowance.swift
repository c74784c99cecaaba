internal import Landing
internal import Synchronization

/// How many events one sender may bring in a stretch of time: a safety cap against a loop in somebody's code.
///
/// Senders are counted in windows of fixed length. The table is bounded: with too many senders in one window the
/// counting begins again, which lets some through and never refuses anyone wrongly.
final class EventAllowance: Sendable {
    private struct Window {
        var number: Int64 = 0
        var counts: [ExactText: Int] = [:]
    }

    private static let mostSenders = 200_000
    let perSecond: Int
    let seconds: Int64
    private let window = Mutex(Window())

    init(perSecond: Int, over seconds: Int64 = 30) {
        self.perSecond = max(1, perSecond)
        self.seconds = max(1, seconds)
    }

    /// Counts the events of one request, by sender.
    /// - Returns: The senders that have had more than they may, with what they had per second. Their events are not
    ///   counted, for they will come again.
    func take(_ events: [ExactText: Int], at time: Timestamp) -> [ExactText: Int] {
        let allowed = perSecond.multipliedReportingOverflow(by: Int(seconds))
        let limit = allowed.overflow ? Int.max : allowed.partialValue
        return window.withLock { window in
            let number = time.microseconds / (seconds &* Timestamp.secondLength)
            if number != window.number || window.counts.count > Self.mostSenders {
                window = Window(number: number)
            }
            var over: [ExactText: Int] = [:]
            for (sender, count) in events {
                let sum = (window.counts[sender] ?? 0) &+ count
                if sum > limit {
                    over[sender] = sum / Int(seconds)
                } else {
                    window.counts[sender] = sum
                }
            }
            return over
        }
    }
}
