internal import FrontDoor
internal import HTTPTypes
internal import Hummingbird
internal import JSON
internal import Logging

/// Mounts routes whose callers prove with a project's keys what they may read.
struct AmplitudeRouter {
    /// How callers prove it.
    enum Proof: Sendable {
        /// Both keys with basic authentication.
        case bothKeys
        /// The secret key alone, `Api-Key SECRET`, as user profiles are asked for.
        case secretKey
    }

    private let keys: any AmplitudeKeys
    private let group: RouterGroup<SoundingsRequestContext>
    private let proof: Proof

    private static let largestBody = 64 << 20
    /// What is read may be named in a body, too.
    private static let largestQuestion = 64 << 10

    init(keys: any AmplitudeKeys, proof: Proof = .bothKeys, _ group: RouterGroup<SoundingsRequestContext>) {
        self.keys = keys
        self.proof = proof
        self.group = group
    }

    func on(
        _ method: HTTPRequest.Method, _ path: String,
        _ answer: @escaping @Sendable (AmplitudeRequest) async throws -> Response
    ) {
        let (keys, proof) = (keys, proof)
        group.on(RouterPath(path), method: method) { request, context in
            let access = try Self.access(request.headers[.authorization], keys, proof)
            AuditNotes.current?.userName = access.keyName.map { "secret key " + $0 }
            AuditNotes.current?.isProgram = true
            AuditNotes.current?.object = "events/project \(access.project)"
            let body = try await request.bytes(upTo: method == .get ? Self.largestQuestion : Self.largestBody)
            return try await answer(
                AmplitudeRequest(
                    access: access, query: FormFields(request.uri.query ?? ""), body: body,
                    parameters: context.parameters))
        }
    }

    /// Either proof opens what the keys open; failures speak of the one that is asked for.
    private static func access(
        _ header: String?, _ keys: any AmplitudeKeys, _ proof: Proof
    ) throws(AmplitudeFailure) -> AmplitudeAccess {
        let access: AmplitudeAccess?
        if let credentials = header.flatMap({ BasicCredentials($0) }) {
            access = keys.access(apiKey: credentials.apiKey, secretKey: credentials.secretKey)
        } else if let header, header.lowercased().hasPrefix("api-key ") {
            access = keys.access(secretKey: String(header.dropFirst(8).drop { $0 == " " }))
        } else {
            throw missing(proof)
        }
        guard let access else { throw wrong(proof) }
        return access
    }

    private static func missing(_ proof: Proof) -> AmplitudeFailure {
        switch proof {
        case .bothKeys:
            AmplitudeFailure(
                .unauthorized, "Send the API key and the secret key of a project with basic authentication.")
        case .secretKey: AmplitudeFailure(.unauthorized, "Missing Api-Key in Authorization header")
        }
    }

    private static func wrong(_ proof: Proof) -> AmplitudeFailure {
        switch proof {
        case .bothKeys:
            AmplitudeFailure(
                .forbidden, "These keys open nothing: unknown, revoked, or of two different projects.")
        case .secretKey: AmplitudeFailure(.unauthorized, "Invalid Api-Key")
        }
    }
}

/// Turns failures into answers in Amplitude's forms.
struct AmplitudeErrors: RouterMiddleware {
    typealias Context = SoundingsRequestContext

    enum Form: Sendable {
        /// The reason as text.
        case text
        /// `{"success": false, "errors": [{"message": …}]}`
        case taxonomy
        /// `{"error": {"message", "code", "metadata"}}`
        case membership
        /// `{"error": …}`, or the reason as text where the key is wrong.
        case profile
    }

    let form: Form

    func handle(
        _ request: Request, context: SoundingsRequestContext,
        next: (Request, SoundingsRequestContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch is CancellationError {
            throw CancellationError()
        } catch let error as any HTTPResponseError {
            throw error
        } catch {
            if let failure = AmplitudeFailure(error) { return answer(failure) }
            context.logger.error("Unexpected failure of \(request.method) \(request.uri.path): \(error)")
            return answer(
                AmplitudeFailure(.internalServerError, "Something went wrong in Soundings. Its log says what."))
        }
    }

    private func answer(_ failure: AmplitudeFailure) -> Response {
        var response: Response =
            switch form {
            case .text: .text(failure.message, status: failure.status)
            case .taxonomy:
                .json(
                    ["success": false, "errors": [["message": .string(failure.message)]]], status: failure.status)
            case .profile where failure.status == .unauthorized: .text(failure.message, status: failure.status)
            case .profile: .json(["error": .string(failure.message)], status: failure.status)
            case .membership: .json(Self.error(failure), status: failure.status)
            }
        if failure.status == .unauthorized, form != .profile {
            response.headers[.wwwAuthenticate] = "Basic realm=\"Soundings\", charset=\"UTF-8\""
        }
        if failure.status == .tooManyRequests { response.headers[.retryAfter] = "10" }
        return response
    }

    private static func error(_ failure: AmplitudeFailure) -> JSONValue {
        var error = JSONObject([
            ("message", .string(failure.message)), ("code", .int(Int64(failure.status.code))),
        ])
        error["metadata"] = failure.metadata
        return ["error": .object(error)]
    }
}
