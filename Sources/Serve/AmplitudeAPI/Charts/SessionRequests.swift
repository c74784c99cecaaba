internal import JSON
internal import ProductAnalytics

/// `/api/2/sessions/average`: the mean length of sessions by day, in seconds.
struct AverageSessionRequest: AmplitudeChart {
    static let path = "/api/2/sessions/average"
    private let days: SessionDays

    init(_ query: ChartQuery) throws(AmplitudeFailure) { days = SessionDays(query) }

    var cost: Int { days.query.cost(weight: 4) }

    func answer(_ ask: ChartAsking) async throws -> [UInt8] { try await days.answer("average_length", ask) }
}

/// `/api/2/sessions/peruser`: sessions ÷ people with one, by day.
struct SessionsPerUserRequest: AmplitudeChart {
    static let path = "/api/2/sessions/peruser"
    private let days: SessionDays

    init(_ query: ChartQuery) throws(AmplitudeFailure) { days = SessionDays(query) }

    var cost: Int { days.query.cost(weight: 4) }

    func answer(_ ask: ChartAsking) async throws -> [UInt8] { try await days.answer("sessions_per_user", ask) }
}

/// A number of the chart of sessions, day by day.
private struct SessionDays: Sendable {
    let query: ChartQuery

    init(_ query: ChartQuery) { self.query = query }

    func answer(_ metric: String, _ ask: ChartAsking) async throws -> [UInt8] {
        let reply = try await ask(query.definition("sessions", interval: .day, []))
        return JSONWriter.data([
            ("series", .array(reply.series.map { .array($0.numbers(metric)) })),
            (
                "seriesMeta",
                .array(reply.series.indices.map { ["segmentIndex": .int(Int64($0))] })
            ),
            ("xValues", .texts(reply.dates(.day))),
        ])
    }
}

/// `/api/2/sessions/length`: how many sessions have which length.
struct SessionLengthRequest: AmplitudeChart {
    static let path = "/api/2/sessions/length"

    private let query: ChartQuery
    /// In seconds, rising.
    private let edges: [Int]

    init(_ query: ChartQuery) throws(AmplitudeFailure) {
        self.query = query
        edges = try Self.edges(query.fields) ?? [0, 3, 10, 30, 60, 180, 600, 1_800, 3_600, 86_400]
    }

    /// - Returns: `nil` unless a unit, a least and a largest length are given.
    private static func edges(_ fields: FormFields) throws(AmplitudeFailure) -> [Int]? {
        let prefix = "timeHistogramConfigBin"
        let units = [("hours", 3_600), ("minutes", 60), ("seconds", 1)]
        let unit = try fields.choice(prefix + "TimeUnit", units, or: 0)
        guard unit > 0, fields[prefix + "Min"] != nil, fields[prefix + "Max"] != nil else { return nil }
        let longest = 86_400 / unit
        let least = try fields.integer(prefix + "Min", in: 0...longest, or: 0)
        let most = try fields.integer(prefix + "Max", in: 0...longest, or: longest)
        guard least < most else { throw .invalid("\(prefix)Min has to be less than \(prefix)Max.") }
        // Ten bins, unless the size is given.
        let size = try fields.integer(prefix + "Size", in: 1...longest, or: max(1, (most - least + 9) / 10))
        let count = (most - least + size - 1) / size
        guard count <= 100 else { throw .invalid("\(count) bins are too many; there are at most 100.") }
        return (0..<count).map { (least + $0 * size) * unit } + [most * unit]
    }

    var cost: Int { query.cost(weight: 4) }

    func answer(_ ask: ChartAsking) async throws -> [UInt8] {
        let bins = JSONValue.array(edges.map { .int(Int64($0)) })
        let reply = try await ask(query.definition("sessions", interval: .day, [("length_bins", bins)]))
        return JSONWriter.data([
            ("series", .array(reply.series.map { .array($0["collapsed"]?.numbers("lengths") ?? []) })),
            ("xValues", .texts(zip(edges, edges.dropFirst()).map { "\($0)s-\($1)s" })),
        ])
    }
}
