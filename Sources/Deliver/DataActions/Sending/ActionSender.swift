internal import Foundation

/// What a host answered.
struct ActionReply: Sendable, Hashable {
    var status: Int
    var body: [UInt8]
}

/// Sends bodies to the hosts that the settings allow, and to no others.
///
/// A host that is only allowed by a pattern must not lead into our own networks, whatever its name server says and
/// whenever it says it. Over `http` the connection therefore goes to the very address that was looked at. Over `https`
/// it goes by name: whoever answers in the place of the host has no certificate for it, and gets to see nothing.
struct ActionSender: Sendable {
    let allowed: AllowedHosts
    var lookup = HostLookup.system
    /// Which of the addresses that were found may be connected to.
    var mayBeReached: @Sendable (NetworkAddress) -> Bool = { $0.isPublic }
    /// For finding the host, sending and the whole answer together.
    var timeLimit = Duration.seconds(30)
    /// Bytes.
    var answerLimit = 1 << 20

    /// `POST`s JSON; follows no redirect, keeps no cookies.
    ///
    /// - Throws: for whatever is no answer. A status that tells of a failure is one.
    func post(_ body: [UInt8], to text: String) async throws(ActionFailure) -> ActionReply {
        guard let address = ActionAddress(text) else { throw .badAddress }
        guard let admission = allowed.admission(of: address) else {
            throw .notAllowed(authority: address.authority)
        }
        do {
            return try await limited(address) { try await send(body, to: address, admission) }
        } catch let failure as ActionFailure {
            throw failure
        } catch is CancellationError {
            throw .cancelled
        } catch {
            throw .unreachable(authority: address.authority)
        }
    }

    private func send(
        _ body: [UInt8], to address: ActionAddress, _ admission: AllowedHosts.Admission
    ) async throws -> ActionReply {
        guard admission == .byPattern else { return try await exchange(body, address, at: address.url()) }
        let found = await lookup.addresses(address.host)
        guard !found.isEmpty else { throw ActionFailure.unknownHost(address.host) }
        if let other = found.first(where: { !mayBeReached($0) }) {
            throw ActionFailure.notPublic(host: address.host, address: other.description)
        }
        guard address.scheme == .http else { return try await exchange(body, address, at: address.url()) }
        var failure: any Error = ActionFailure.unknownHost(address.host)
        for number in found {
            do {
                return try await exchange(body, address, at: address.url(of: number.description))
            } catch let error as URLError where error.code == .cannotConnectToHost {
                // Nothing was sent, so the next one may have it.
                failure = error
            }
        }
        throw failure
    }

    private func exchange(_ body: [UInt8], _ address: ActionAddress, at url: String) async throws -> ActionReply {
        let reply = try await ActionExchange.post(body, to: url, host: address.authority, limit: answerLimit)
        if (300..<400).contains(reply.status) { throw ActionFailure.redirected(authority: address.authority) }
        return reply
    }

    private func limited(
        _ address: ActionAddress, _ work: @escaping @Sendable () async throws -> ActionReply
    ) async throws -> ActionReply {
        try await withThrowingTaskGroup(of: ActionReply.self) { group in
            let limit = timeLimit
            group.addTask { try await work() }
            group.addTask {
                try await Task.sleep(for: limit)
                throw ActionFailure.timedOut(authority: address.authority, seconds: limit.components.seconds)
            }
            defer { group.cancelAll() }
            guard let reply = try await group.next() else { throw CancellationError() }
            return reply
        }
    }
}
