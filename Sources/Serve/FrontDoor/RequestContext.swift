internal import Foundation
internal import HTTPTypes
package import Hummingbird
internal import Logging
package import NIOCore

/// What is known of a request beside itself: where it came from, and once authenticated, who made it.
package struct SoundingsRequestContext: RequestContext {
    package var coreContext: CoreRequestContextStorage
    /// The other end of the connection.
    package let peer: SocketAddress?
    /// Tells when the client has gone; `nil` where nobody watches the connection.
    package let hangUp: HangUp?
    /// Set by ``Authentication``.
    package var caller: Caller?
    /// The session that the browser says it has, alive or not. Set by ``Authentication``.
    package var session: String?
    /// Where the request comes from, without port, proxies of ours looked through. Set by ``AuditTrail``.
    package var clientAddress: String

    package init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        peer = source.channel.remoteAddress
        clientAddress = peer?.ipAddress ?? ""
        hangUp = HangUp.of(source.channel)
    }

    /// The peer as `address:port`, IPv6 in brackets; empty for a Unix socket.
    package var peerAddress: String {
        guard let address = peer?.ipAddress else { return "" }
        let host = address.contains(":") ? "[\(address)]" : address
        return peer?.port.map { "\(host):\($0)" } ?? host
    }

    /// Runs `body` for as long as the client waits for it.
    /// - Throws: whatever `body` throws, and `CancellationError` when the client has gone.
    package func whileClientWaits<Value: Sendable>(
        _ body: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        guard let hangUp else { return try await body() }
        return try await hangUp.during(body)
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

extension SoundingsRequestContext {
    /// A part of the path, percent-decoded: clients encode names such as `model::dashboard` completely.
    /// - Throws: ``RequestFailure/notFound(_:)`` when the path has no such part.
    package func name(_ parameter: String) throws -> String {
        guard let raw = parameters.get(parameter) else { throw RequestFailure.notFound(parameter) }
        return String(raw).removingPercentEncoding ?? String(raw)
    }
}
