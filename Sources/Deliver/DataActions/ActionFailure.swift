/// Why a data action was not sent, or has no answer that can be read. Each is a sentence for whoever sent it.
package enum ActionFailure: Error, Sendable, Hashable {
    /// Not `http(s)://host…`.
    case badAddress
    /// `authority` is the host, with its port where that is not the usual one.
    case notAllowed(authority: String)
    case unknownHost(String)
    /// A host that is only allowed by a pattern leads into a network of our own.
    case notPublic(host: String, address: String)
    case unreachable(authority: String)
    case timedOut(authority: String, seconds: Int64)
    case redirected(authority: String)
    case tooLong(authority: String, bytes: Int)
    /// The address of a form answered with another status than 200.
    case noForm(authority: String, status: Int)
    case unreadableForm(authority: String, why: String)
    case cancelled
}

extension ActionFailure: CustomStringConvertible {
    package var description: String {
        switch self {
        case .badAddress: "The address of this action is not one that can be sent to. Its `url` in the model is wrong."
        case .notAllowed(let authority):
            "Actions may not be sent to \(authority). An administrator can allow it in soundings.yaml: "
                + "`actions: {allowed_hosts: [\"\(authority)\"]}`."
        case .unknownHost(let host): "There is no host \(host)."
        case .notPublic(let host, let address):
            "\(host) leads to \(address), which is not on the public internet. An administrator can allow it by "
                + "listing the host itself, not a pattern, in `actions.allowed_hosts` of soundings.yaml."
        case .unreachable(let authority): "\(authority) can't be reached."
        case .timedOut(let authority, let seconds):
            "\(authority) did not answer within \(seconds) seconds. Whether the action was carried out is not known."
        case .redirected(let authority): "\(authority) sends elsewhere, which actions don't follow."
        case .tooLong(let authority, let bytes): "The answer of \(authority) is longer than \(bytes) bytes."
        case .noForm(let authority, let status): "\(authority) answered \(status) instead of a form."
        case .unreadableForm(let authority, let why): "The form from \(authority) can't be shown: \(why)."
        case .cancelled: "The action was cancelled. Whether it was carried out is not known."
        }
    }
}
