internal import JSON
package import Landing

/// Amplitude's HTTP V2 API, `POST /2/httpapi` and `POST /batch`, and its calls that ``AmplitudeForm`` knows.
///
/// A batch is stored whole or not at all: with a bad event in it nothing is stored and the bad ones are listed, upon
/// which clients send the rest again. 200 is answered once the body is on disk.
package struct AmplitudeDoor: Sendable {
    package static let paths: Set<String> = AmplitudeForm.paths.union(["/2/httpapi", "/batch"])

    private let queue: DurableQueue
    private let keys: any IngestionKeys
    private let settings: AmplitudeSettings
    private let allowance: EventAllowance?

    package init(queue: DurableQueue, keys: any IngestionKeys, settings: AmplitudeSettings = AmplitudeSettings()) {
        self.queue = queue
        self.keys = keys
        self.settings = settings
        allowance = settings.eventsPerDeviceAndSecond.map { EventAllowance(perSecond: $0) }
    }

    /// How many bytes of a body a server should read for this path; with more it calls ``tooLarge(_:)``.
    package func largestBody(forPath path: String) -> Int {
        path.hasPrefix("/batch") ? settings.largestBatchBody : settings.largestBody
    }

    /// The answer to a request whose body was longer than ``largestBody(forPath:)``.
    package func tooLarge(_ request: IngestionRequest) -> IngestionAnswer {
        adding(CrossOrigin.headers(for: request), to: AmplitudeAnswer.failed(413, "Payload too large"))
    }

    package func answer(_ request: IngestionRequest) async -> IngestionAnswer {
        if request.method == "OPTIONS" { return CrossOrigin.preflight(request) }
        let answer = await self.answer(collecting: request)
        return adding(CrossOrigin.headers(for: request), to: answer)
    }

    private func answer(collecting request: IngestionRequest) async -> IngestionAnswer {
        guard Self.paths.contains(request.plainPath) else { return AmplitudeAnswer.failed(404, "Invalid request path") }
        guard request.method == "POST" else {
            return adding([("allow", "POST, OPTIONS")], to: AmplitudeAnswer.failed(405, "Method not allowed"))
        }
        let body: [UInt8]
        do {
            body = try RequestBody.decoded(request, largest: largestBody(forPath: request.plainPath))
        } catch .tooLarge {
            return AmplitudeAnswer.failed(413, "Payload too large")
        } catch .unknownEncoding {
            return AmplitudeAnswer.failed(415, "Unsupported content encoding")
        } catch {
            return AmplitudeAnswer.failed(400, "Invalid JSON request body")
        }
        guard body.contains(where: { !RequestBody.isBlank($0) }) else {
            return AmplitudeAnswer.failed(400, "Missing request body")
        }
        guard AmplitudeForm.paths.contains(request.plainPath) else { return await take(batch: body, request) }
        do {
            let form = try AmplitudeForm(path: request.plainPath, body: body)
            guard request.plainPath == AmplitudeForm.userMapping else {
                return AmplitudeAnswer.text(await take(batch: form.batch, request))
            }
            let verdict = try check(form, body, request)
            return AmplitudeAnswer.text(await take(body, AmplitudeMappingDecoder.format, request, verdict))
        } catch {
            let reject = Reject(
                at: request.receivedAt, format: AmplitudeDecoder.format, project: .none, key: "", reason: error.words,
                body: body)
            await queue.keep([reject])
            return AmplitudeAnswer.text(400, error.words)
        }
    }

    private func take(batch: [UInt8], _ request: IngestionRequest) async -> IngestionAnswer {
        await take(batch, AmplitudeDecoder.format, request, check(batch, request))
    }

    private func take(
        _ body: [UInt8], _ format: String, _ request: IngestionRequest, _ verdict: Verdict
    ) async -> IngestionAnswer {
        switch verdict {
        case .refused(let answer, let rejects):
            if !rejects.isEmpty { await queue.keep(rejects) }
            return answer
        case .taken(let project, let events):
            return await store(body, format, of: request, in: project, events: events)
        }
    }

    private func check(
        _ form: AmplitudeForm, _ body: [UInt8], _ request: IngestionRequest
    ) throws(AmplitudeForm.Problem) -> Verdict {
        let mappings = try form.mappings()
        guard let project = keys.project(forKey: form.key) else { return unknownKey(form.key, body, request) }
        return .taken(project, events: mappings.count)
    }

    private func unknownKey(_ name: String, _ body: [UInt8], _ request: IngestionRequest) -> Verdict {
        // Only the beginning: what is no key of ours may be one of somebody else's.
        let shown = String(name.unicodeScalars.prefix(64).map(Character.init))
        return refused(
            AmplitudeAnswer.failed(400, "Invalid API key: \(shown)"), "the key is unknown", body, request, key: name)
    }

    private enum Verdict {
        case taken(ProjectID, events: Int)
        case refused(IngestionAnswer, [Reject])
    }

    private func check(_ body: [UInt8], _ request: IngestionRequest) -> Verdict {
        do {
            return try RequestBody.withValue(in: body) { check(AmplitudeBatch(view: $0), body, request) }
        } catch {
            return refused(
                AmplitudeAnswer.failed(400, "Invalid JSON request body"), "the body is no JSON: \(error)", body, request
            )
        }
    }

    private func check(_ batch: AmplitudeBatch, _ body: [UInt8], _ request: IngestionRequest) -> Verdict {
        guard batch.view.kind == .object else {
            return refused(
                AmplitudeAnswer.failed(400, "Invalid JSON request body"), "the body is no object", body, request)
        }
        guard let key = batch.key, !key.isNull, key.stringBytes?.isEmpty != true else {
            return refused(Self.missing("api_key"), "api_key is missing", body, request)
        }
        let name = key.stringValue ?? ""
        guard let project = keys.project(forKey: name) else { return unknownKey(name, body, request) }
        guard let events = batch.events, events.elements.contains(where: { _ in true }) else {
            return refused(Self.missing("events"), "events is missing or empty", body, request, project, key: name)
        }
        var problems: [(index: Int, problem: AmplitudeProblem)] = []
        var rejects: [Reject] = []
        var senders: [(device: String?, user: String?)] = []
        let shortestID = batch.shortestID
        for (index, view) in events.elements.enumerated() {
            guard index < settings.mostEvents else {
                return .refused(AmplitudeAnswer.failed(413, "Payload too large"), [])
            }
            let event = AmplitudeEvent(view, shortestID: shortestID)
            senders.append((event.ids.device, event.ids.user))
            if event.problems.isEmpty { continue }
            problems += event.problems.map { (index, $0) }
            let reason = event.problems.map(\.reason).joined(separator: "; ")
            rejects.append(
                Reject(
                    at: request.receivedAt, format: AmplitudeDecoder.format, project: project, key: name,
                    reason: reason,
                    index: index, body: view.value.serialized()))
        }
        guard problems.isEmpty else { return .refused(AmplitudeAnswer.problems(problems), rejects) }
        if let answer = throttle(senders, in: project, at: request.receivedAt) { return .refused(answer, []) }
        return .taken(project, events: senders.count)
    }

    private func throttle(
        _ senders: [(device: String?, user: String?)], in project: ProjectID, at time: Timestamp
    ) -> IngestionAnswer? {
        guard let allowance else { return nil }
        // A device of one project is another than the same id elsewhere, and a user is no device.
        func name(_ sender: (device: String?, user: String?)) -> ExactText {
            ExactText(sender.device.map { "\(project)d\($0)" } ?? "\(project)u\(sender.user ?? "")")
        }
        var counts: [ExactText: Int] = [:]
        for sender in senders { counts[name(sender), default: 0] += 1 }
        let over = allowance.take(counts, at: time)
        guard !over.isEmpty else { return nil }
        var devices: [String: Int] = [:]
        var users: [String: Int] = [:]
        var indexes: [Int] = []
        for (index, sender) in senders.enumerated() {
            guard let rate = over[name(sender)] else { continue }
            indexes.append(index)
            if let device = sender.device {
                devices[device] = rate
            } else if let user = sender.user {
                users[user] = rate
            }
        }
        return AmplitudeAnswer.throttled(
            devices: devices, users: users, indexes: indexes, perSecond: allowance.perSecond)
    }

    private func store(
        _ body: [UInt8], _ format: String, of request: IngestionRequest, in project: ProjectID, events: Int
    ) async -> IngestionAnswer {
        let new = NewBody(
            receivedAt: request.receivedAt, format: format, project: project,
            clientAddress: ClientAddress.of(request, trusting: settings.trustedProxies), facts: request.facts,
            body: body)
        do {
            try await queue.append(new)
            return AmplitudeAnswer.accepted(events: events, bytes: request.body.count, at: request.receivedAt)
        } catch {
            // 503 and 507 say that nothing was stored; after a failed sync nobody knows, which 500 says.
            switch error {
            case .overloaded, .closed:
                return AmplitudeAnswer.failed(503, "The server is busy, try again later", retryAfter: 2)
            case .full:
                return AmplitudeAnswer.failed(507, "The server's disk is full, try again later", retryAfter: 60)
            case .broken, .damaged:
                return AmplitudeAnswer.failed(500, "The events could not be stored, try again later", retryAfter: 10)
            }
        }
    }

    private static func missing(_ field: String) -> IngestionAnswer {
        AmplitudeAnswer.failed(400, "Request missing required field", missingField: field)
    }

    private func refused(
        _ answer: IngestionAnswer, _ reason: String, _ body: [UInt8], _ request: IngestionRequest,
        _ project: ProjectID = .none, key: String = ""
    ) -> Verdict {
        let reject = Reject(
            at: request.receivedAt, format: AmplitudeDecoder.format, project: project, key: key, reason: reason,
            body: body)
        return .refused(answer, [reject])
    }

    private func adding(
        _ headers: [(name: String, value: String)], to answer: IngestionAnswer
    ) -> IngestionAnswer {
        var answer = answer
        answer.headers += headers
        return answer
    }
}
