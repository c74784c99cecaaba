internal import Content
internal import Foundation
internal import FrontDoor
internal import HTTPTypes
internal import Hummingbird
internal import JSON

/// Scheduled plans: what is to be sent to whom and when. They are kept and checked here; nothing sends them yet, and
/// `last_run_status` says so.
struct ScheduledPlanRoutes: Sendable {
    let services: LookerServices

    func add(to routes: RouterGroup<SoundingsRequestContext>) {
        routes.get("scheduled_plans", use: all)
        routes.get("scheduled_plans/search", use: search)
        routes.post("scheduled_plans", use: create)
        routes.post("scheduled_plans/run_once", use: runOnce)
        routes.get("scheduled_plans/look/:content", use: about("look"))
        routes.get("scheduled_plans/dashboard/:content", use: about("dashboard"))
        routes.get("scheduled_plans/lookml_dashboard/:content", use: about("dashboard"))
        routes.get("scheduled_plans/:plan", use: show)
        routes.patch("scheduled_plans/:plan", use: update)
        routes.delete("scheduled_plans/:plan", use: remove)
        routes.post("scheduled_plans/:plan/run_once", use: runKeptOnce)
    }

    // MARK: Reading

    /// One's own; with `all_users=true` or another's `user_id` those of others, for who may see schedules.
    @Sendable func all(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireCaller(may: "access_data")
        return try await list(try await plans(request, caller), request, caller)
    }

    private func about(
        _ kind: String
    ) -> @Sendable (Request, SoundingsRequestContext) async throws -> Response {
        { request, context in
            let caller = try context.requireCaller(may: "access_data")
            let subject = "\(kind)/\(try context.name("content"))"
            return try await list(try await plans(request, caller, about: subject), request, caller)
        }
    }

    /// By name, subject, recipient and the rest of what Looker's search knows.
    @Sendable func search(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireCaller(may: "access_data")
        var conditions: [(JSONObject) -> Bool] = []
        for name in ["name", "dashboard_id", "look_id", "lookml_dashboard_id"] {
            guard let pattern = request.parameter(name) else { continue }
            conditions.append { LikePattern(pattern).matches($0[name]?.stringValue ?? "") }
        }
        for (name, member) in [("recipient", "address"), ("destination_type", "type"), ("delivery_format", "format")] {
            guard let pattern = request.parameter(name) else { continue }
            conditions.append { plan in
                (plan["scheduled_plan_destination"]?.arrayValue ?? []).contains {
                    LikePattern(pattern).matches($0[member]?.stringValue ?? "")
                }
            }
        }
        let isAny = request.flag("filter_or") ?? false
        let found = try await plans(request, caller).filter { plan in
            if conditions.isEmpty { return true }
            return isAny
                ? conditions.contains { $0(plan.body) } : conditions.allSatisfy { $0(plan.body) }
        }
        return try await list(found, request, caller)
    }

    @Sendable func show(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireCaller(may: "access_data")
        return .json(selecting(try await json(try await find(context, caller), caller), request))
    }

    private func plans(
        _ request: Request, _ caller: Caller, about subject: String? = nil
    ) async throws -> [KeptObject] {
        let others = request.flag("all_users") ?? false
        let wanted = request.parameter("user_id").flatMap { $0.isEmpty ? nil : $0 }
        if others || (wanted.map { $0 != caller.userID } ?? false), !caller.may("see_schedules") {
            throw RequestFailure.forbidden("see_schedules")
        }
        return try await services.content.kept(
            .scheduledPlan, of: wanted ?? (others ? nil : caller.userID), about: subject)
    }

    private func find(_ context: SoundingsRequestContext, _ caller: Caller) async throws -> KeptObject {
        guard let plan = try await services.content.kept(.scheduledPlan, id: try context.name("plan")),
            plan.userID == caller.userID || caller.may("see_schedules")
        else { throw RequestFailure.notFound("scheduled plan") }
        return plan
    }

    /// One that the caller may change: their own, or anybody's for administrators.
    private func findOwn(_ context: SoundingsRequestContext, _ caller: Caller) async throws -> KeptObject {
        let plan = try await find(context, caller)
        guard plan.userID == caller.userID || caller.isAdmin else { throw RequestFailure.forbidden("administer") }
        return plan
    }

