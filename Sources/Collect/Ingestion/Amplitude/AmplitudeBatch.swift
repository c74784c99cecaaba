internal import JSON
internal import Landing

/// The envelope of Amplitude's HTTP V2 API.
struct AmplitudeBatch {
    let view: JSONView

    var key: JSONView? { view["api_key"] }
    var events: JSONView? { view["events"].flatMap { $0.kind == .array ? $0 : nil } }

    /// `options.min_id_length`, else Amplitude's default.
    var shortestID: Int {
        guard let length = view["options"]?["min_id_length"]?.intValue, (1...1024).contains(length) else {
            return AmplitudeEvent.defaultShortestID
        }
        return Int(length)
    }

    /// When it was sent, by the sender's clock. What can't be read is as if it were absent.
    var uploadTime: Timestamp? {
        if case .value(let time) = AmplitudeEvent.time(view["client_upload_time"]) { time } else { nil }
    }

    /// What stands around one event of the batch in a batch of its own.
    var envelope: BodyEnvelope {
        var writer = JSONWriter()
        writer.beginObject()
        for (name, value) in view.members where name != "events" {
            writer.key(name)
            value.write(to: &writer)
        }
        writer.key("events")
        writer.beginArray()
        return BodyEnvelope(before: writer.bytes, after: Array("]}".utf8))
    }
}
