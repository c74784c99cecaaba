internal import JSON
internal import ProductAnalytics

/// The numbers of a funnel as Amplitude writes them: one object for each segment and group.
struct FunnelReply {
    /// One for each step but the first, with the histograms of the way to it; the first has all other numbers.
    private let replies: [ChartReply]
    private let events: [String]
    private let interval: ChartInterval
    private let isBroken: Bool

    /// - Parameter replies: At least one.
    init(_ replies: [ChartReply], events: [String], interval: ChartInterval, isBroken: Bool) {
        self.replies = replies
        self.events = events
        self.interval = interval
        self.isBroken = isBroken
    }

    var bytes: [UInt8] {
        let wanted = isBroken ? "value" : "all"
        let series = (replies.first?.series ?? []).filter { $0["group_kind"]?.stringValue == wanted }
        return JSONWriter.data { $0.value(.array(series.map(object))) }
    }

    private func object(_ series: JSONValue) -> JSONValue {
        let buckets = series["by_bucket"]?.arrayValue ?? []
        var members = JSONObject([
            ("meta", ["segmentIndex": .int(Int64(series.segmentIndex))]), ("events", .texts(events)),
        ])
        if let group = series.groupText { members["groupValue"] = .string(group) }
        members["cumulativeRaw"] = .array(series.numbers("counts"))
        members["cumulative"] = .array(series.numbers("conversion"))
        members["stepByStep"] = .array(series.numbers("step_conversion"))
        members["medianTransTimes"] = times(series, "median_ms")
        members["avgTransTimes"] = times(series, "mean_ms")
        members["dayFunnels"] = byDay(buckets.map { .array($0.numbers("counts")) })
        members["dayMedianTransTimes"] = byDay(buckets.map { times($0, "median_ms") })
        members["dayAvgTransTimes"] = byDay(buckets.map { times($0, "mean_ms") })
        members["stepTransTimeDistribution"] = distribution(series, durations)
        members["stepPrevStepCountDistribution"] = distribution(series, repetitions)
        return .object(members)
    }

    /// Whole milliseconds.
    private func times(_ series: JSONValue, _ key: String) -> JSONValue {
        .array(series.numbers(key).map { .int(Int64(($0.doubleValue ?? 0).rounded())) })
    }

    private func byDay(_ series: [JSONValue]) -> JSONValue {
        guard let reply = replies.first else { return [] }
        return [
            "series": .array(series), "xValues": .texts(reply.dates(interval)),
            "formattedXValues": .texts(reply.shortDates(interval)),
        ]
    }

    /// Bins for each step; nobody comes to the first one from anywhere.
    private func distribution(_ series: JSONValue, _ bins: (JSONValue) -> [JSONValue]) -> JSONValue {
        let steps = replies.map { reply in
            reply.series.first {
                $0["segment"] == series["segment"] && $0["group"] == series["group"]
                    && $0["group_kind"] == series["group_kind"]
            }.map(bins) ?? []
        }
        return [
            "segment_index": .int(Int64(series.segmentIndex)),
            "step_bins": .array(([[]] + steps).map { ["bins": .array($0)] }),
        ]
    }

    /// How long it took, in milliseconds.
    private func durations(_ series: JSONValue) -> [JSONValue] {
        let width = series["time_to_convert"]?["bin_ms"]?.intValue ?? 0
        let counts = series["time_to_convert"]?.numbers("counts") ?? []
        return counts.enumerated().map { place, count in
            bin(Int64(place) * width, Int64(place + 1) * width, count)
        }
    }

    /// How often the step before was done.
    private func repetitions(_ series: JSONValue) -> [JSONValue] {
        (series["frequency"]?.arrayValue ?? []).map { one in
            let times = one["times"]?.intValue ?? 0
            return bin(times, times + 1, one.number("units"))
        }
    }

    private func bin(_ start: Int64, _ end: Int64, _ people: JSONValue) -> JSONValue {
        ["start": .int(start), "end": .int(end), "bin_dist": ["uniques": people]]
    }
}
