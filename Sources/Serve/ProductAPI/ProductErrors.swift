internal import Content
internal import FrontDoor
internal import HTTPTypes
internal import Hummingbird
internal import JSON
internal import Logging
internal import ProductAnalytics
internal import QueryRunner
internal import Warehouse

/// Turns failures into our own error body: `{message, code, errors?: [{field, code, message}]}`.
struct ProductErrors: RouterMiddleware {
    typealias Context = SoundingsRequestContext

    func handle(
        _ request: Request, context: SoundingsRequestContext,
        next: (Request, SoundingsRequestContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch let failure as RequestFailure {
            return Self.response(failure)
        } catch let error as ContentError {
            if error.code == .conflict {
                return .json(
                    [
                        "message": .string(error.message), "code": .string(error.code.rawValue),
                        "version": JSONValue(error.currentVersion),
                    ], status: .preconditionFailed)
            }
            let problems = error.field.map {
                [RequestFailure.FieldProblem(field: $0, code: error.code.rawValue, message: error.message)]
            }
            return Self.body(
                error.message, code: error.code.rawValue, problems: problems ?? [], status: Self.status(of: error))
        } catch let error as ChartError {
            // Which model it was about is not known here.
            let showsDetails = context.caller?.mayEverywhere("see_sql") ?? false
            let what = request.uri.path.contains("/cohorts") ? "cohort" : "chart"
            return Self.response(error, of: what, showsDetails: showsDetails)
        } catch QueryFailure.busy {
            return Self.response(.busy(retryAfter: 1))
        } catch is CancellationError {
            return Self.body("The request was cancelled.", code: "cancelled", status: .serviceUnavailable)
        } catch let error as any HTTPResponseError {
            return Self.body(error.status.reasonPhrase, code: "http_\(error.status.code)", status: error.status)
        } catch {
            context.logger.error("Unexpected failure of \(request.method) \(request.uri.path): \(error)")
            return Self.body(
                "Something went wrong in Soundings. Its log says what.", code: "internal", status: .internalServerError)
        }
    }

    private static func status(of error: ContentError) -> HTTPResponse.Status {
        switch error.code {
        case .notFound: .notFound
        case .forbidden: .forbidden
        case .versionNeeded: .preconditionRequired
        case .storage, .damagedDatabase, .newerDatabase: .internalServerError
        default: .unprocessableContent
        }
    }

    private static func response(_ failure: RequestFailure) -> Response {
        switch failure {
        case .badRequest(let message): body(message, code: "bad_request", status: .badRequest)
        case .unauthenticated:
            body(
                "Sign in first; a sign-in link works once and for an hour.", code: "unauthenticated",
                status: .unauthorized)
        case .forbidden(let permission):
            body(
                "You need the permission '\(permission)'. Ask an administrator.", code: "forbidden", status: .forbidden)
        case .refused(let message): body(message, code: "refused", status: .forbidden)
        case .conflict(let message, let problems):
            body(message, code: "already_exists", problems: problems, status: .conflict)
        case .forged:
            body("This request does not come from Soundings' own page.", code: "forged", status: .forbidden)
        case .notFound(let what): body("There is no such \(what).", code: "not_found", status: .notFound)
        case .invalid(let message, let problems):
            body(message, code: "invalid", problems: problems, status: .unprocessableContent)
        case .tooLarge(let limit):
            body("The body is larger than \(limit) bytes.", code: "too_large", status: .contentTooLarge)
        case .methodNotAllowed(let message): body(message, code: "method_not_allowed", status: .methodNotAllowed)
        case .busy(let seconds): busy(seconds)
        }
    }

    private static func busy(_ seconds: Int) -> Response {
        var response = body(
            "Too many requests. Try again in \(seconds) s.", code: "busy", status: .tooManyRequests)
        response.headers[.retryAfter] = String(seconds)
        return response
    }

    private static func response(_ error: ChartError, of what: String, showsDetails: Bool) -> Response {
        switch error {
        case .invalid(let problems):
            return body(
                "The \(what) can't be answered.", code: "invalid",
                problems: problems.map { .init(field: $0.path, code: "invalid", message: $0.message) },
                status: .unprocessableContent)
        case .cancelled: return body("The \(what) was cancelled.", code: "cancelled", status: .serviceUnavailable)
        case .failed(.timedOut(let label, let limit)):
            return body(
                WarehouseError.timedOut(label: label, after: limit).description, code: "timed_out",
                status: .gatewayTimeout)
        case .failed(let error):
            // What the database says holds SQL.
            return body(
                showsDetails ? error.description : "The warehouse could not answer the \(what).", code: "warehouse",
                status: .internalServerError)
        }
    }

    private static func body(
        _ message: String, code: String, problems: [RequestFailure.FieldProblem] = [], status: HTTPResponse.Status
    ) -> Response {
        var members: [(String, JSONValue)] = [("message", .string(message)), ("code", .string(code))]
        if !problems.isEmpty {
            let errors = problems.map { problem -> JSONValue in
                [
                    "field": .string(problem.field), "code": .string(problem.code),
                    "message": .string(problem.message),
                ]
            }
            members.append(("errors", .array(errors)))
        }
        return .json(.object(JSONObject(members)), status: status)
    }
}
