internal import HTTPTypes
package import Hummingbird
internal import JSON
internal import Logging

/// Answers failures that no API family has turned into its own words: those of finding out who calls, and requests that
/// belong to nobody.
package struct FailureFallback: RouterMiddleware {
    package typealias Context = SoundingsRequestContext

    package init() {}

    package func handle(
        _ request: Request, context: SoundingsRequestContext,
        next: (Request, SoundingsRequestContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch RequestFailure.forged {
            return Self.body(
                "This request does not come from Soundings' own page and was refused.", status: .forbidden)
        } catch RequestFailure.unauthenticated {
            return Self.body("Requires authentication.", status: .unauthorized)
        } catch let error as any HTTPResponseError {
            let message = error.status == .notFound ? "Not found" : error.status.reasonPhrase
            return Self.body(message, status: error.status)
        } catch {
            context.logger.error("Unexpected failure of \(request.method) \(request.uri.path): \(error)")
            return Self.body(
                "Something went wrong in Soundings. Its log says what.", status: .internalServerError)
        }
    }

    private static func body(_ message: String, status: HTTPResponse.Status) -> Response {
        // Looker's SDKs read no error without the address of its documentation; unknown paths of their API end here.
        .json(
            [
                "message": .string(message), "code": .int(Int64(status.code)),
                "documentation_url": "docs/reference/api-errors.md",
            ], status: status)
    }
}
