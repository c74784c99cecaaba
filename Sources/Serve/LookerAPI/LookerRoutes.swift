package import FrontDoor
package import Hummingbird

/// The Looker-compatible API, `/api/4.0`.
package struct LookerRoutes: Sendable {
    private let services: LookerServices

    package init(_ services: LookerServices) {
        self.services = services
    }

    package func add(to router: Router<SoundingsRequestContext>) {
        let routes = router.group("api/4.0").add(middleware: LookerErrors())
        let session = SessionRoutes(services: services)
        session.add(to: routes)
        UserRoutes(services: services).add(to: routes)
        UserCredentialRoutes(services: services).add(to: routes)
        UserAccessRoutes(services: services).add(to: routes)
        GroupRoutes(services: services).add(to: routes)
        RoleRoutes(services: services).add(to: routes)
        SetRoutes(services: services).add(to: routes)
        UserAttributeRoutes(services: services).add(to: routes)
        ContentAccessRoutes(services: services).add(to: routes)
        ModelRoutes(services: services).add(to: routes)
        QueryRoutes(services: services).add(to: routes)
        QueryTaskRoutes(services: services).add(to: routes)
        RunningQueryRoutes(services: services).add(to: routes)
        MergeQueryRoutes(services: services).add(to: routes)
        SQLQueryRoutes(services: services).add(to: routes)
        ConnectionRoutes(services: services).add(to: routes)
        DataActionRoutes(services: services).add(to: routes)
        FolderRoutes(services: services).add(to: routes)
        LookRoutes(services: services).add(to: routes)
        DashboardRoutes(services: services).add(to: routes)
        DashboardPartRoutes(services: services).add(to: routes)
        LayoutRoutes(services: services).add(to: routes)
        LookMLDashboardRoutes(services: services).add(to: routes)
        BoardRoutes(services: services).add(to: routes)
        FavoriteRoutes(services: services).add(to: routes)
        ProjectValidationRoutes(services: services).add(to: routes)
        DataTestRoutes(services: services).add(to: routes)
        ContentValidationRoutes(services: services).add(to: routes)
        DatagroupRoutes(services: services).add(to: routes)
        TableBuildRoutes(services: services).add(to: routes)
        SearchRoutes(services: services).add(to: routes)
        ScheduledPlanRoutes(services: services).add(to: routes)
        AlertRoutes(services: services).add(to: routes)
        ThemeRoutes(services: services).add(to: routes)
        ColorCollectionRoutes(services: services).add(to: routes)
        ProjectRoutes(services: services).add(to: routes)
        GitBranchRoutes(services: services).add(to: routes)
        MiscellanyRoutes(services: services).add(to: routes)
        RenderRoutes(services: services).add(to: routes)
        SwaggerDocument(services: services).add(to: routes)

        // The Python SDK logs out without a version in the path, and some tools ask for the versions there.
        let plain = router.group("").add(middleware: LookerErrors())
        plain.delete("api/logout", use: session.logOut)
        plain.get("versions", use: session.versions)
    }
}
