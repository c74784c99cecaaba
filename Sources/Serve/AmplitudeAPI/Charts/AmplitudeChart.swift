internal import JSON
internal import ProductAnalytics

/// One of Amplitude's charts: its parameters, what it costs, and its answer.
protocol AmplitudeChart: Sendable {
    /// Where it is asked for.
    static var path: String { get }

    init(_ query: ChartQuery) throws(AmplitudeFailure)

    /// Days × conditions × a weight of the kind.
    var cost: Int { get }

    /// - Parameter ask: Runs a chart's definition.
    /// - Returns: The answer as JSON.
    func answer(_ ask: ChartAsking) async throws -> [UInt8]
}

/// Runs the definition of a chart.
typealias ChartAsking = @Sendable (_ definition: JSONValue) async throws -> ChartReply

/// The numbers of one of our charts, read for another form of them.
struct ChartReply: Sendable {
    let value: JSONValue

    init(_ value: JSONValue) { self.value = value }

    init(bytes: [UInt8]) throws { value = try JSONValue.parse(bytes) }

    var series: [JSONValue] { value["series"]?.arrayValue ?? [] }

    /// The starts of the buckets on the project's clock, `2026-03-01T00:00:00Z`.
    var starts: [String] { (value["buckets"]?.arrayValue ?? []).map { $0["start"]?.stringValue ?? "" } }

    /// The same as answers write them: days, or days with a time where the buckets are shorter.
    func dates(_ interval: ChartInterval) -> [String] {
        starts.map { String($0.prefix(interval.isWholeDays ? 10 : 19)) }
    }

    /// `Mar 02`, where the buckets are shorter `Mar 02, 09:00`; with the year where the range is so long that a day would
    /// come twice.
    func shortDates(_ interval: ChartInterval) -> [String] {
        let days = starts.map { String($0.prefix(10)) }
        let needsYear = Set(days.map { Self.monthDay($0) }).count < Set(days).count
        return starts.map { start in
            var parts = [Self.monthDay(start)]
            if needsYear { parts.append(String(start.prefix(4))) }
            if !interval.isWholeDays { parts.append(String(start.dropFirst(11).prefix(5))) }
            return parts.joined(separator: ", ")
        }
    }

    private static func monthDay(_ start: String) -> String {
        let parts = start.prefix(10).split(separator: "-")
        guard parts.count == 3, let month = Int(parts[1]), (1...12).contains(month) else { return start }
        return months[month - 1] + " " + parts[2]
    }

    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
}

extension JSONValue {
    /// The place of the segment that a series is about: segments go by their places.
    var segmentIndex: Int { self["segment"]?.stringValue.flatMap { Int($0) } ?? 0 }

    /// The group of a series as one text, `free`, or `free; Italy` of two properties; `nil` for a whole segment.
    var groupText: String? {
        guard let group = self["group"] else { return nil }
        if let text = group.stringValue { return text }
        return group.arrayValue.map { $0.map { $0.stringValue ?? $0.text }.joined(separator: "; ") }
    }

    /// A list of numbers; 0 where there is none, as scripts add them up.
    func numbers(_ key: String) -> [JSONValue] {
        (self[key]?.arrayValue ?? []).map { $0.isNull ? 0 : $0 }
    }

    func number(_ key: String) -> JSONValue {
        guard let value = self[key], !value.isNull else { return 0 }
        return value
    }
}

extension JSONWriter {
    /// `{"data": …}`
    static func data(_ write: (inout JSONWriter) -> Void) -> [UInt8] {
        var writer = JSONWriter(capacity: 4_096)
        writer.beginObject()
        writer.key("data")
        write(&writer)
        writer.endObject()
        return writer.bytes
    }

    static func data(_ members: [(String, JSONValue)]) -> [UInt8] {
        data { $0.value(.object(JSONObject(members))) }
    }
}

extension JSONValue {
    static func texts(_ texts: [String]) -> JSONValue { .array(texts.map(JSONValue.string)) }
}