    // MARK: Writing

    @Sendable func create(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireCaller(may: "schedule_look_emails")
        let body = try await checked(try await body(request), onto: JSONObject(), caller, isOnce: false)
        let (owner, subject) = try await place(body, caller)
        let plan = try await services.content.keep(
            .scheduledPlan, body, of: owner, about: subject.key, most: PlanRules.mostPlans)
        return .json(try await json(plan, caller))
    }

    /// Properties that are left out stay; destinations are replaced as a whole.
    @Sendable func update(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireCaller(may: "schedule_look_emails")
        let plan = try await findOwn(context, caller)
        let body = try await checked(try await body(request), onto: plan.body, caller, isOnce: false)
        let (owner, subject) = try await place(body, caller, before: plan)
        let changed = try await services.content.changeKept(.scheduledPlan, id: plan.id) { kept in
            kept.body = body
            kept.userID = owner
            kept.subject = subject.key
        }
        guard let changed else { throw RequestFailure.notFound("scheduled plan") }
        return .json(try await json(changed, caller))
    }

    @Sendable func remove(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireCaller(may: "access_data")
        let plan = try await findOwn(context, caller)
        try await services.content.removeKept(.scheduledPlan, id: plan.id)
        return .empty(.noContent)
    }

    /// A plan that would run now. It is checked and answered, not kept and not sent.
    @Sendable func runOnce(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireCaller(may: "schedule_look_emails")
        let body = try await checked(try await body(request), onto: JSONObject(), caller, isOnce: true)
        return .json(try await ran(body, caller))
    }

    /// The same with a plan that is kept; the body changes it for this time.
    @Sendable func runKeptOnce(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireCaller(may: "schedule_look_emails")
        let plan = try await findOwn(context, caller)
        let body = try await checked(try await body(request), onto: plan.body, caller, isOnce: true)
        return .json(try await ran(body, caller))
    }

    private func ran(_ body: JSONObject, _ caller: Caller) async throws -> JSONValue {
        let (owner, subject) = try await place(body, caller)
        let now = Date(timeIntervalSince1970: Double(services.now()) / 1_000_000)
        var once = body
        once["run_once"] = true
        let plan = KeptObject(
            id: "0", kind: .scheduledPlan, userID: owner, subject: subject.key, name: nil, body: once, createdAt: now,
            updatedAt: now)
        var json = try await json(plan, caller).objectValue ?? JSONObject()
        json["next_run_at"] = nil
        json["last_run_at"] = apiTime(now)
        json["last_run_status"] = .string(Self.notSetUp)
        return .object(json)
    }

    static let notSetUp = "Not sent: delivery is not set up on this server."

    private func body(_ request: Request) async throws -> JSONObject {
        guard let body = try await request.json().objectValue else {
            throw RequestFailure.badRequest("A scheduled plan is a JSON object.")
        }
        return body
    }

    /// The plan as it would be kept.
    /// - Throws: ``RequestFailure/invalid(_:_:)`` with all that is wrong; ``RequestFailure/forbidden(_:)`` for a kind of
    ///   destination that the caller may not send to.
    private func checked(
        _ body: JSONObject, onto before: JSONObject, _ caller: Caller, isOnce: Bool
    ) async throws -> JSONObject {
        var reader = PropertyReader()
        var plan = before
        for (name, value) in reader.read(body, PlanRules.properties).members {
            plan[name] = value.isNull ? JSONValue?.none : value
        }
        var problems = reader.problems
        if let destinations = plan["scheduled_plan_destination"]?.arrayValue {
            var kept: [JSONValue] = []
            // More than can be kept are not looked at one by one.
            for destination in destinations.prefix(PlanRules.mostDestinations + 1) {
                var reader = PropertyReader()
                guard let members = destination.objectValue else {
                    problems.invalid("scheduled_plan_destination", "A destination is an object.")
                    continue
                }
                kept.append(.object(reader.read(members, PlanRules.destinationProperties)))
                for problem in reader.problems.all {
                    problems.invalid("scheduled_plan_destination.\(problem.field)", problem.message)
                }
            }
            plan["scheduled_plan_destination"] = .array(kept)
        }
        PlanRules.check(plan, isOnce: isOnce, timezone: services.timezone, into: &problems)
        try problems.throwIfAny()
        for destination in plan["scheduled_plan_destination"]?.arrayValue ?? [] {
            guard let needed = PlanRules.permission(forDestination: destination["type"]?.stringValue ?? "") else {
                continue
            }
            guard caller.may(needed) else { throw RequestFailure.forbidden(needed) }
        }
        try await checkRecipients(plan, caller)
        return plan
    }

