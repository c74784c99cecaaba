internal import Content
internal import Development
package import FrontDoor
internal import HTTPTypes
package import Hummingbird
internal import JSON
internal import Logging
internal import QueryCompiler
internal import QueryDesk
internal import QueryRunner

/// Turns failures into the error bodies of Looker's API: `{message, documentation_url, errors?}`.
///
/// The SDKs fail on an `errors` that is null and on an entry of it without `documentation_url`, so both are given or
/// left out whole; and they download an index when the address looks like one of Looker's, so ours does not. It is a
/// path in our own documentation, since no host is sure to have it.
package struct LookerErrors: RouterMiddleware {
    package typealias Context = SoundingsRequestContext

    static let documentation = "docs/reference/api-errors.md"

    package init() {}

    package func handle(
        _ request: Request, context: SoundingsRequestContext,
        next: (Request, SoundingsRequestContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch let failure as RequestFailure {
            return Self.response(failure)
        } catch let failure as QueryFailure {
            return Self.response(failure, showsDetails: context.caller?.may("see_sql") ?? false)
        } catch let error as ContentError {
            return Self.response(error)
        } catch let error as DevelopmentError {
            return Self.response(error)
        } catch let error as any HTTPResponseError {
            return Self.body(error.status == .notFound ? "Not found" : error.status.reasonPhrase, status: error.status)
        } catch is CancellationError {
            return Self.body("The request was cancelled.", status: .serviceUnavailable)
        } catch {
            context.logger.error("Unexpected failure of \(request.method) \(request.uri.path): \(error)")
            return Self.body("Something went wrong in Soundings. Its log says what.", status: .internalServerError)
        }
    }

    private static func response(_ failure: RequestFailure) -> Response {
        switch failure {
        case .badRequest(let message): return body(message, status: .badRequest)
        case .unauthenticated: return body("Requires authentication.", status: .unauthorized)
        case .forbidden(let permission):
            return body("You need the permission '\(permission)' for this. Ask an administrator.", status: .forbidden)
        case .refused(let message): return body(message, status: .forbidden)
        case .conflict(let message, let problems): return body(message, problems: problems, status: .conflict)
        case .forged:
            return body("This request does not come from Soundings' own page and was refused.", status: .forbidden)
        case .notFound: return body("Not found", status: .notFound)
        case .invalid(let message, let problems):
            return body(message, problems: problems, status: .unprocessableContent)
        case .tooLarge(let limit):
            return body("The body of the request is larger than \(limit) bytes.", status: .contentTooLarge)
        case .methodNotAllowed(let message): return body(message, status: .methodNotAllowed)
        case .busy(let seconds):
            var response = body("Too many requests.", status: .tooManyRequests)
            response.headers[.retryAfter] = String(seconds)
            return response
        }
    }

    private static func response(_ error: DevelopmentError) -> Response {
        let problem = RequestFailure.FieldProblem(field: "project_id", code: "invalid", message: error.message)
        switch error.reason {
        case .noFile: return body(error.message, status: .notFound)
        case .changed: return body(error.message, problems: [problem], status: .conflict)
        case .invalid, .conflicts, .noRepository, .noBranch, .notReady, .git:
            return body(error.message, problems: [problem], status: .unprocessableContent)
        }
    }

    private static func response(_ error: ContentError) -> Response {
        switch error.code {
        case .notFound: return body("Not found", status: .notFound)
        case .readOnly: return body(error.message, status: .methodNotAllowed)
        case .forbidden: return body(error.message, status: .forbidden)
        case .conflict:
            return .json(
                [
                    "message": .string(error.message), "documentation_url": .string(documentation),
                    "version": JSONValue(error.currentVersion),
                ], status: .preconditionFailed)
        case .versionNeeded: return body(error.message, status: .preconditionRequired)
        case .invalid, .missingField, .alreadyExists:
            let problem = RequestFailure.FieldProblem(
                field: error.field ?? "", code: error.code.rawValue, message: error.message)
            return body("Validation Failed", problems: [problem], status: .unprocessableContent)
        case .newerDatabase, .damagedDatabase, .storage: return body(error.message, status: .internalServerError)
        }
    }

    private static func response(_ failure: QueryFailure, showsDetails: Bool) -> Response {
        switch failure {
        case .invalid(let error):
            let message = error.message + (error.suggestion.map { " Did you mean '\($0)'?" } ?? "")
            let status: HTTPResponse.Status =
                switch error.code {
                case .unknownModel, .unknownExplore: .notFound
                default: .badRequest
                }
            guard let field = error.field else { return body(message, status: status) }
            return body(
                message, problems: [.init(field: field, code: "invalid", message: message)], status: status)
        case .failed(let error, _):
            return body(FailureText.description(of: error, showsDetails: showsDetails), status: .badRequest)
        case .tooLarge: return body("\(failure)", status: .badRequest)
        case .busy:
            var response = body("\(failure)", status: .tooManyRequests)
            response.headers[.retryAfter] = "1"
            return response
        case .cancelled: return body("\(failure)", status: .serviceUnavailable)
        case .notCached: return body("\(failure)", status: .notFound)
        }
    }

    static func body(
        _ message: String, problems: [RequestFailure.FieldProblem] = [], status: HTTPResponse.Status
    ) -> Response {
        var members: [(String, JSONValue)] = [
            ("message", .string(message)), ("documentation_url", .string(documentation)),
        ]
        if !problems.isEmpty {
            members.append(
                (
                    "errors",
                    .array(
                        problems.map {
                            [
                                "field": .string($0.field), "code": .string($0.code), "message": .string($0.message),
                                "documentation_url": .string(documentation),
                            ]
                        })
                ))
        }
        return .json(.object(JSONObject(members)), status: status)
    }
}
