/// All that somebody may do, at one moment: from the groups they belong to, the roles that they or those groups hold, and
/// the values of their user attributes.
package struct Entitlements: Sendable, Hashable {
    /// What one role gives: permissions on some models.
    package struct Grant: Sendable, Hashable {
        package var permissions: Set<Permission>
        /// `nil`: all, those to come too.
        package var models: Set<String>?
    }

    /// Groups over however many steps, the one of all users too.
    package var groupIDs: Set<String>
    /// Roles held directly or through groups.
    package var roleIDs: Set<String>
    package var grants: [Grant]
    /// By name: the user's own value, else that of the group of the lowest rank, else the default. Attributes without
    /// any are absent.
    package var attributes: [String: String]

    init(groupIDs: Set<String>, roleIDs: Set<String>, grants: [Grant], attributes: [String: String]) {
        self.groupIDs = groupIDs
        self.roleIDs = roleIDs
        self.grants = grants
        self.attributes = attributes
    }

    /// What is permitted on some model at least.
    package var permissions: Set<Permission> { grants.reduce(into: []) { $0.formUnion($1.permissions) } }

    package var isAdmin: Bool { may(.administer) }

    package func may(_ permission: Permission) -> Bool { grants.contains { $0.permissions.contains(permission) } }

    package func may(_ permission: Permission, in model: String) -> Bool {
        grants.contains { $0.permissions.contains(permission) && ($0.models?.contains(model) ?? true) }
    }

    /// The built-in role that says best, in one word, what somebody may do; `nil` for somebody who may not even look.
    package var summary: BuiltInRole? {
        if may(.administer) { return .admin }
        if may(.develop) { return .developer }
        if may(.saveContent) { return .explorer }
        if may(.explore) { return .visitor }
        return may(.accessData) ? .viewer : nil
    }
}
