/// What a chart needs to read to tell its series apart.
struct SeriesReading: Sendable {
    var request: EventRequest
    let event: ChosenEvent
    private let segments: [SegmentTest]
    private let columns: [Int]
    private let ranking: GroupRanking?
    private let newIn: Buckets

    /// - Parameters:
    ///   - request: Its range; conditions, breakdowns and the event's rows are added.
    ///   - choose: Adds the event that is broken down.
    init(
        _ request: EventRequest, in context: ChartContext, breakdown: Breakdown, ranking: GroupRanking?,
        newIn: Buckets, choose: (inout EventRequest) -> ChosenEvent
    ) {
        var request = request
        event = choose(&request)
        segments = context.segmentTests(&request)
        request.needsFirst = request.needsFirst || segments.contains(where: \.onlyNew)
        columns = ranking == nil ? [] : breakdown.properties.map { request.place(of: $0) }
        self.ranking = ranking
        self.newIn = newIn
        self.request = request
    }

    /// Finds the event's buckets, given the dictionaries of the run.
    func activity(in buckets: Buckets, _ dictionaries: [ValueDictionary]) -> SeriesActivity {
        let groups = ranking.map {
            GroupTable($0, values: GroupValues(columns: columns, dictionaries: dictionaries))
        }
        return SeriesActivity(SeriesPlan(segments: segments, groups: groups), of: event, in: buckets, newIn: newIn)
    }
}
