internal import Content
internal import FrontDoor
internal import HTTPTypes
internal import Hummingbird
internal import JSON
internal import Logging

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
            let status: HTTPResponse.Status = error.code == .notFound ? .notFound : .unprocessableContent
            return Self.body(error.message, code: error.code.rawValue, status: status)
        } catch let error as any HTTPResponseError {
            return Self.body(error.status.reasonPhrase, code: "http_\(error.status.code)", status: error.status)
        } catch {
            context.logger.error("Unexpected failure of \(request.method) \(request.uri.path): \(error)")
            return Self.body(
                "Something went wrong in Soundings. Its log says what.", code: "internal", status: .internalServerError)
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
        case .forged:
            body("This request does not come from Soundings' own page.", code: "forged", status: .forbidden)
        case .notFound(let what): body("There is no such \(what).", code: "not_found", status: .notFound)
        case .invalid(let message, let problems):
            body(message, code: "invalid", problems: problems, status: .unprocessableContent)
        case .tooLarge(let limit):
            body("The body is larger than \(limit) bytes.", code: "too_large", status: .contentTooLarge)
        case .methodNotAllowed(let message): body(message, code: "method_not_allowed", status: .methodNotAllowed)
        case .busy: body("Too many requests. Try again in a moment.", code: "busy", status: .tooManyRequests)
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