    /// Mail to somebody without an account needs a permission of its own.
    private func checkRecipients(_ plan: JSONObject, _ caller: Caller) async throws {
        guard !caller.may("schedule_external_look_emails") else { return }
        for destination in plan["scheduled_plan_destination"]?.arrayValue ?? []
        where destination["type"]?.stringValue == "email" {
            let address = destination["address"]?.stringValue ?? ""
            guard try await services.people.user(email: address) != nil else {
                throw RequestFailure.forbidden("schedule_external_look_emails")
            }
        }
    }

    /// Whose plan it is, and what it is about.
    private func place(
        _ body: JSONObject, _ caller: Caller, before: KeptObject? = nil
    ) async throws -> (owner: String, subject: ContentSubject) {
        let owner = body["user_id"]?.stringValue ?? before?.userID ?? caller.userID
        if owner != caller.userID, owner != before?.userID {
            guard caller.isAdmin else { throw RequestFailure.forbidden("administer") }
            guard try await services.people.user(owner) != nil else {
                throw RequestFailure.invalid(
                    "Validation Failed",
                    [.init(field: "user_id", code: "invalid", message: "There is no user \(owner.prefix(40)).")])
            }
        }
        guard let subject = try await ContentSubject.find(body, for: caller, in: services) else {
            let field = PlanRules.subjects.first { !(body[$0]?.isNull ?? true) } ?? "look_id"
            throw RequestFailure.invalid(
                "Validation Failed",
                [.init(field: field, code: "invalid", message: "There is no such thing for you to send.")])
        }
        return (owner, subject)
    }

    // MARK: Answers

    private func list(
        _ plans: [KeptObject], _ request: Request, _ caller: Caller
    ) async throws -> Response {
        try await ListAnswer.respond(plans, request) { plans in
            var values: [JSONValue] = []
            for plan in plans { values.append(try await json(plan, caller)) }
            return values
        }
    }

    private func json(_ plan: KeptObject, _ caller: Caller) async throws -> JSONValue {
        var json = JSONObject()
        for (name, kind) in PlanRules.properties {
            switch kind {
            case .bool: json[name] = plan.body[name] ?? .bool(Self.trueByDefault.contains(name))
            default: json[name] = plan.body[name]
            }
        }
        json["timezone"] = plan.body["timezone"] ?? .string(services.timezone)
        json["scheduled_plan_destination"] = .array(
            (plan.body["scheduled_plan_destination"]?.arrayValue ?? []).enumerated().map { place, destination in
                var object = destination.objectValue ?? JSONObject()
                object["id"] = .string("\(plan.id)-\(place + 1)")
                object["scheduled_plan_id"] = .string(plan.id)
                // Whoever wrote a secret knows it; nobody else has to.
                object["secret_parameters"] = nil
                return .object(object)
            })
        json["id"] = .string(plan.id)
        json["user_id"] = JSONValue(plan.userID)
        let title = try await title(of: plan, caller)
        json["title"] = JSONValue(plan.body["name"]?.stringValue ?? title)
        json["content_title"] = JSONValue(title)
        json["created_at"] = apiTime(plan.createdAt)
        json["updated_at"] = apiTime(plan.updatedAt)
        if let next = PlanRules.next(plan.body, now: services.now(), timezone: services.timezone) {
            json["next_run_at"] = apiTime(next)
        }
        json["last_run_status"] = .string(Self.notSetUp)
        let isOwn = plan.userID == caller.userID || caller.isAdmin
        json["can"] = ["show": true, "update": .bool(isOwn), "destroy": .bool(isOwn), "run_now": .bool(isOwn)]
        return .object(json)
    }

    private static let trueByDefault: Set<String> = ["enabled", "include_links"]

    private func title(of plan: KeptObject, _ caller: Caller) async throws -> String? {
        try await ContentSubject.find(plan.body, for: caller, in: services)?.title
    }
}
