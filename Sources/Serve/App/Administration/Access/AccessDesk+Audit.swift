import Content
import Foundation
import JSON

extension AccessDesk {
    func performAudit(_ order: AccessOrder) async throws -> Answer {
        if order.verb == .auditVerify {
            guard let broken = try await audit.firstBroken() else {
                return Answer("Nothing in the audit log was changed or taken out.", ["broken": .null])
            }
            throw CommandFailure(
                "The audit log was changed at or before entry \(broken): its hash does not follow from the one before.")
        }
        var filter = AuditFilter()
        filter.user = order.text("user")
        filter.object = order.text("object")
        filter.limit = order.values["limit"]?.intValue.flatMap { Int(exactly: $0) } ?? 50
        if let word = order.text("action") {
            guard let action = AuditEntry.Action(rawValue: word) else {
                let all = AuditEntry.Action.allCases.map(\.rawValue).joined(separator: ", ")
                throw CommandFailure("There is no action '\(word)'. There are: \(all).")
            }
            filter.action = action
        }
        if order.flag("refused") { filter.outcome = .refused }
        for name in ["since", "until"] {
            guard let text = order.text(name) else { continue }
            guard let moment = AuditFilter.moment(text) else {
                throw CommandFailure("--\(name) '\(text)' is no day or moment, such as 2026-03-08.")
            }
            if name == "since" { filter.since = moment } else { filter.until = moment }
        }
        let entries = try await audit.entries(filter)
        let rows = entries.map { entry in
            [
                entry.at.ISO8601Format(), entry.action.rawValue, entry.userName ?? entry.userID ?? "-",
                entry.address ?? entry.door, entry.outcome.rawValue, entry.object ?? "-", entry.what,
            ]
        }
        return Answer(
            rows.isEmpty
                ? "There is nothing of the kind in the audit log."
                : Self.table(["WHEN", "ACTION", "WHO", "FROM", "RESULT", "ABOUT", "WHAT"], rows),
            .array(entries.map(\.json)))
    }
}
