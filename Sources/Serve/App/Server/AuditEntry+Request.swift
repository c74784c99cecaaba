import Content
import Foundation
import FrontDoor

extension AuditEntry {
    /// A request as the log keeps it.
    init(_ request: AuditedRequest) {
        let caller = request.caller
        self.init(
            at: Date(), action: Action(rawValue: request.action.rawValue) ?? .change, what: request.what,
            object: request.object, userID: caller?.userID,
            userName: caller.map { $0.email ?? $0.displayName } ?? request.userName, sudoUserID: caller?.sudoUserID,
            address: request.address.isEmpty ? nil : request.address, door: Self.door(request),
            outcome: Self.outcome(request), status: request.status, details: request.details)
    }

    private static func outcome(_ request: AuditedRequest) -> Outcome {
        switch request.status {
        case _ where request.isRefused: .refused
        case ..<400: .done
        case ..<500: .refused
        default: .failed
        }
    }

    private static func door(_ request: AuditedRequest) -> String {
        switch request.caller?.credential {
        case .token: "api"
        case .session: "browser"
        case nil: request.isProgram ? "api" : "web"
        }
    }
}
