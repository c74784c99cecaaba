import AmplitudeAPI
import Foundation
import FrontDoor
import HTTPTypes
import Hummingbird
import JSON
import Landing
import Logging
import NIOCore
import NIOEmbedded
import ProductAnalytics
import Testing
import Warehouse
import WarehouseDuckDB

/// A shop in Berlin with three customers, its events in the warehouse that ships, behind the router.
///
/// All times are UTC; Berlin is an hour ahead. Project 2 has an event of its own, of the company acme and worth 37.02.
///
///     amy-1  free, Italy    2 March: view 09:00, buy 10:00 for 20 (one session); 3 March: open 09:00, $identify 09:01
///     bob-1  pro, Germany   2 March: view 11:00; 4 March: buy 12:00 for 5
///     cyd-1  free, Italy    2 March: view 23:30, which is 3 March in Berlin; 3 March: buy 13:00 for 7
final class Shop: Sendable {
    let warehouse: any Warehouse
    let cohorts = ListedCohorts()
    let records = RecordsInMemory()
    private let folder: String

    static let calendar = ChartCalendar(zone: TimeZone(identifier: "Europe/Berlin") ?? .gmt)
    /// 10 March 2026, 12:00 UTC.
    static let noon: Int64 = 1_773_144_000_000_000

    private static let early = """
        [{"user":"amy-1","type":"view","time":"2026-03-02T09:00:00Z","session":1,"properties":{"page":"/a"},"country":"Italy","ops":{"$set":{"plan":"free"}}},
         {"user":"amy-1","type":"buy","time":"2026-03-02T10:00:00Z","session":1,"properties":{"amount":10},"revenue":20,"country":"Italy"},
         {"user":"bob-1","type":"view","time":"2026-03-02T11:00:00Z","session":2,"properties":{"page":"/b"},"country":"Germany","ops":{"$set":{"plan":"pro"}}},
         {"user":"bob-1","type":"buy","time":"2026-03-04T12:00:00Z","session":3,"revenue":5,"country":"Germany"},
         {"user":"cyd-1","type":"view","time":"2026-03-02T23:30:00Z","session":4,"properties":{"page":"/a"},"country":"Italy","ops":{"$set":{"plan":"free"}}},
         {"user":"cyd-1","type":"buy","time":"2026-03-03T13:00:00Z","session":5,"properties":{"amount":4},"revenue":7,"country":"Italy"}]
        """
    private static let late = """
        [{"user":"amy-1","type":"open","time":"2026-03-03T09:00:00Z","session":6,"country":"Italy",
          "extra":{"adid":"ad-1","idfa":"if-1","event_id":7,"partner_id":"pa-1","plan":{"branch":"main"},"rest":1}},
         {"user":"amy-1","type":"$identify","time":"2026-03-03T09:01:00Z","session":6,"ops":{"$set":{"vip":true}}}]
        """
    private static let other = """
        [{"user":"dan-1","type":"view","time":"2026-03-02T09:00:00Z","revenue":37.02,"groups":{"company":["acme"]},"ops":{"$set":{"plan":"pro"}}}]
        """

    init() async throws {
        folder = NSTemporaryDirectory() + "amplitude-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let warehouse = try DuckDBWarehouse.open(DuckDBConfiguration(path: folder + "/warehouse.duckdb", threads: 1))
        self.warehouse = warehouse
        let queue = try DurableQueue(path: folder + "/queue.sqlite")
        // They arrive on 10 March at 05:10 and at 07:20.
        for (project, hours, lines) in [(1, 5.0, Self.early), (2, 5.0, Self.other), (1, 7.0, Self.late)] {
            let minutes = hours == 5 ? 10.0 : 20
            let received = Self.noon + Int64((hours - 12) * 3_600_000_000 + minutes * 60_000_000)
            _ = try await queue.append(
                NewBody(
                    receivedAt: Timestamp(microseconds: received), format: "shop", project: ProjectID(Int32(project)),
                    clientAddress: "203.0.113.7",
                    facts: RequestFacts(method: "POST", path: "/test", peerAddress: "203.0.113.7:80"),
                    body: Array(lines.utf8)))
        }
        await queue.close()
        try await Self.loader(folder, warehouse).loadAll()
        await cohorts.use(warehouse)
    }

