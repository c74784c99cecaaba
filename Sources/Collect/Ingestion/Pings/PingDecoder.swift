package import Landing

/// Reads queued update checks.
package struct PingDecoder: BodyDecoder {
    package static let format = "ping"
    /// Goes up when the same body would give other columns.
    package static let version: Int32 = 1

    package var format: String { Self.format }

    package init() {}

    /// Pings have no types that could be blocked.
    package func decode(
        _ body: QueuedBody, blocking blocked: Set<ExactText>
    ) throws(DecodingProblem) -> DecodedBody {
        let facts = body.facts
        let request: PingRequest
        do {
            request = try PingRequest(method: facts.method, query: facts.query, body: body.body)
        } catch {
            throw DecodingProblem(error.reason)
        }
        let remote = facts.forwardedFor.flatMap { $0.isEmpty ? nil : $0 } ?? facts.peerAddress
        var ping = Ping(
            method: facts.method, remoteIP: remote, clientAddress: ClientAddress.first(of: remote),
            hasUpdate: facts.hasUpdate ?? false, body: String(decoding: body.body, as: UTF8.self),
            decoderVersion: Self.version)
        ping.texts = request.texts
        ping.flags = request.flags
        ping.numbers = request.numbers
        ping.blocks = request.blocks
        return DecodedBody(pings: [ping])
    }
}
