internal import JSON
package import Landing

/// Update checks of instances: `GET` and `POST` on `/updates` and `/.api/updates`.
///
/// The answer never depends on whether the ping could be recorded, but it waits for it: what is answered is on disk
/// unless the disk failed.
package struct PingDoor: Sendable {
    package static let paths: Set<String> = ["/updates", "/.api/updates"]

    private let queue: DurableQueue
    private let releases: @Sendable () -> Releases
    private let largestBody: Int
    private let didFailToRecord: @Sendable (QueueError) -> Void

    /// - Parameters:
    ///   - releases: The newest releases, asked for at every check.
    ///   - largestBody: Bytes of a body, before and after unpacking.
    ///   - didFailToRecord: Told of every ping that was answered and not stored.
    package init(
        queue: DurableQueue, releases: @escaping @Sendable () -> Releases, largestBody: Int = 1 << 20,
        didFailToRecord: @escaping @Sendable (QueueError) -> Void = { _ in }
    ) {
        self.queue = queue
        self.releases = releases
        self.largestBody = largestBody
        self.didFailToRecord = didFailToRecord
    }

    /// How many bytes of a body a server should read; with more it calls ``tooLarge()``.
    package func largestBody(forPath path: String) -> Int { largestBody }

    /// The answer to a body longer than ``largestBody(forPath:)``.
    package func tooLarge() -> IngestionAnswer { IngestionAnswer(status: 413) }

    package func answer(_ request: IngestionRequest) async -> IngestionAnswer {
        guard Self.paths.contains(request.plainPath) else { return IngestionAnswer(status: 404) }
        var body: [UInt8] = []
        if request.method != "GET" {
            do {
                body = try RequestBody.decoded(request, largest: largestBody)
            } catch .tooLarge {
                return tooLarge()
            } catch {
                return IngestionAnswer(status: 400)
            }
        }
        guard let ping = try? PingRequest(method: request.method, query: request.query, body: body) else {
            return IngestionAnswer(status: 400)
        }
        if ping.site.isEmpty { return Self.text(400, "no site ID specified") }
        if ping.version.isEmpty { return Self.text(400, "no version specified") }
        let family = Releases.Family(deployType: ping.deployType)
        if ping.version == "dev", family != .app { return IngestionAnswer(status: 204) }

        let releases = releases()
        let hasUpdate: Bool
        do {
            hasUpdate = try UpdateCheck.hasUpdate(
                version: ping.version, deployType: ping.deployType, releases: releases, at: request.receivedAt)
        } catch {
            await record(request, body, hasUpdate: false)
            return Self.text(400, "\(ping.version) is a bad version string: \(error)")
        }
        await record(request, body, hasUpdate: hasUpdate)
        let newest = releases.newest(in: family)?.text
        // The app always gets an answer. A build from a branch can be old while no release is known to name.
        if family == .app { return Self.release(newest ?? ping.version, isUpdateAvailable: hasUpdate) }
        guard hasUpdate, let newest else { return IngestionAnswer(status: 204) }
        return Self.release(newest, isUpdateAvailable: false)
    }

    private func record(_ request: IngestionRequest, _ body: [UInt8], hasUpdate: Bool) async {
        var facts = request.facts
        facts.hasUpdate = hasUpdate
        let remote = facts.forwardedFor.flatMap { $0.isEmpty ? nil : $0 } ?? facts.peerAddress
        let new = NewBody(
            receivedAt: request.receivedAt, format: PingDecoder.format, project: .none,
            clientAddress: ClientAddress.first(of: remote), facts: facts,
            body: request.method == "GET" ? Array((request.query ?? "").utf8) : body)
        do {
            try await queue.append(new)
        } catch {
            didFailToRecord(error)
        }
    }

    private static func release(_ version: String, isUpdateAvailable: Bool) -> IngestionAnswer {
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("version")
        writer.string(version)
        writer.key("updateAvailable")
        writer.bool(isUpdateAvailable)
        writer.endObject()
        return IngestionAnswer(
            status: 200, headers: [("content-type", "application/json; charset=utf-8")], body: writer.bytes)
    }

    private static func text(_ status: Int, _ text: String) -> IngestionAnswer {
        IngestionAnswer(
            status: status,
            headers: [("content-type", "text/plain; charset=utf-8"), ("x-content-type-options", "nosniff")],
            body: Array(text.utf8))
    }
}
