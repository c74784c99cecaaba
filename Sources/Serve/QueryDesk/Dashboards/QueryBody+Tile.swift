package import Content
internal import FrontDoor
internal import JSON

extension QueryBody {
    /// What a tile of a dashboard asks, with the filters that it listens to; `nil` for a tile that asks nothing, or several
    /// queries that are merged.
    /// - Throws: ``RequestFailure`` where it can't be read, or its Look is gone.
    package init?(of element: DashboardElement, on dashboard: Dashboard, _ filters: DashboardFilters) throws {
        guard let query = element.query ?? element.look?.query else {
            guard element.kind == .look else { return nil }
            throw RequestFailure.badRequest("The Look of this tile is gone.")
        }
        try self.init(.object(query.definition.json))
        self.query.filters = filters.applied(to: self.query.filters, element.listeners)
        for (key, value) in element.visOverrides.members { visConfig[key] = value }
        if self.query.timezone == nil, let zone = dashboard.definition.queryTimezone,
            zone.contains("/") || zone == "UTC"
        {
            self.query.timezone = zone
        }
    }
}
