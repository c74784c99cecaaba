/// Why a request can't be answered, without a word on how: each family of APIs says it in its own form.
package enum RequestFailure: Error, Sendable {
    /// The body is not JSON, or not the JSON that is wanted.
    case badRequest(String)
    case unauthenticated
    /// Signed in, but without this permission.
    case forbidden(String)
    /// Signed in, but this is for somebody else or at another time.
    case refused(String)
    /// Something of that name is there already.
    case conflict(String, [FieldProblem])
    /// A request with a cookie that does not come from our own page.
    case forged
    /// Unknown, or not visible for this caller: both look the same from outside.
    case notFound(String)
    /// Values that don't hold up, each with its field.
    case invalid(String, [FieldProblem])
    case tooLarge(limit: Int)
    case methodNotAllowed(String)
    /// Too much at once; try again after so many seconds.
    case busy(retryAfter: Int)

    package struct FieldProblem: Sendable {
        package var field: String
        /// `missing_field`, `invalid`, `already_exists`
        package var code: String
        package var message: String

        package init(field: String, code: String, message: String) {
            self.field = field
            self.code = code
            self.message = message
        }
    }
}

extension RequestFailure {
    /// Of a body whose client has gone or closed its half before the end: nothing of ours has failed.
    static func brokenOff(by error: any Error) -> any Error {
        error is CancellationError ? error : badRequest("The body of the request was broken off.")
    }
}
