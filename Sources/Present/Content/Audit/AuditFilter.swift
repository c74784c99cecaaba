package import Foundation

/// Which entries of the audit log are wanted, the newest first.
package struct AuditFilter: Sendable, Hashable {
    /// An id, a name or an address, whole.
    package var user: String?
    package var action: AuditEntry.Action?
    /// What it was about; one that ends in `/` or `*` is a beginning.
    package var object: String?
    package var outcome: AuditEntry.Outcome?
    package var since: Date?
    package var until: Date?
    /// Only entries with smaller ids: where the last page ended.
    package var before: Int64?
    package var limit = 100

    package init() {}

    /// A day (`2026-03-08`, its beginning in UTC) or a moment (ISO 8601).
    package static func moment(_ text: String) -> Date? {
        if let date = try? Date(text, strategy: .iso8601) { return date }
        return text.utf8.count == 10 ? try? Date(text + "T00:00:00Z", strategy: .iso8601) : nil
    }
}
