/// The roles that every installation begins with, by the words of the command line, and that of a demo's visitors.
/// Administrators make others beside these.
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
        .accessData, .seeLookMLDashboards, .seeLooks, .seeUserDashboards, .seeDrillOverlay, .followAlerts,
        .mobileAppAccess,
    ]

    /// Looking further without leaving anything behind: what a visitor of the demo may do.
    private static let exploring: Set<Permission> = [
        .explore, .createTableCalculations, .createCustomFields, .downloadWithLimit, .downloadWithoutLimit, .seeSQL,
        .seeLookML,
    ]

    private static let making: Set<Permission> = [
        .saveContent, .saveDashboards, .saveLooks, .createPublicLooks, .manageSpaces, .scheduleLookEmails,
        .createAlerts, .sendToIntegration, .canCreateForecast, .clearCacheRefresh,
    ]

    private static let developing: Set<Permission> = [
        .develop, .deploy, .manageModels, .useSQLRunner, .seePDTs, .seeDatagroups, .updateDatagroups,
    ]
}
