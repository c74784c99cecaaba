import JSON
import Landing

/// One event of a published data set, ready to be sent.
struct PublishedEvent: Sendable {
    /// Milliseconds since 1970-01-01 UTC.
    var time: Int64
    /// The line or row that it stood in; events of the same moment are sent in this order.
    var number: Int
    /// A JSON object as Amplitude's HTTP V2 API takes it.
    var json: [UInt8]
}

/// A request body and the moment at which it arrives.
struct EventBatch: Sendable {
    var body: [UInt8]
    var eventCount: Int
    var receivedAt: Timestamp

    /// Puts events in the order of time into bodies. Each arrives two seconds after its last event and later than the
    /// one before it, so that the newest arrival in the warehouse tells how far a load that was broken off has come.
    static func batches(of events: [PublishedEvent], key: String, size: Int = 1_000) -> [EventBatch] {
        let ordered = events.sorted { ($0.time, $0.number) < ($1.time, $1.number) }
        var previous = Timestamp(microseconds: .min)
        return stride(from: 0, to: ordered.count, by: size).map { start in
            let slice = ordered[start..<min(start + size, ordered.count)]
            var writer = JSONWriter(capacity: slice.count * 300)
            writer.beginObject()
            writer.key("api_key")
            writer.string(key)
            writer.key("events")
            writer.beginArray()
            for event in slice { writer.raw(event.json) }
            writer.endArray()
            writer.endObject()
            let end = Timestamp(milliseconds: slice.last?.time ?? 0) ?? previous
            previous = max(end.adding(microseconds: 2_000_000), previous.adding(microseconds: 1))
            return EventBatch(body: writer.bytes, eventCount: slice.count, receivedAt: previous)
        }
    }
}
