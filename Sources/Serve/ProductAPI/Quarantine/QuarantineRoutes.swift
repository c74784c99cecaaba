package import Content
package import FrontDoor
internal import HTTPTypes
package import Hummingbird
internal import JSON
package import Landing
package import ProductAnalytics

/// What was acknowledged and did not become rows, for administrators.
///
/// - `GET /api/v1/quarantine[?state=&reason=&type=&project=&who=&before=&limit=]`: entries, newest first
/// - `GET …/summary`: how many are held, of what
/// - `GET …/ID`: one with all of its bytes
/// - `POST …/release`, `POST …/discard` with `{"ids": […]}`, `{"filter": {"reason", "type", "project", "who"}}` or
///   `{"all": true}`
/// - `GET …/refused[?limit=]`: what doors refused, whose senders were told
package struct QuarantineRoutes: Sendable {
    private let queue: DurableQueue
    private let people: People
    private let calendar: ChartCalendar
    /// Microseconds since 1970.
    private let now: @Sendable () -> Int64

    package init(
        queue: DurableQueue, people: People, calendar: ChartCalendar, now: @escaping @Sendable () -> Int64
    ) {
        self.queue = queue
        self.people = people
        self.calendar = calendar
        self.now = now
    }

    package func add(to router: Router<SoundingsRequestContext>) {
        let routes = router.group("api/v1/quarantine").add(middleware: ProductErrors())
        routes.get(use: list)
        routes.get("summary", use: summary)
        routes.get("refused", use: refused)
        routes.get(":id", use: one)
        routes.post("release", use: release)
        routes.post("discard", use: discard)
    }

    @Sendable func list(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        _ = try context.requireCaller(may: "administer")
        var asked = QuarantineQuestion()
        var filter = asked.filter { request.parameter($0) }
        if let text = request.parameter("state") {
            if let state = QuarantineEntry.State(name: text) {
                filter.state = state
            } else {
                asked.problem("state", "state has to be held, released or discarded.")
            }
        }
        let all = filter
        filter.before = asked.number("before", request.parameter("before"), 1...Int64.max)
        let limit = Int(asked.number("limit", request.parameter("limit"), 1...1_000) ?? 100)
        try asked.check()
        let entries = try await queue.quarantine(filter, limit: limit)
        let writer = try await writer()
        return .json([
            "entries": .array(entries.map { .object(writer.json($0, most: QuarantineJSON.glimpse)) }),
            "count": JSONValue(try await queue.quarantineCount(all)),
            "next": entries.count < limit ? .null : JSONValue(entries.last.map { String($0.id) }),
        ])
    }

    @Sendable func summary(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        _ = try context.requireCaller(may: "administer")
        return .json(try await writer().json(try await queue.quarantineSummary()))
    }

    @Sendable func one(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        _ = try context.requireCaller(may: "administer")
        guard let id = Int64(try context.name("id")) else { throw RequestFailure.notFound("entry") }
        var filter = QuarantineFilter()
        filter.ids = [id]
        for state in QuarantineEntry.State.allCases {
            filter.state = state
            guard let entry = try await queue.quarantine(filter, limit: 1).first else { continue }
            return .json(.object(try await writer().json(entry, most: QuarantineJSON.most)))
        }
        throw RequestFailure.notFound("entry")
    }

    @Sendable func refused(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        _ = try context.requireCaller(may: "administer")
        var asked = QuarantineQuestion()
        let limit = Int(asked.number("limit", request.parameter("limit"), 1...1_000) ?? 100)
        try asked.check()
        let writer = try await writer()
        return .json(["refused": .array(try await queue.rejects(limit: limit).map(writer.json))])
    }

    @Sendable func release(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let (filter, who) = try await order(request, context, "release")
        let count = try await queue.release(filter, by: who, at: Timestamp(microseconds: now()))
        AuditNotes.current?.add("released", JSONValue(count))
        return .json(["released": JSONValue(count)])
    }

    @Sendable func discard(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let (filter, who) = try await order(request, context, "discard")
        let count = try await queue.discard(filter, by: who, at: Timestamp(microseconds: now()))
        AuditNotes.current?.add("discarded", JSONValue(count))
        return .json(["discarded": JSONValue(count)])
    }

    /// What somebody decides on, and who. All of it has to be said, so that nothing absent means everything.
    private func order(
        _ request: Request, _ context: SoundingsRequestContext, _ verb: String
    ) async throws -> (QuarantineFilter, who: String) {
        let caller = try context.requireCaller(may: "administer")
        let body = try await request.json(upTo: 1 << 20)
        AuditNotes.current?.object = "quarantine"
        var asked = QuarantineQuestion()
        var filter = QuarantineFilter()
        if let ids = body["ids"]?.arrayValue {
            filter.ids = ids.compactMap { $0.intValue ?? $0.stringValue.flatMap { Int64($0) } }
            if ids.isEmpty || ids.count > 1_000 || filter.ids?.count != ids.count {
                asked.problem("ids", "Name entries by their numbers, 1,000 at most.")
            }
        } else if let given = body["filter"]?.objectValue, !given.isEmpty {
            filter = asked.filter { name in
                given[name].flatMap { $0.stringValue ?? $0.intValue.map { String($0) } }
            }
            AuditNotes.current?.add("filter", .object(given))
            if filter.reason == nil, filter.eventType == nil, filter.project == nil, filter.sender == nil {
                asked.problem("filter", "Give a reason, a type, a project or who sent it.")
            }
        } else if body["all"]?.boolValue != true {
            asked.problem("ids", "Say what to \(verb): ids, a filter, or all.")
        }
        try asked.check()
        return (filter, caller.email ?? caller.displayName)
    }

    private func writer() async throws -> QuarantineJSON {
        QuarantineJSON(calendar: calendar, keys: try await people.ingestionKeyRing())
    }
}

/// Reads what somebody asks of the quarantine, with all that is wrong with it.
private struct QuarantineQuestion {
    private var problems: [RequestFailure.FieldProblem] = []

    mutating func problem(_ field: String, _ message: String) {
        problems.append(.init(field: field, code: "invalid", message: message))
    }

    mutating func number(_ field: String, _ text: String?, _ bounds: ClosedRange<Int64>) -> Int64? {
        guard let text else { return nil }
        if let number = Int64(text), bounds.contains(number) { return number }
        problem(field, "This has to be a whole number from \(bounds.lowerBound) to \(bounds.upperBound).")
        return nil
    }

    mutating func filter(_ value: (String) -> String?) -> QuarantineFilter {
        var filter = QuarantineFilter()
        if let text = value("reason") {
            filter.reason = HoldReason(rawValue: text)
            if filter.reason == nil {
                let reasons = HoldReason.allCases.map(\.rawValue).joined(separator: ", ")
                problem("reason", "reason has to be one of \(reasons).")
            }
        }
        filter.eventType = value("type")
        filter.sender = value("who")
        filter.project = number("project", value("project"), 0...Int64(Int32.max)).map {
            ProjectID(Int32(clamping: $0))
        }
        return filter
    }

    func check() throws {
        guard problems.isEmpty else { throw RequestFailure.invalid("The request can't be read.", problems) }
    }
}
