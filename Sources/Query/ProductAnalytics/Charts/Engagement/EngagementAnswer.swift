package import JSON

/// For each event how many active units did it, and how often.
package struct EngagementAnswer: ChartAnswer {
    package let segments: [String]
    package let events: [String]
    /// Active units of each segment.
    package let active: [Int]
    /// By segment and event.
    let tallies: [[EngagementPass.Tally]]
    let sampling: Sampling?
    package let sql: [String]
    package var notes: [String] { events.isEmpty ? ["Nobody was active in this range."] : [] }

    /// Active units who did an event.
    package func people(segment: Int = 0, event: Int) -> Int { tallies[segment][event].people }

    /// The share of active units who did an event; `nil` if nobody was active.
    package func share(segment: Int = 0, event: Int) -> Double? {
        active[segment] > 0 ? Double(people(segment: segment, event: event)) / Double(active[segment]) : nil
    }

    /// How often, or on how many days, those who did it did it; `nil` if nobody did.
    package func frequency(segment: Int = 0, event: Int) -> Double? {
        let tally = tallies[segment][event]
        return tally.people > 0 ? Double(tally.times) / Double(tally.people) : nil
    }

    /// The medians of the shares and of the frequencies of all events that have one.
    package func medians(segment: Int = 0) -> (share: Double?, frequency: Double?) {
        (
            Self.median(events.indices.compactMap { share(segment: segment, event: $0) }),
            Self.median(events.indices.compactMap { frequency(segment: segment, event: $0) })
        )
    }

    private static func median(_ values: [Double]) -> Double? {
        guard !values.isEmpty else { return nil }
        let sorted = values.sorted()
        let middle = sorted.count / 2
        return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
    }

    package func write(to writer: inout JSONWriter) {
        writer.key("series")
        writer.beginArray()
        for (segment, name) in segments.enumerated() {
            let medians = medians(segment: segment)
            writer.beginObject()
            writer.key("segment")
            writer.string(name)
            writer.key("active")
            writer.count(active[segment], sampling)
            writer.key("median_share")
            writer.number(medians.share)
            writer.key("median_frequency")
            writer.number(medians.frequency)
            writer.key("events")
            writer.beginArray()
            for event in events.indices { write(event, segment, medians, to: &writer) }
            writer.endArray()
            writer.endObject()
        }
        writer.endArray()
    }

    private func write(
        _ event: Int, _ segment: Int, _ medians: (share: Double?, frequency: Double?), to writer: inout JSONWriter
    ) {
        func half(_ value: Double?, _ median: Double?) -> String? {
            guard let value, let median else { return nil }
            return value >= median ? "high" : "low"
        }
        let (share, frequency) = (share(segment: segment, event: event), frequency(segment: segment, event: event))
        writer.beginObject()
        writer.key("event")
        writer.string(events[event])
        writer.key("people")
        writer.count(people(segment: segment, event: event), sampling)
        if let sampling {
            writer.key("people_error")
            writer.double(sampling.error(ofCount: people(segment: segment, event: event)))
        }
        writer.key("share")
        writer.number(share)
        if sampling != nil {
            writer.key("share_error")
            writer.number(share.map { Sampling.error(ofShare: $0, of: active[segment]) })
        }
        writer.key("frequency")
        writer.number(frequency)
        for (key, value) in [
            ("share_half", half(share, medians.share)), ("frequency_half", half(frequency, medians.frequency)),
        ] {
            writer.key(key)
            if let value { writer.string(value) } else { writer.null() }
        }
        writer.endObject()
    }
}
