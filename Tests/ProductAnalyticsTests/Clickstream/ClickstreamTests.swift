import Foundation
import JSON
import ProductAnalytics
import Testing

/// Charts over a published click stream against what pandas and retentioneering make of it (Tests/Clickstream/expected.py).
@Suite(.enabled(if: FileManager.default.fileExists(atPath: Clickstream.file)))
struct ClickstreamTests {
    /// Every transition from an event to the next one, as often as it happens.
    @Test func transitions() async throws {
        let (answer, expected) = try await Clickstream.answer("transitions")
        let edges = Clickstream.edges(answer).filter { !$0.key.hasSuffix("dropped off") }
        let counts = edges.map { (String($0.key.dropFirst(2)), $0.value.count) }
        #expect(Dictionary(uniqueKeysWithValues: counts) == Clickstream.numbers(expected["edges"]))
    }

    @Test func journeys() async throws {
        let (answer, expected) = try await Clickstream.answer("journeys")
        let edges = Clickstream.edges(answer)
        #expect(edges.mapValues(\.count) == Clickstream.numbers(expected["edges"]))
        for (edge, seconds) in Clickstream.numbers(expected["seconds"]) {
            #expect(abs((edges[edge]?.seconds ?? -1) - seconds) < 1e-6, "\(edge)")
        }
    }

    @Test func sessions() async throws {
        let (answer, expected) = try await Clickstream.answer("sessions")
        let collapsed = answer["series"]?.arrayValue?.first?.objectValue?["collapsed"]?.objectValue ?? JSONObject()
        for key in ["sessions", "users", "events", "bounces", "time_spent"] {
            #expect(collapsed[key]?.doubleValue == expected[key]?.doubleValue, "\(key)")
        }
        #expect(
            collapsed["lengths"]?.arrayValue?.map(\.doubleValue) == expected["lengths"]?.arrayValue?.map(\.doubleValue))
    }

    @Test func attribution() async throws {
        let (answer, expected) = try await Clickstream.answer("attribution")
        let rows = answer["series"]?.arrayValue?.first?.objectValue?["values"]?.arrayValue ?? []
        for (place, model) in ["first", "last", "linear"].enumerated() {
            let theirs = Clickstream.numbers(expected[model])
            #expect(!theirs.isEmpty)
            for row in rows.compactMap(\.objectValue) {
                let ours = row["counts"]?.arrayValue?[place].doubleValue ?? -1
                #expect(abs(ours - (theirs[row["value"]?.stringValue ?? ""] ?? 0)) < 1e-6, "\(model)")
            }
            #expect(Set(theirs.keys).isSubset(of: rows.compactMap { $0.objectValue?["value"]?.stringValue }))
        }
    }

    @Test func funnel() async throws {
        let (answer, expected) = try await Clickstream.answer("funnel")
        let counts = answer["series"]?.arrayValue?.first?.objectValue?["counts"]?.arrayValue?.map(\.doubleValue)
        #expect(counts == expected["reached"]?.arrayValue?.map(\.doubleValue))
        #expect(counts?.count == 3)
    }
}

/// The data set in a database, and the charts beside it.
enum Clickstream {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
    static let file = root.appending(path: ".vendor/data/ecom.csv.gz").path

    /// What a chart says, and what it has to say.
    static func answer(_ name: String) async throws -> (JSONObject, JSONObject) {
        let folder = root.appending(path: "Tests/Clickstream")
        func read(_ path: String) throws -> JSONValue {
            try JSONValue.parse(String(decoding: try Data(contentsOf: folder.appending(path: path)), as: UTF8.self))
        }
        let test = try await loaded.value
        let runner = ChartRunner(
            source: try await test.source(), warehouse: test.warehouse, calendar: ChartCalendar())
        let outcome = try await runner.run(
            ChartDefinition(try read("charts/\(name).json")), asOf: moment("2024-08-01"), label: "test")
        var writer = JSONWriter()
        outcome.write(to: &writer)
        let answer = try JSONValue.parse(String(decoding: writer.bytes, as: UTF8.self))
        let expected = try read("expected.json").objectValue?[name]?.objectValue
        return (try #require(answer.objectValue), try #require(expected))
    }

    /// The log in a database, loaded once.
    private static let loaded = Task { try await TestLog(try log()) }

    private static func log() throws -> Log {
        let unpack = Process()
        unpack.executableURL = URL(filePath: "/usr/bin/env")
        unpack.arguments = ["gzip", "-dc", file]
        let output = Pipe()
        unpack.standardOutput = output
        try unpack.run()
        let text = String(decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
        unpack.waitUntilExit()
        var log = Log()
        for line in text.split(separator: "\n").dropFirst() {
            // user_0000,sess_000001,home,2024-03-13 10:21:14,desktop,email,2024-01,returning
            let cells = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            guard cells.count == 8, let person = Int(cells[0].dropFirst(5)) else { continue }
            log.events.append(LogEvent(person, cells[2], at: moment(cells[3])))
        }
        return log
    }

    struct Edge {
        var count: Double
        var seconds: Double?
    }

    /// By column, and what stands at both ends.
    static func edges(_ answer: JSONObject) -> [String: Edge] {
        let edges = answer["series"]?.arrayValue?.first?.objectValue?["edges"]?.arrayValue ?? []
        var result: [String: Edge] = [:]
        for edge in edges.compactMap(\.objectValue) {
            let name = [edge["column"]?.text, edge["from"]?.stringValue, edge["to"]?.stringValue].compactMap { $0 }
            result[name.joined(separator: " ")] = Edge(
                count: edge["count"]?.doubleValue ?? -1, seconds: edge["average_seconds"]?.doubleValue)
        }
        return result
    }

    static func numbers(_ value: JSONValue?) -> [String: Double] {
        var result: [String: Double] = [:]
        guard let object = value?.objectValue else { return [:] }
        for key in object.keys { result[key] = object[key]?.doubleValue }
        return result
    }
}
