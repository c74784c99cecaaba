package import Foundation

/// A person, a service, or the visitor of a demo.
package struct User: Sendable, Hashable {
    /// A number as text; `visitor` for visitors, who have no account.
    package var id: String
    /// `nil` for services and visitors.
    package var email: String?
    package var firstName: String
    package var lastName: String
    /// The role by the name that is stored, a ``BuiltInRole`` as a rule.
    package var role: String
    package var isDisabled: Bool
    package var isServiceAccount: Bool
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

    /// Nothing for a disabled account and for a role that is unknown.
    package var permissions: Set<Permission> {
        isDisabled ? [] : BuiltInRole(rawValue: role)?.permissions ?? []
    }

    package func can(_ permission: Permission) -> Bool { permissions.contains(permission) }

    /// Whether this is somebody without an account, who looks at a demo.
    package var isVisitor: Bool { id == Self.visitorID }

    static let visitorID = "visitor"

    /// Somebody without an account: may explore and download, may save nothing.
    package static func visitor(since date: Date) -> User {
        User(
            id: visitorID, email: nil, firstName: "", lastName: "", role: BuiltInRole.visitor.rawValue,
            isDisabled: false, isServiceAccount: false, createdAt: date, updatedAt: date, chosenName: "Visitor")
    }
}
