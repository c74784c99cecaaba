package import Foundation

/// A person, a service, or the visitor of a demo.
package struct User: Sendable, Hashable {
    /// A number as text; `visitor` for visitors, who have no account.
    package var id: String
    /// `nil` for services and visitors.
    package var email: String?
    package var firstName: String
    package var lastName: String
    package var isDisabled: Bool
    package var isServiceAccount: Bool
    /// The folder that they begin in, where they chose one.
    package var homeFolderID: String?
    /// What the web app keeps for them: JSON.
    package var uiState: String?
    /// Whether they may make API credentials for themselves.
    package var managesCredentials = true
    package var loggedInAt: Date?
    package var createdAt: Date
    package var updatedAt: Date
    /// The name chosen for display, if any.
    var chosenName: String?

    /// The name to show: the one chosen, else the first and last name, else the address.
    package var displayName: String {
        if let chosenName, !chosenName.isEmpty { return chosenName }
        let name = [firstName, lastName].filter { !$0.isEmpty }.joined(separator: " ")
        return name.isEmpty ? email ?? id : name
    }

    /// Whether this is somebody without an account, who looks at a demo.
    package var isVisitor: Bool { id == Self.visitorID }

    static let visitorID = "visitor"

    /// Somebody without an account: may explore and download, may save nothing.
    package static func visitor(since date: Date) -> User {
        User(
            id: visitorID, email: nil, firstName: "", lastName: "", isDisabled: false, isServiceAccount: false,
            managesCredentials: false, createdAt: date, updatedAt: date, chosenName: "Visitor")
    }
}
