package import Foundation
package import JSON

/// Something that is kept here as data and that nothing in the content refers to.
package struct KeptObject: Sendable, Hashable {
    package enum Kind: String, Sendable, CaseIterable {
        case scheduledPlan = "scheduled_plan"
        case alert, theme
        /// What somebody is told of an alert.
        case alertNotification = "alert_notification"
        /// A setting of the installation, by its name.
        case setting
        /// A chart of product analytics that somebody has saved.
        case chart
    }

    /// A number as text, unique among all kinds.
    package var id: String
    package var kind: Kind
    /// Whose it is; `nil` for what is the installation's.
    package var userID: String?
    /// What it is about: `look/12`, `dashboard/409`.
    package var subject: String?
    /// Unique in its kind, if it has one.
    package var name: String?
    package var body: JSONObject
    package var createdAt: Date
    package var updatedAt: Date

    package init(
        id: String, kind: Kind, userID: String?, subject: String?, name: String?, body: JSONObject, createdAt: Date,
        updatedAt: Date
    ) {
        self.id = id
        self.kind = kind
        self.userID = userID
        self.subject = subject
        self.name = name
        self.body = body
        self.createdAt = createdAt
        self.updatedAt = updatedAt
    }
}
