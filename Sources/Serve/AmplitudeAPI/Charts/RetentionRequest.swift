internal import JSON
internal import ProductAnalytics

/// `/api/2/retention`: how many of those who started came back.
struct RetentionRequest: AmplitudeChart {
    static let path = "/api/2/retention"

    private let query: ChartQuery
    private let definition: JSONValue

    init(_ query: ChartQuery) throws(AmplitudeFailure) {
        self.query = query
        let fields = query.fields
        let start = try EventParameter(try fields.required("se"), "se")
        let back = try EventParameter(try fields.required("re"), "re")
        guard query.groups.count + start.groupBy.count <= 1 else {
            throw .invalid("Retention is divided by one property at most.")
        }
        let interval = try query.interval([.day, .week, .month])
        var starting = start.event
        // The chart asks who is new by itself.
        if start.isNew {
            starting = JSONObject([("event", "_new"), ("filters", start.event["occurrence_filters"] ?? [])])
        }
        let groups = start.groupBy + query.groups
        if !groups.isEmpty { starting["group_by"] = .texts(groups) }
        let kinds = [
            ("n-day", "n_day"), ("rolling", "unbounded"), ("unbounded", "unbounded"), ("bracket", "bracket"),
        ]
        let type = try fields.choice("rm", kinds, or: "n_day")
        var more: [(String, JSONValue)] = [
            ("start", .object(starting)), ("return", .object(back.event)), ("type", .string(type)), ("top", 100),
            ("other", "none"),
        ]
        if type == "bracket" {
            guard let brackets = try? JSONValue.parse(try fields.required("rb")), brackets.arrayValue != nil else {
                throw .invalid("rb has to be a JSON list of brackets, such as [[0,1],[1,8]].")
            }
            more.append(("brackets", brackets))
        } else {
            let usual = interval == .day ? 30 : 12
            let length = interval == .day ? 1 : interval == .week ? 7 : 28
            more.append(("intervals", .int(Int64(max(usual, min(366, query.days / length))))))
        }
        definition = query.definition("retention", interval: interval, more)
    }

    var cost: Int { query.cost(weight: 8) }

    func answer(_ ask: ChartAsking) async throws -> [UInt8] {
        let reply = try await ask(definition)
        return Self.write(reply)
    }

    /// One cell: how many came back, of how many, and whether more may.
    private struct Cell {
        var count: Int64
        var size: Int64
        var isIncomplete: Bool

        var json: JSONValue {
            ["count": .int(count), "outof": .int(size), "incomplete": .bool(isIncomplete)]
        }
    }

    static func write(_ reply: ChartReply) -> [UInt8] {
        let dates = reply.shortDates(.day)
        let series = SegmentationRequest.drawn(reply.series)
        return JSONWriter.data([
            (
                "series",
                .array(
                    series.map { one in
                        let cohorts = (one["cohorts"]?.arrayValue ?? []).map(cells)
                        let values = zip(dates, cohorts).map { ($0, JSONValue.array($1.map(\.json))) }
                        return [
                            "dates": .texts(dates.reversed()), "values": .object(JSONObject(values)),
                            "combined": .array(combined(cohorts)),
                        ]
                    })
            ),
            (
                "seriesMeta",
                .array(
                    series.map { one in
                        var meta = JSONObject([
                            ("segmentIndex", .int(Int64(one.segmentIndex))), ("eventIndex", 0),
                        ])
                        if let group = one.groupText { meta["groupValue"] = .string(group) }
                        return .object(meta)
                    })
            ),
        ])
    }

    /// The cohort's size first, then the intervals that have begun.
    private static func cells(_ cohort: JSONValue) -> [Cell] {
        let size = cohort["size"]?.intValue ?? 0
        let counts = cohort["counts"]?.arrayValue ?? []
        let open = cohort["incomplete"]?.arrayValue ?? []
        var cells = [Cell(count: size, size: size, isIncomplete: false)]
        for (count, isOpen) in zip(counts, open) {
            guard let count = count.intValue else { break }
            cells.append(Cell(count: count, size: size, isIncomplete: isOpen.boolValue ?? false))
        }
        return cells
    }

    /// Sums over the cohorts for which an interval has begun.
    private static func combined(_ cohorts: [[Cell]]) -> [JSONValue] {
        (0..<(cohorts.map(\.count).max() ?? 0)).map { place in
            var sum = Cell(count: 0, size: 0, isIncomplete: false)
            for cohort in cohorts where place < cohort.count {
                sum.count += cohort[place].count
                sum.size += cohort[place].size
                sum.isIncomplete = sum.isIncomplete || cohort[place].isIncomplete
            }
            return [
                "count": .int(sum.count), "outof": .int(sum.size), "retainedSetId": nil,
                "incomplete": .bool(sum.isIncomplete),
            ]
        }
    }
}
