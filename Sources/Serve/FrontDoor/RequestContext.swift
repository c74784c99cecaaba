internal import HTTPTypes
package import Hummingbird
internal import Logging
package import NIOCore

/// What is known of a request beside itself: where it came from, and once authenticated, who made it.
package struct SoundingsRequestContext: RequestContext {
    package var coreContext: CoreRequestContextStorage
    /// The other end of the connection.
    package let peer: SocketAddress?
    /// Set by ``Authentication``.
    package var caller: Caller?
    /// Where the request comes from, without port, proxies of ours looked through. Set by ``AuditTrail``.
    package var clientAddress: String

    package init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        peer = source.channel.remoteAddress
        clientAddress = peer?.ipAddress ?? ""
    }

    /// The peer as `address:port`, IPv6 in brackets; empty for a Unix socket.
    package var peerAddress: String {
        guard let address = peer?.ipAddress else { return "" }
        let host = address.contains(":") ? "[\(address)]" : address
        return peer?.port.map { "\(host):\($0)" } ?? host
    }

    /// The caller.
    /// - Throws: ``RequestFailure/unauthenticated`` when nobody has signed in.
    package func requireCaller() throws -> Caller {
        guard let caller else { throw RequestFailure.unauthenticated }
        return caller
    }

    /// The caller, who must hold `permission`.
    package func requireCaller(may permission: String) throws -> Caller {
        let caller = try requireCaller()
        guard caller.may(permission) else { throw RequestFailure.forbidden(permission) }
        return caller
    }
}
