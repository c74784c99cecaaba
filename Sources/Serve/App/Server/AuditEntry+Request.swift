import Content
import Foundation
import FrontDoor

extension AuditEntry {
    /// A request as the log keeps it.
    init(_ request: AuditedRequest) {
        let caller = request.caller
        let outcome: Outcome = request.status < 400 ? .done : request.status < 500 ? .refused : .failed
        self.init(
            at: Date(), action: Action(rawValue: request.action.rawValue) ?? .change, what: request.what,
            object: request.object, userID: caller?.userID,
            userName: caller.map { $0.email ?? $0.displayName } ?? request.userName, sudoUserID: caller?.sudoUserID,
            address: request.address.isEmpty ? nil : request.address,
            door: caller?.credential == .token ? "api" : caller?.credential == .session ? "browser" : "web",
            outcome: outcome, status: request.status, details: request.details)
    }
}
