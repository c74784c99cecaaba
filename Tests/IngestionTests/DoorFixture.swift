import Foundation
import Ingestion
import JSON
import Landing

/// A queue in a folder of its own, and the doors before it.
final class DoorFixture: Sendable {
    let folder: String
    let queue: DurableQueue

    init(limits: DurableQueue.Limits = DurableQueue.Limits(), largestPageCount: Int? = nil) throws {
        folder = NSTemporaryDirectory() + "doors-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        queue = try DurableQueue(path: folder + "/queue.sqlite", limits: limits, largestPageCount: largestPageCount)
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    func amplitude(_ change: (inout AmplitudeSettings) -> Void = { _ in }) -> AmplitudeDoor {
        var settings = AmplitudeSettings()
        change(&settings)
        return AmplitudeDoor(queue: queue, keys: OneKey(), settings: settings)
    }

    func pings(_ releases: Releases) -> PingDoor { PingDoor(queue: queue, releases: { releases }) }

    func stored() async throws -> [QueuedBody] {
        try await queue.bodies(after: 0, largestBytes: .max, largestCount: 1000)
    }
}

/// The key "key-1" writes into project 1.
struct OneKey: IngestionKeys {
    func project(forKey key: String) -> ProjectID? { key == "key-1" ? ProjectID(1) : nil }
}

/// 2026-01-01 00:00:00 UTC.
let newYear = Timestamp(microseconds: 1_767_225_600_000_000)

func post(
    _ body: String, to path: String = "/2/httpapi", headers: [String: String] = [:],
    at time: Timestamp = newYear
) -> IngestionRequest {
    post(Array(body.utf8), to: path, headers: headers, at: time)
}

func post(
    _ body: [UInt8], to path: String = "/2/httpapi", headers: [String: String] = [:],
    at time: Timestamp = newYear
) -> IngestionRequest {
    IngestionRequest(
        method: "POST", path: path, headers: headers, body: body, peerAddress: "203.0.113.7:51234", receivedAt: time)
}

func get(_ path: String, _ query: String, at time: Timestamp = newYear) -> IngestionRequest {
    IngestionRequest(
        method: "GET", path: path, query: query, peerAddress: "203.0.113.7:51234", receivedAt: time)
}

extension IngestionAnswer {
    var text: String { String(decoding: body, as: UTF8.self) }
    var json: JSONValue? { try? JSONValue.parse(body) }
}

/// A day at midnight UTC.
func day(_ text: String) -> Timestamp { ISOTime.parse(text) ?? Timestamp(microseconds: 0) }
