internal import Foundation
package import FrontDoor
package import Hummingbird
internal import JSON
internal import ProductAnalytics

/// People of the collected events.
///
/// - `GET /api/v1/people[?q=ann][&property=user.plan][&project=][&limit=]`: who is meant; those active last without `q`
/// - `GET /api/v1/people/ID[?by=person|user_id|device_id][&project=]`: what is known of one
/// - `DELETE /api/v1/people/ID[?by=][&project=]`: erases one, with all that follows from their events
/// - `GET /api/v1/events/latest[?event=&limit=&project=]`: the events that came in last, of everybody
/// - `GET /api/v1/people/ID/events[?type=&day=&after=&limit=&order=earliest&inactive=true]`: what they did, page by page
package struct PeopleRoutes: Sendable {
    private let desk: PeopleDesk
    private let erasure: PersonErasure
    /// What one needs to see the collected events beside `access_data` and `explore`.
    private let permission: String

    package init(desk: PeopleDesk, erasure: PersonErasure, permission: String) {
        self.desk = desk
        self.erasure = erasure
        self.permission = permission
    }

    package func add(to router: Router<SoundingsRequestContext>) {
        let routes = router.group("api/v1/people").add(middleware: ProductErrors())
        routes.get(use: find)
        routes.get(":name", use: show)
        routes.delete(":name", use: erase)
        routes.get(":name/events", use: events)
        router.group("api/v1/events").add(middleware: ProductErrors()).get("latest", use: latest)
    }

    private func label(_ context: SoundingsRequestContext) throws -> String {
        let caller = try context.requireCaller(may: "access_data")
        // Single people are single rows.
        guard caller.may("explore") else { throw RequestFailure.forbidden("explore") }
        guard caller.mayEverywhere(permission) else { throw RequestFailure.forbidden(permission) }
        return "people for user " + caller.userID
    }

    @Sendable func find(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let label = try label(context)
        var asked = Parameters(request)
        let limit = asked.number("limit", in: 1...1_000) ?? 20
        let project = asked.number("project", in: 0...Int(Int32.max))
        let text = request.parameter("q") ?? ""
        if text.isEmpty, request.parameter("property") != nil {
            asked.problem("q", "Say which value of the property you look for.")
        }
        try asked.check()
        let found = try await desk.find(
            text, property: request.parameter("property"), project: project, limit: limit, label: label)
        return .json(["people": .array(found)])
    }

    @Sendable func show(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let label = try label(context)
        var asked = Parameters(request)
        let name = try name(context, &asked)
        try asked.check()
        guard let page = try await desk.page(of: name, label: label) else { throw RequestFailure.notFound("person") }
        return .json(page)
    }

    @Sendable func erase(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireCaller(may: "administer")
        var asked = Parameters(request)
        let name = try name(context, &asked)
        try asked.check()
        guard let erased = try await erasure.erase(name, requester: caller.email ?? "user " + caller.userID) else {
            throw RequestFailure.notFound("person")
        }
        return .json(erased)
    }

    @Sendable func events(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let label = try label(context)
        var asked = Parameters(request)
        let name = try name(context, &asked)
        var stretch = PeopleDesk.Stretch()
        stretch.limit = asked.number("limit", in: 1...1_000) ?? 100
        stretch.includesInactive = request.flag("inactive") ?? false
        if let type = request.parameter("type") { stretch.types = [type] }
        if let text = request.parameter("after") {
            stretch.after = ActivityPage.Cursor(text)
            if stretch.after == nil { asked.problem("after", "Give back what the page before had as next.") }
        }
        if let text = request.parameter("day") {
            stretch.day = ChartRange.CivilDay(text)
            if stretch.day == nil { asked.problem("day", "It is a day: 2026-03-08.") }
        }
        if let text = request.parameter("order") {
            if let order = ActivityOrder(rawValue: text) {
                stretch.order = order
            } else {
                asked.problem("order", "It is latest or earliest.")
            }
        }
        try asked.check()
        guard let page = try await desk.activity(of: name, stretch, label: label) else {
            throw RequestFailure.notFound("person")
        }
        return .json(page)
    }

    @Sendable func latest(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let label = try label(context)
        var asked = Parameters(request)
        let limit = asked.number("limit", in: 1...1_000) ?? 50
        let project = asked.number("project", in: 0...Int(Int32.max))
        try asked.check()
        return .json(
            try await desk.latest(type: request.parameter("event"), project: project, limit: limit, label: label))
    }

    private func name(_ context: SoundingsRequestContext, _ asked: inout Parameters) throws -> PeopleDesk.Name {
        guard let raw = context.parameters.get("name") else { throw RequestFailure.notFound("person") }
        var name = PeopleDesk.Name(String(raw).removingPercentEncoding ?? String(raw))
        name.project = asked.number("project", in: 0...Int(Int32.max))
        if let text = asked.request.parameter("by") {
            name.kind = PeopleDesk.Name.Kind(rawValue: text)
            if name.kind == nil { asked.problem("by", "It is person, user_id or device_id.") }
        }
        return name
    }

    /// Parameters of an address, with all that is wrong with them.
    private struct Parameters {
        let request: Request
        private var problems: [RequestFailure.FieldProblem] = []

        init(_ request: Request) { self.request = request }

        mutating func problem(_ field: String, _ message: String) {
            problems.append(.init(field: field, code: "invalid", message: message))
        }

        mutating func number(_ field: String, in bounds: ClosedRange<Int>) -> Int? {
            guard let text = request.parameter(field) else { return nil }
            if let number = Int(text), bounds.contains(number) { return number }
            problem(field, "This has to be a whole number from \(bounds.lowerBound) to \(bounds.upperBound).")
            return nil
        }

        func check() throws {
            guard problems.isEmpty else { throw RequestFailure.invalid("The request can't be read.", problems) }
        }
    }
}
