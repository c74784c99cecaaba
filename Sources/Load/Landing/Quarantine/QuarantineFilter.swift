internal import GRDB

/// Which entries of the quarantine are meant: all that fit each condition.
package struct QuarantineFilter: Sendable {
    package var state: QuarantineEntry.State = .held
    package var reason: HoldReason?
    package var project: ProjectID?
    package var eventType: String?
    /// Entries of a person, by the user id or the device id that they came with.
    package var sender: String?
    /// Entries of these numbers only.
    package var ids: [Int64]?
    /// Entries with smaller numbers only.
    package var before: Int64?

    package init() {}

    /// - Parameter loaded: The last body whose load is certain; what later ones left is not there yet.
    func condition(loaded: Int64) -> (sql: String, arguments: StatementArguments) {
        var parts = ["state = ?", "body_seq <= ?"]
        var arguments: StatementArguments = [state.rawValue, loaded]
        func add(_ sql: String, _ value: (some DatabaseValueConvertible)?) {
            guard let value else { return }
            parts.append(sql)
            arguments += [value]
        }
        add("reason = ?", reason?.rawValue)
        add("project_id = ?", project?.number)
        add("event_type = ?", eventType)
        add("id < ?", before)
        if let sender {
            parts.append("(user_id = ? OR device_id = ?)")
            arguments += [sender, sender]
        }
        if let ids {
            parts.append("id IN (\(ids.map { String($0) }.joined(separator: ", ")))")
        }
        return (parts.joined(separator: " AND "), arguments)
    }
}

/// How much the quarantine holds, and of what.
package struct QuarantineSummary: Sendable {
    package struct Part: Sendable, Equatable {
        package var reason: HoldReason
        package var project: ProjectID
        package var eventType: String?
        package var count: Int
        package var bytes: Int
        package var oldest: Timestamp
        package var newest: Timestamp
    }

    /// The largest first.
    package var parts: [Part]
    package var count: Int { parts.reduce(0) { $0 + $1.count } }
    package var bytes: Int { parts.reduce(0) { $0 + $1.bytes } }
}
