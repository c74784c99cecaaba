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
        edges = SessionLengthBins.edges(query.fields)
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
