package import Alerts
package import Content
package import FrontDoor
package import JSON
internal import QueryCompiler
internal import QueryRunner

/// Asks the tiles that alerts are about, as somebody may see them at this moment.
package struct AlertDesk: Sendable {
    private let desk: QueryDesk
    private let content: ContentStore
    private let caller: @Sendable (_ userID: String) async -> Caller?

    /// - Parameter caller: A user with the rights of this moment; `nil` for one who is disabled or gone.
    package init(
        _ desk: QueryDesk, content: ContentStore, caller: @escaping @Sendable (_ userID: String) async -> Caller?
    ) {
        self.desk = desk
        self.content = content
        self.caller = caller
    }

    /// How a watch asks: on behalf of the owner of each alert.
    package var asking: AlertWatch.Asking {
        AlertWatch.Asking(
            answer: { alert async throws(AlertTrouble) in
                guard let userID = alert.userID, let owner = await caller(userID) else {
                    throw .refused(
                        "The owner of this alert is disabled or gone. An administrator can give it to somebody else.")
                }
                return try await answer(alert.body, for: owner)
            },
            maySee: { userID, alert in
                guard let caller = await caller(userID) else { return false }
                return (try? await self.place(of: alert.body, for: caller)) != nil
            })
    }

    /// What the tile of an alert answers a caller now.
    /// - Throws: ``AlertTrouble`` in words for the owner.
    package func answer(_ alert: JSONObject, for caller: Caller) async throws(AlertTrouble) -> AlertAnswer {
        let found = try await subject(of: alert, for: caller)
        do {
            return AlertAnswer(
                table: try await desk.alertTable(of: found.body, for: caller, origin: found.origin), place: found.place
            )
        } catch let failure as QueryFailure {
            throw .failed(FailureText.description(of: failure, showsDetails: caller.may("see_sql")))
        } catch {
            throw Self.trouble(error)
        }
    }

    /// Where the tile of an alert is, for somebody who may see it.
    package func place(of alert: JSONObject, for caller: Caller) async throws(AlertTrouble) -> AlertPlace {
        try await subject(of: alert, for: caller).place
    }

    // MARK: What it is about

    private struct Subject {
        var body: QueryBody
        var place: AlertPlace
        var origin: QueryOrigin
    }

    private func subject(of alert: JSONObject, for caller: Caller) async throws(AlertTrouble) -> Subject {
        do {
            if let element = alert["dashboard_element_id"]?.stringValue, !element.isEmpty {
                let dashboard = try await content.placeOfElement(element)?.dashboard.id
                return try await tile(element, of: dashboard, alert, for: caller)
            }
            if let dashboard = alert["lookml_dashboard_id"]?.stringValue, !dashboard.isEmpty {
                return try await tile(alert["lookml_link_id"]?.stringValue ?? "", of: dashboard, alert, for: caller)
            }
            if let id = alert["query_id"]?.stringValue, !id.isEmpty { return try await query(id, alert, for: caller) }
        } catch {
            throw Self.trouble(error)
        }
        throw .refused("This alert is about no tile.")
    }

    /// - Parameter element: Its number, or the name that it has on its dashboard.
    private func tile(
        _ element: String, of dashboardID: String?, _ alert: JSONObject, for caller: Caller
    ) async throws -> Subject {
        guard let dashboardID, let dashboard = try await content.dashboard(dashboardID),
            let tile = dashboard.elements.first(where: { $0.id == element || $0.name == element })
        else { throw AlertTrouble.refused("The tile that this alert is about is gone.") }
        let access = try await content.folderAccess(for: caller.asReader)
        guard caller.may("see_user_dashboards"), access.maySee(dashboard.folderID) else {
            throw AlertTrouble.refused(
                "The owner may no longer see the dashboard of this alert. Whoever manages its folder can change that.")
        }
        let applied = AppliedFilters(alert, on: dashboard)
        guard tile.mergedQueries == nil, tile.mergeResultID == nil, tile.definition.chartID == nil,
            var body = try QueryBody(of: tile, on: dashboard, applied.filters)
        else { throw AlertTrouble.refused("Alerts look at tiles with one query, and this tile has another kind.") }
        guard caller.may("access_data", in: body.query.model) else {
            throw AlertTrouble.refused(
                "The owner may no longer see the data of the model \(body.query.model). An administrator can change that."
            )
        }
        if !applied.others.isEmpty {
            for (field, value) in applied.others { body.query.filters[field] = value }
            try await check(body, for: caller)
        }
        return Subject(
            body: body,
            place: AlertPlace(
                title: tile.definition.title ?? tile.look?.title ?? tile.name, dashboardID: dashboard.id,
                dashboardTitle: dashboard.title, elementID: tile.id),
            origin: QueryOrigin(.alert, id: dashboard.id, element: tile.id))
    }

    private func query(_ id: String, _ alert: JSONObject, for caller: Caller) async throws -> Subject {
        guard let query = try await content.query(id) else {
            throw AlertTrouble.refused("The query that this alert is about is gone.")
        }
        var body = try QueryBody(.object(query.definition.json))
        for (field, value) in AppliedFilters(alert).others { body.query.filters[field] = value }
        try await check(body, for: caller)
        return Subject(
            body: body, place: AlertPlace(title: query.definition.explore), origin: QueryOrigin(.alert, id: query.id))
    }

    /// Filters that no dashboard offers are a question of one's own.
    private func check(_ body: QueryBody, for caller: Caller) async throws {
        do {
            try await QuestionGate(content, desk.project).check(body.query, for: caller)
        } catch RequestFailure.forbidden {
            throw AlertTrouble.refused(
                "The owner may not ask what this alert asks, since it filters by fields that they may not explore.")
        }
    }

    private static func trouble(_ error: any Error) -> AlertTrouble {
        switch error {
        case let trouble as AlertTrouble: trouble
        case RequestFailure.badRequest(let words): .failed(words)
        case RequestFailure.invalid(let words, let problems): .failed(problems.first?.message ?? words)
        case let failure as ContentError: .failed(failure.message)
        case is CancellationError: .failed("The look was broken off.")
        default: .failed("The tile could not be asked. The server's log says why.")
        }
    }
}

/// The filters under which an alert was made (`applied_dashboard_filters`).
private struct AppliedFilters {
    /// Of the dashboard, with its own values where the alert says nothing.
    var filters: DashboardFilters
    /// By fields, where the dashboard has no such filter.
    var others: [(field: String, value: String)] = []

    init(_ alert: JSONObject, on dashboard: Dashboard? = nil) {
        var given: [(name: String, value: String)] = []
        for filter in alert["applied_dashboard_filters"]?.arrayValue ?? [] {
            let title = filter["filter_title"]?.stringValue ?? ""
            let value = filter["filter_value"]?.stringValue ?? ""
            if let found = dashboard?.filters.first(where: { $0.title == title || $0.name == title }) {
                given.append((found.name, value))
            } else if let field = filter["field_name"]?.stringValue, !field.isEmpty {
                others.append((field, value))
            }
        }
        filters = DashboardFilters((dashboard?.filters ?? []).map(\.definition), given: given)
    }
}
