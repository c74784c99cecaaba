import Ingestion
import Landing
import Synchronization

/// The demo's way in: the doors that everybody's requests go through, with the clock of the demo and keys that are
/// valid for the time of the load only.
struct DemoDoors: Sendable {
    static let companyProject = ProjectID(1)
    static let purchasesProject = ProjectID(2)
    static let clicksProject = ProjectID(3)

    private struct Keys: IngestionKeys {
        let projects: [String: ProjectID]

        func project(forKey key: String) -> ProjectID? { projects[key] }
    }

    /// The first ping that was answered and not stored.
    private final class Failure: Sendable {
        let first = Mutex<QueueError?>(nil)
    }

    private let pings: PingDoor
    private let amplitude: AmplitudeDoor
    private let keys: [ProjectID: String]
    private let failure: Failure

    init(queue: DurableQueue, releases: Releases) {
        let failure = Failure()
        pings = PingDoor(queue: queue, releases: { releases }) { error in
            failure.first.withLock { $0 = $0 ?? error }
        }
        let projects = [Self.companyProject, Self.purchasesProject, Self.clicksProject]
        keys = Dictionary(uniqueKeysWithValues: projects.map { ($0, randomQueueID()) })
        amplitude = AmplitudeDoor(
            queue: queue, keys: Keys(projects: Dictionary(uniqueKeysWithValues: keys.map { ($1, $0) })))
        self.failure = failure
    }

    /// The key to put into bodies for `project`.
    func key(of project: ProjectID) -> String { keys[project] ?? "" }

    /// Returns when the batch is on disk.
    /// - Throws: ``CommandFailure`` with the door's words when it refuses.
    func send(batch body: [UInt8], receivedAt: Timestamp) async throws(CommandFailure) {
        let answer = await amplitude.answer(
            IngestionRequest(
                method: "POST", path: "/batch", body: body, peerAddress: "127.0.0.1:1", receivedAt: receivedAt))
        guard answer.status == 200 else { throw Self.refusal("a batch of events", answer) }
    }

    /// Returns when the ping is on disk.
    /// - Throws: ``CommandFailure``
    func send(ping body: [UInt8], from address: String, receivedAt: Timestamp) async throws(CommandFailure) {
        let peer = address.contains(":") ? "[\(address)]:1" : "\(address):1"
        let answer = await pings.answer(
            IngestionRequest(
                method: "POST", path: "/.api/updates", body: body, peerAddress: peer, receivedAt: receivedAt))
        if let error = failure.first.withLock({ $0 }) { throw CommandFailure(error.description) }
        guard (200..<300).contains(answer.status) else { throw Self.refusal("a ping", answer) }
    }

    private static func refusal(_ what: String, _ answer: IngestionAnswer) -> CommandFailure {
        let reason = String(decoding: answer.body.prefix(300), as: UTF8.self)
        return CommandFailure("The demo's load stopped: \(what) was refused with \(answer.status): \(reason)")
    }
}
