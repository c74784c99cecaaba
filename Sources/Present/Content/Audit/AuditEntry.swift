package import Foundation
package import JSON

/// One thing that happened: who, what, when, from where, with which result.
package struct AuditEntry: Sendable, Hashable {
    package enum Action: String, Sendable, Hashable, CaseIterable {
        /// Something that is kept was made, changed or deleted.
        case change
        case query
        case download
        case signIn = "sign-in"
        case signOut = "sign-out"
    }

    package enum Outcome: String, Sendable, Hashable {
        case done, refused, failed
    }

    /// A number that grows; 0 for one that isn't kept yet.
    package var id: Int64 = 0
    package var at: Date
    package var action: Action
    /// A method and path, or a command.
    package var what: String
    /// What it was about, such as `user/12` or `model::explore`.
    package var object: String?
    /// Who did it; `nil` for nobody known.
    package var userID: String?
    package var userName: String?
    /// The administrator who acted as the user.
    package var sudoUserID: String?
    /// Without port; `nil` for a command on the machine itself.
    package var address: String?
    /// `browser`, `api`, `shell`.
    package var door: String
    package var outcome: Outcome
    /// The status of the answer.
    package var status: Int?
    package var details: JSONObject

    package init(
        at: Date, action: Action, what: String, object: String? = nil, userID: String? = nil, userName: String? = nil,
        sudoUserID: String? = nil, address: String? = nil, door: String, outcome: Outcome, status: Int? = nil,
        details: JSONObject = JSONObject()
    ) {
        self.at = at
        self.action = action
        self.what = what
        self.object = object
        self.userID = userID
        self.userName = userName
        self.sudoUserID = sudoUserID
        self.address = address
        self.door = door
        self.outcome = outcome
        self.status = status
        self.details = details
    }

    package var json: JSONValue {
        [
            "id": .string(String(id)),
            "at": .string(at.ISO8601Format(.iso8601(timeZone: .gmt, includingFractionalSeconds: true))),
            "action": .string(action.rawValue), "what": .string(what), "object": JSONValue(object),
            "user_id": JSONValue(userID), "user": JSONValue(userName), "sudo_user_id": JSONValue(sudoUserID),
            "address": JSONValue(address), "door": .string(door), "outcome": .string(outcome.rawValue),
            "status": status.map { .int(Int64($0)) } ?? .null, "details": .object(details),
        ]
    }
}
