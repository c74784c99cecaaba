/// The roles that every installation has. The database keeps a role by its name, so that roles made by an administrator can
/// stand beside these.
package enum BuiltInRole: String, Sendable, Hashable, CaseIterable {
    case admin, developer, explorer, viewer, visitor

    package var permissions: Set<Permission> {
        switch self {
        case .admin: Set(Permission.allCases)
        case .developer: Self.explorer.permissions.union(Self.developing)
        case .explorer: Self.visitor.permissions.union(Self.making)
        case .viewer: Self.reading
        case .visitor: Self.reading.union(Self.exploring)
        }
    }

    private static let reading: Set<Permission> = [
        .accessData, .seeLookMLDashboards, .seeLooks, .seeUserDashboards,
    ]

    /// Looking further without leaving anything behind: what a visitor of the demo may do.
    private static let exploring: Set<Permission> = [
        .explore, .createTableCalculations, .createCustomFields, .downloadWithLimit, .downloadWithoutLimit, .seeSQL,
        .seeLookML, .seeDrillOverlay,
    ]

    private static let making: Set<Permission> = [
        .saveContent, .saveDashboards, .saveLooks, .scheduleLookEmails, .createAlerts, .followAlerts,
        .clearCacheRefresh,
    ]

    private static let developing: Set<Permission> = [
        .develop, .deploy, .useSQLRunner, .seePDTs, .seeDatagroups, .updateDatagroups,
    ]
}
