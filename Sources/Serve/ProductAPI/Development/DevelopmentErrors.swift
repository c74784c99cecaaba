internal import Development
internal import FrontDoor
internal import HTTPTypes
internal import Hummingbird
internal import JSON

/// `{message, code, files}` with the status that says whose turn it is.
struct DevelopmentErrors: RouterMiddleware {
    typealias Context = SoundingsRequestContext

    func handle(
        _ request: Request, context: SoundingsRequestContext,
        next: (Request, SoundingsRequestContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch let error as DevelopmentError {
            let (code, status): (String, HTTPResponse.Status) =
                switch error.reason {
                case .noFile: ("not_found", .notFound)
                case .invalid: ("invalid", .unprocessableContent)
                case .changed: ("conflict", .conflict)
                case .conflicts: ("merge_conflict", .conflict)
                case .noRepository, .noBranch, .notReady: ("not_ready", .conflict)
                case .git: ("git", .unprocessableContent)
                }
            return .json(
                [
                    "message": .string(error.message), "code": .string(code),
                    "files": .array(error.files.map(JSONValue.string)),
                ], status: status)
        }
    }
}
