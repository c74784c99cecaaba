internal import Alerts
internal import Content
internal import Foundation
internal import FrontDoor
internal import HTTPTypes
internal import Hummingbird
internal import JSON
internal import QueryDesk

/// Alerts: conditions on the numbers of a tile, and whom to tell. They are kept and checked here; ``AlertWatch`` looks at the
/// numbers.
struct AlertRoutes: Sendable {
    let services: LookerServices

    func add(to routes: RouterGroup<SoundingsRequestContext>) {
        routes.get("alerts/search", use: search)
        routes.get("alerts/:alert", use: show)
        routes.post("alerts", use: create)
        routes.put("alerts/:alert", use: replace)
        routes.patch("alerts/:alert", use: patch)
        routes.delete("alerts/:alert", use: remove)
        routes.post("alerts/:alert/follow", use: follow)
        routes.delete("alerts/:alert/follow", use: unfollow)
        routes.post("alerts/:alert/enqueue", use: enqueue)
        routes.get("alert_notifications", use: notifications)
    }

    // MARK: Reading

    /// One's own and those that one follows; with `all_owners=true` everybody's, for who may see alerts.
    @Sendable func search(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireCaller(may: "access_data")
        let isAll = request.flag("all_owners") ?? false
        if isAll, !caller.may("see_alerts") { throw RequestFailure.forbidden("see_alerts") }
        var alerts = try await services.content.kept(.alert)
        if !isAll { alerts = alerts.filter { $0.userID == caller.userID || $0.followers.contains(caller.userID) } }
        if let disabled = request.flag("disabled") {
            alerts = alerts.filter { $0.isDisabledAlert == disabled }
        }
        if let frequency = request.parameter("frequency"), !frequency.isEmpty {
            alerts = alerts.filter { $0.body["cron"]?.stringValue == frequency }
        }
        alerts = try AlertLookFilter(request).applied(to: alerts)
        return try await ListAnswer.respond(alerts, request) { alerts in
            var values: [JSONValue] = []
            for alert in alerts { values.append(try await json(alert, caller)) }
            return values
        }
    }

    @Sendable func show(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireCaller(may: "access_data")
        return .json(try await json(try await find(context, caller), caller))
    }

    /// What one was told, the newest first.
    @Sendable func notifications(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireCaller(may: "access_data")
        let notices = try await services.content.alertNotices(of: caller.userID).filter { $0.kind == .met }
        return try await ListAnswer.respond(notices, request) { notices in
            notices.map { $0.lookerJSON(for: caller.userID) }
        }
    }

    /// One's own, one that everybody may follow and whose dashboard one may see, or any for who may see alerts.
    private func find(_ context: SoundingsRequestContext, _ caller: Caller) async throws -> KeptObject {
        guard let alert = try await services.content.kept(.alert, id: try context.name("alert")) else {
            throw RequestFailure.notFound("alert")
        }
        if alert.userID == caller.userID || caller.may("see_alerts") { return alert }
        guard alert.body["is_public"]?.boolValue == true, try await place(of: alert.body, caller) != nil else {
            throw RequestFailure.notFound("alert")
        }
        return alert
    }

    private func findOwn(_ context: SoundingsRequestContext, _ caller: Caller) async throws -> KeptObject {
        let alert = try await find(context, caller)
        guard alert.userID == caller.userID || caller.isAdmin else { throw RequestFailure.forbidden("administer") }
        return alert
    }

    // MARK: Writing

    @Sendable func create(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireCaller(may: "create_alerts")
        let body = try await checked(try await body(request), caller)
        let owner = try await owner(body, caller)
        let alert = try await services.content.keep(
            .alert, body, of: owner, about: try await subject(body, caller), most: PlanRules.mostPlans)
        return .json(try await json(alert, caller))
    }

    /// The whole alert anew; who follows it still does.
    @Sendable func replace(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireCaller(may: "create_alerts")
        let alert = try await findOwn(context, caller)
        let body = try await checked(try await body(request), caller)
        return .json(try await store(body, in: alert, caller))
    }

    /// Owner, threshold, whether it is on and who may follow it.
    @Sendable func patch(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireCaller(may: "create_alerts")
        let alert = try await findOwn(context, caller)
        var reader = PropertyReader()
        let changes = reader.read(
            try await body(request), AlertRules.properties.filter { AlertRules.patched.contains($0.0) })
        var body = alert.body
        for (name, value) in changes.members { body[name] = value.isNull ? JSONValue?.none : value }
        var problems = reader.problems
        AlertRules.check(body, timezone: services.timezone, into: &problems)
        try problems.throwIfAny()
        return .json(try await store(body, in: alert, caller))
    }

    private func store(_ body: JSONObject, in alert: KeptObject, _ caller: Caller) async throws -> JSONValue {
        let owner = try await owner(body, caller, before: alert.userID)
        let subject = try await subject(body, caller)
        let changed = try await services.content.changeKept(.alert, id: alert.id) { kept in
            let before = kept
            kept.body = body
            kept.userID = owner
            kept.subject = subject
            kept.body["followers"] = before.body["followers"]
            // What was seen says nothing about another condition.
            kept.body[AlertState.member] =
                kept.watchesTheSame(as: before) ? before.body[AlertState.member] : JSONValue?.none
        }
        guard let changed else { throw RequestFailure.notFound("alert") }
        return try await json(changed, caller)
    }

