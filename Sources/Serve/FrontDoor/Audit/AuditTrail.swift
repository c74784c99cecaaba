internal import HTTPTypes
package import Hummingbird
package import JSON

/// What the audit log is told of a request.
package struct AuditedRequest: Sendable {
    package var action: AuditedAction
    /// The method and path, without parameters.
    package var what: String
    package var object: String?
    package var caller: Caller?
    /// Who tried to sign in, where nobody did.
    package var userName: String?
    package var address: String
    package var status: Int
    /// Whether it was refused, whatever the status.
    package var isRefused: Bool
    /// Whether a program asks that has proved itself with keys of its own, without an account.
    package var isProgram: Bool
    package var details: JSONObject
}

/// Tells the audit log of each request that changes something, asks for data, or signs in or out, whether it was answered
/// or refused.
package struct AuditTrail: RouterMiddleware {
    package typealias Context = SoundingsRequestContext

    private let trustedProxies: Set<String>
    private let restraint = AuditRestraint()
    private let note: @Sendable (AuditedRequest) async -> Void

    package init(trustedProxies: Set<String>, note: @escaping @Sendable (AuditedRequest) async -> Void) {
        self.trustedProxies = trustedProxies
        self.note = note
    }

    package func handle(
        _ request: Request, context: SoundingsRequestContext,
        next: (Request, SoundingsRequestContext) async throws -> Response
    ) async throws -> Response {
        var context = context
        context.clientAddress = ClientOrigin.address(of: request, from: context, trusting: trustedProxies)
        let answering = context
        let notes = AuditNotes()
        return try await AuditNotes.$current.withValue(notes) {
            do {
                let response = try await next(request, answering)
                await tell(request, answering, notes, status: response.status, bytes: response.body.contentLength)
                return response
            } catch let error as any HTTPResponseError {
                await tell(request, answering, notes, status: error.status, bytes: nil)
                throw error
            } catch RequestFailure.forged {
                await tell(request, answering, notes, status: .forbidden, bytes: nil)
                throw RequestFailure.forged
            } catch {
                await tell(request, answering, notes, status: .internalServerError, bytes: nil)
                throw error
            }
        }
    }

    private func tell(
        _ request: Request, _ context: SoundingsRequestContext, _ notes: AuditNotes, status: HTTPResponse.Status,
        bytes: Int?
    ) async {
        let path = request.uri.path
        guard let action = notes.action ?? AuditedAction(method: request.method, path: path) else { return }
        var details = notes.details
        if notes.caller == nil, !notes.isProgram, status.code >= 400 || notes.isRefused {
            guard let leftOut = restraint.admit(context.clientAddress) else { return }
            if leftOut > 0 { details["left_out"] = .int(leftOut) }
        }
        if action == .download || action == .query, status.code < 400, let bytes {
            details["bytes"] = .int(Int64(bytes))
        }
        await note(
            AuditedRequest(
                action: action, what: "\(request.method.rawValue) \(path)",
                object: notes.object ?? ObjectOfPath.name(path), caller: notes.caller, userName: notes.userName,
                address: context.clientAddress, status: status.code, isRefused: notes.isRefused,
                isProgram: notes.isProgram, details: details))
    }
}

/// What an address of one of our APIs is about: `/api/4.0/users/12/roles` is about `users/12`.
enum ObjectOfPath {
    static func name(_ path: String) -> String? {
        let parts = path.split(separator: "/").map { String($0).removingPercentEncoding ?? String($0) }
        guard parts.count >= 3, parts[0] == "api" else { return nil }
        return parts[2...].prefix(2).joined(separator: "/")
    }
}