    private static func loader(_ folder: String, _ warehouse: any Warehouse) async throws -> Loader {
        let loader = Loader(
            queue: try DurableQueue(path: folder + "/queue.sqlite"), warehouse: warehouse, decoders: [ShopDecoder()],
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
            now: { Timestamp(microseconds: Self.noon) }, seed: 1)
        try await loader.start()
        return loader
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    struct Answer {
        var status: Int
        var headers: HTTPFields
        var bytes: [UInt8]

        var text: String { String(decoding: bytes, as: UTF8.self) }
        var json: JSONValue { (try? JSONValue.parse(bytes)) ?? .null }
        var data: JSONValue { json["data"] ?? .null }
    }

    /// Asks as a script would.
    /// - Parameters:
    ///   - query: Names and values, encoded here.
    ///   - keys: `API:SECRET`, or a secret key alone; `nil` sends none.
    func ask(
        _ path: String, _ query: [(String, String)] = [], method: HTTPRequest.Method = .get, body: String? = nil,
        keys: String? = "api-1:secret-1", now: Int64 = Shop.noon, limits: AmplitudeLimits = .published
    ) async throws -> Answer {
        try await ask(path, query, method: method, body: body, keys: keys, responder: responder(now: now, limits))
    }

    func ask(
        _ path: String, _ query: [(String, String)] = [], method: HTTPRequest.Method = .get, body: String? = nil,
        keys: String? = "api-1:secret-1", responder: RouterResponder<SoundingsRequestContext>
    ) async throws -> Answer {
        let encoded = query.map { Self.encoded($0.0) + "=" + Self.encoded($0.1) }.joined(separator: "&")
        var head = HTTPRequest(
            method: method, scheme: "http", authority: "test", path: path + (encoded.isEmpty ? "" : "?" + encoded))
        if let keys {
            head.headerFields[.authorization] =
                keys.contains(":") ? "Basic " + Data(keys.utf8).base64EncodedString() : "Api-Key " + keys
        }
        let request = Request(head: head, body: RequestBody(buffer: ByteBuffer(string: body ?? "")))
        let context = SoundingsRequestContext(
            source: ApplicationRequestContextSource(
                channel: EmbeddedChannel(), logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }))
        let response = try await responder.respond(to: request, context: context)
        let collected = Collected()
        try await response.body.write(collected)
        return Answer(
            status: Int(response.status.code), headers: response.headers, bytes: await collected.bytes.all)
    }

    func responder(now: Int64, _ limits: AmplitudeLimits = .published) -> RouterResponder<SoundingsRequestContext> {
        let (warehouse, cohorts, folder) = (warehouse, cohorts, folder)
        let router = Router(context: SoundingsRequestContext.self)
        router.add(middleware: FailureFallback())
        AmplitudeRoutes(
            AmplitudeServices(
                keys: ShopKeys(), warehouse: warehouse, number: 1, calendar: Self.calendar,
                chart: { definition in
                    let chart = try ChartDefinition(definition)
                    guard case .events(let project) = chart.source else { return [] }
                    let source = try await CanonicalEvents.read(project: project ?? 1, from: warehouse)
                    let runner = ChartRunner(
                        source: source, warehouse: warehouse, calendar: Self.calendar, book: await cohorts.book)
                    let outcome = try await runner.run(chart, asOf: now, label: "test")
                    var writer = JSONWriter()
                    outcome.write(to: &writer)
                    return writer.bytes
                },
                savedChart: { Self.charts[$0] },
                cohorts: cohorts, records: records,
                erase: { people, project, requester in
                    let loader = try await Self.loader(folder, warehouse)
                    _ = try await loader.erase(
                        people: people, of: ProjectID(Int32(project)), requester: requester)
                }, limits: limits, address: { "http://here" }, now: { now })
        ).add(to: router)
        return router.buildResponder()
    }

    /// A funnel of project 1, said or not, of project 2, and of an explore; and one of half of the people.
    private static let charts: [String: JSONValue] = {
        let sources: [String: JSONValue] = [
            "7": ["project": 1], "8": [:], "9": ["project": 2], "10": ["model": "shop", "explore": "clicks"],
        ]
        func funnel(_ source: JSONValue, _ more: [(String, JSONValue)] = []) -> JSONValue {
            var members: [(String, JSONValue)] = [
                ("chart", "funnel"), ("range", ["from": "2026-03-02", "to": "2026-03-04"]), ("source", source),
                ("steps", ["view", "buy"]), ("window", ["value": 1, "unit": "day"]),
            ]
            members += more
            return .object(JSONObject(members))
        }
        var charts = sources.mapValues { funnel($0) }
        charts["11"] = funnel([:], [("sample", 0.5)])
        return charts
    }()

    /// As `requests` does it: spaces become `+`.
    private static func encoded(_ text: String) -> String {
        let kept = CharacterSet.alphanumerics.union(CharacterSet(charactersIn: "-._~ "))
        return (text.addingPercentEncoding(withAllowedCharacters: kept) ?? text).replacingOccurrences(
            of: " ", with: "+")
    }
}

/// Only the keys of project 1 may erase.
struct ShopKeys: AmplitudeKeys {
    func access(apiKey: String, secretKey: String) -> AmplitudeAccess? {
        switch (apiKey, secretKey) {
        case ("api-1", "secret-1"): AmplitudeAccess(project: 1, mayErase: true)
        case ("api-2", "secret-2"): AmplitudeAccess(project: 2, mayErase: false)
        default: nil
        }
    }

    func access(secretKey: String) -> AmplitudeAccess? {
        secretKey == "secret-1" ? AmplitudeAccess(project: 1, mayErase: true) : nil
    }
}

/// Holds what a response writes.
private struct Collected: ResponseBodyWriter {
    actor Bytes {
        var all: [UInt8] = []
        func add(_ buffer: ByteBuffer) { all += Array(buffer.readableBytesView) }
    }

    let bytes = Bytes()

    func write(_ buffer: ByteBuffer) async throws { await bytes.add(buffer) }
    func write(contentsOf buffers: some Sequence<ByteBuffer>) async throws {
        for buffer in buffers { await bytes.add(buffer) }
    }
    func finish(_ trailingHeaders: HTTPFields?) async throws {}
}
