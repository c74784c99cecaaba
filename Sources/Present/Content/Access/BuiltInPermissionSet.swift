/// The permission sets that every installation has, under Looker's names. They can't be changed; what they permit is said
/// here, so that a later release can add to it.
package enum BuiltInPermissionSet: String, Sendable, Hashable, CaseIterable {
    case admin, developer, user, viewer
    case lookMLDashboardUser = "lookml_dashboard_user"
    case userWithoutLookML = "user_without_lookml"

    package var permissions: Set<Permission> {
        switch self {
        case .admin: BuiltInRole.admin.permissions
        case .developer: BuiltInRole.developer.permissions
        case .user: BuiltInRole.explorer.permissions
        case .viewer: BuiltInRole.viewer.permissions
        case .lookMLDashboardUser: [.accessData, .seeLookMLDashboards, .seeDrillOverlay, .mobileAppAccess]
        case .userWithoutLookML: BuiltInRole.explorer.permissions.subtracting([.seeLookML])
        }
    }
}
