package import Alerts
package import Content
package import FrontDoor
internal import HTTPTypes
package import Hummingbird
internal import JSON
package import QueryDesk

/// What the Looker API doesn't say of alerts: what their looks have seen, what a condition would see now, and what one was
/// told. They are made, changed and followed by the Looker API.
///
/// - `GET /api/v1/alerts[?element_id=12|all=true]`: one's own and those that one follows; those on one tile, with those of
///   others that one may follow; or everybody's
/// - `POST /api/v1/alerts/preview` with `{"alert": {…}}`, an `Alert` of the Looker API that may lack its condition
/// - `POST /api/v1/alerts/ID/look`: looks now
/// - `GET /api/v1/alert-notifications`, `POST /api/v1/alert-notifications/read` with `{"ids": […]}`, or all without
package struct AlertRoutes: Sendable {
    private let watch: AlertWatch
    private let desk: AlertDesk
    private let content: ContentStore
    private let people: People

    private static let mostRows = 200

    package init(_ watch: AlertWatch, desk: AlertDesk, content: ContentStore, people: People) {
        self.watch = watch
        self.desk = desk
        self.content = content
        self.people = people
    }

    package func add(to router: Router<SoundingsRequestContext>) {
        let routes = router.group("api/v1").add(middleware: ProductErrors())
        routes.get("alerts", use: list)
        routes.post("alerts/preview", use: preview)
        routes.post("alerts/:id/look", use: look)
        routes.get("alert-notifications", use: notices)
        routes.post("alert-notifications/read", use: read)
    }

    // MARK: Alerts

    @Sendable func list(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireCaller(may: "access_data")
        let isAll = request.flag("all") ?? false
        if isAll, !caller.may("see_alerts") { throw RequestFailure.forbidden("see_alerts") }
        let element = request.parameter("element_id").flatMap { $0.isEmpty ? nil : $0 }
        var alerts = try await content.kept(.alert, about: element.map { "element/" + $0 })
        if !isAll {
            alerts = alerts.filter { alert in
                alert.userID == caller.userID || alert.followers.contains(caller.userID)
                    || element != nil && alert.body["is_public"]?.boolValue == true
            }
        }
        var list: [JSONValue] = []
        var names: [String: String] = [:]
        for alert in alerts.reversed() {
            let place = try? await desk.place(of: alert.body, for: caller)
            let isOthers = alert.userID != caller.userID && !alert.followers.contains(caller.userID)
            if isOthers, place == nil, !isAll { continue }
            list.append(
                AlertJSON(caller: caller, watch: watch).alert(
                    alert, at: place, ownerName: try await name(of: alert.userID, in: &names)))
        }
        return .json([
            "alerts": .array(list), "can_create": .bool(caller.may("create_alerts")),
            "can_see_all": .bool(caller.may("see_alerts")),
        ])
    }

    private func name(of userID: String?, in names: inout [String: String]) async throws -> String? {
        guard let userID else { return nil }
        if let known = names[userID] { return known }
        let name = try await people.user(userID)?.displayName
        names[userID] = name
        return name
    }

    @Sendable func preview(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireCaller(may: "create_alerts")
        AuditNotes.current?.action = .query
        var fields = BodyFields(try await request.json(upTo: 64 * 1_024))
        let alert = fields.object("alert", required: true) ?? JSONObject()
        try fields.check()
        do throws(AlertTrouble) {
            let table = try await desk.answer(alert, for: caller).table
            var reading: AlertReading?
            if let condition = AlertCondition(alert) { reading = try condition.reading(of: table, known: nil) }
            return .json([
                "columns": .array(table.columns.filter(\.isNumeric).map(Self.column)),
                "rows": .array(table.rowNames(most: Self.mostRows).map(Self.row)),
                "is_over_time": .bool(table.columns.contains { $0.grain != nil }),
                "reading": reading.map(AlertJSON.reading) ?? .null, "trouble": .null,
            ])
        } catch {
            return .json([
                "columns": [], "rows": [], "is_over_time": false, "reading": .null, "trouble": .string(error.words),
            ])
        }
    }

    private static func column(_ column: AlertTable.Column) -> JSONValue {
        [
            "name": .string(column.name), "label": .string(column.label), "is_dimension": .bool(column.isDimension),
        ]
    }

    private static func row(_ row: AlertTable.RowName) -> JSONValue {
        [
            "label": .string(row.label),
            "filter": .array(row.filters.map { ["field_name": .string($0.field), "field_value": $0.value] }),
        ]
    }

    @Sendable func look(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireCaller(may: "create_alerts")
        let id = try context.name("id")
        guard let alert = try await content.kept(.alert, id: id), alert.userID == caller.userID || caller.isAdmin else {
            throw RequestFailure.notFound("alert")
        }
        try await watch.lookAfterOthers(at: alert.id)
        guard let seen = try await content.kept(.alert, id: id) else { throw RequestFailure.notFound("alert") }
        var names: [String: String] = [:]
        let place = try? await desk.place(of: seen.body, for: caller)
        return .json(
            AlertJSON(caller: caller, watch: watch).alert(
                seen, at: place, ownerName: try await name(of: seen.userID, in: &names)))
    }

    // MARK: What one was told

    @Sendable func notices(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireCaller(may: "access_data")
        let notices = try await content.alertNotices(of: caller.userID)
        let json = AlertJSON(caller: caller, watch: watch)
        return .json([
            "notifications": .array(notices.map(json.notice)), "unread": JSONValue(notices.count { !$0.isRead }),
        ])
    }

    @Sendable func read(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireCaller(may: "access_data")
        let body = try await request.json(upTo: 64 * 1_024)
        let ids = body["ids"]?.arrayValue.map { Set($0.compactMap(\.stringValue)) }
        try await content.markAlertNotices(ids, asRead: true, of: caller.userID)
        return .empty(.noContent)
    }
}
