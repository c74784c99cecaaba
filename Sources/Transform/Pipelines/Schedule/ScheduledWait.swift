internal import Foundation

/// A node whose time has come and that waits for its sources.
package struct ScheduledWait: Sendable, Hashable {
    package var node: NodeID
    /// When it was due, in microseconds since 1970.
    package var due: Int64
    /// What it still waits for: `crm is complete to 2026-01-05 21:00:00, not to 2026-01-06 00:00:00`.
    package var unmet: [String]

    package init(node: NodeID, due: Int64, unmet: [String] = []) {
        self.node = node
        self.due = due
        self.unmet = unmet
    }

    /// How a wait ends.
    package enum End: Sendable, Hashable {
        case run(why: String)
        case skip(why: String)
        case fail(why: String)
    }

    /// Looks whether the wait is over.
    /// - Parameter completeTo: Up to when a source is complete; `nil` where nobody knows.
    /// - Returns: `nil` while it goes on.
    mutating func end(
        _ rule: WaitRule, in zone: TimeZone, now: Int64, completeTo: (String) -> Int64?
    ) -> End? {
        unmet = []
        var met: [String] = []
        for condition in rule.conditions {
            let wanted = condition.completeTo.instant(due: due, in: zone)
            guard let known = completeTo(condition.source) else {
                unmet.append("nobody knows up to when \(condition.source) is complete")
                continue
            }
            if known >= wanted {
                met.append("\(condition.source) is complete to \(UTCTime.text(known))")
            } else {
                unmet.append(
                    "\(condition.source) is complete to \(UTCTime.text(known)), not to \(UTCTime.text(wanted))")
            }
        }
        let time = "due at \(UTCTime.text(due))"
        let waited = now - due
        if unmet.isEmpty {
            let length = waited >= 60 * UTCTime.second ? ", waited \(WaitText.length(waited))" : ""
            return .run(why: "\(time)\(length): \(met.joined(separator: " and "))")
        }
        guard waited >= rule.timeout else { return nil }
        let late = "\(time), waited \(WaitText.length(rule.timeout)) in vain: \(unmet.joined(separator: "; "))"
        return switch rule.outcome {
        case .run: .run(why: late + "; ran all the same")
        case .skip: .skip(why: late)
        case .fail: .fail(why: late)
        }
    }
}