    @Sendable func remove(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireCaller(may: "access_data")
        let alert = try await findOwn(context, caller)
        try await services.content.removeKept(.alert, id: alert.id)
        return .empty(.noContent)
    }

    @Sendable func follow(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireCaller(may: "follow_alerts")
        return try await setFollowing(true, context, caller)
    }

    @Sendable func unfollow(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireCaller(may: "access_data")
        return try await setFollowing(false, context, caller)
    }

    private func setFollowing(
        _ follows: Bool, _ context: SoundingsRequestContext, _ caller: Caller
    ) async throws -> Response {
        let alert = try await find(context, caller)
        let id = caller.userID
        let changed = try await services.content.changeKept(.alert, id: alert.id) { kept in
            var followers = kept.followers
            if follows { followers.insert(id) } else { followers.remove(id) }
            kept.body["followers"] = .array(followers.sorted().map(JSONValue.string))
        }
        guard changed != nil else { throw RequestFailure.notFound("alert") }
        return .empty(.noContent)
    }

    /// Looks now, and answers when that is done. While somebody else is looking there is nothing to do, except with `force`.
    @Sendable func enqueue(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireCaller(may: "create_alerts")
        let alert = try await findOwn(context, caller)
        guard !alert.isDisabledAlert else {
            throw RequestFailure.invalid(
                "Validation Failed",
                [.init(field: "is_disabled", code: "invalid", message: "The alert is off. Turn it on first.")])
        }
        if request.flag("force") == true {
            try await services.alerts.lookAfterOthers(at: alert.id)
        } else {
            try await services.alerts.look(at: alert.id)
        }
        return .empty(.noContent)
    }

    private func body(_ request: Request) async throws -> JSONObject {
        guard let body = try await request.json().objectValue else {
            throw RequestFailure.badRequest("An alert is a JSON object.")
        }
        return body
    }

    private func checked(_ body: JSONObject, _ caller: Caller) async throws -> JSONObject {
        var reader = PropertyReader()
        var alert = JSONObject()
        for (name, value) in reader.read(body, AlertRules.properties).members where !value.isNull {
            alert[name] = value
        }
        var problems = reader.problems
        AlertRules.check(alert, timezone: services.timezone, into: &problems)
        try problems.throwIfAny()
        return alert
    }

    private func owner(_ body: JSONObject, _ caller: Caller, before: String? = nil) async throws -> String {
        // The SDKs have to send one, if only an empty one.
        let owner = body["owner_id"]?.stringValue.flatMap { $0.isEmpty ? nil : $0 } ?? before ?? caller.userID
        guard owner != caller.userID, owner != before else { return owner }
        guard caller.isAdmin else { throw RequestFailure.forbidden("administer") }
        guard try await services.people.user(owner) != nil else {
            throw RequestFailure.invalid(
                "Validation Failed",
                [.init(field: "owner_id", code: "invalid", message: "There is no user \(owner.prefix(40)).")])
        }
        return owner
    }

    /// - Throws: ``RequestFailure/invalid(_:_:)`` for what the caller may not see.
    private func subject(_ body: JSONObject, _ caller: Caller) async throws -> String {
        guard let place = try await place(of: body, caller) else {
            throw RequestFailure.invalid(
                "Validation Failed",
                [
                    .init(
                        field: "dashboard_element_id", code: "invalid",
                        message: "There is no such tile or dashboard for you to watch.")
                ])
        }
        return place.key
    }

    private func place(of body: JSONObject, _ caller: Caller) async throws -> ContentSubject? {
        if let element = body["dashboard_element_id"]?.stringValue {
            guard caller.may("see_user_dashboards"), let found = try await services.content.placeOfElement(element)
            else { return nil }
            let access = try await services.content.folderAccess(for: caller.asReader)
            return access.maySee(found.dashboard.folderID)
                ? ContentSubject(key: "element/" + element, title: found.title) : nil
        }
        return try await ContentSubject.find(body, for: caller, in: services)
    }

    private func json(_ alert: KeptObject, _ caller: Caller) async throws -> JSONValue {
        var json = JSONObject()
        for (name, kind) in AlertRules.properties {
            json[name] = alert.body[name] ?? (kind == .bool ? .bool(false) : JSONValue?.none)
        }
        json["applied_dashboard_filters"] = alert.body["applied_dashboard_filters"] ?? []
        let owner = alert.userID ?? ""
        json["id"] = .string(alert.id)
        json["owner_id"] = .string(owner)
        json["owner_display_name"] = JSONValue(try await services.people.user(owner)?.displayName)
        json["followed"] = .bool(alert.followers.contains(caller.userID))
        json["followable"] = .bool(
            caller.may("follow_alerts") && (alert.userID == caller.userID || alert.body["is_public"]?.boolValue == true)
        )
        return .object(json)
    }
}
