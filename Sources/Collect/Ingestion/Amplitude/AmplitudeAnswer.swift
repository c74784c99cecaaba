internal import JSON
internal import Landing

/// The answers of Amplitude's HTTP V2 API. Clients branch on `code` in the body, so it always equals the status.
enum AmplitudeAnswer {
    static func accepted(events: Int, bytes: Int, at time: Timestamp) -> IngestionAnswer {
        answer(200) { writer in
            writer.key("events_ingested")
            writer.int(events)
            writer.key("payload_size_bytes")
            writer.int(bytes)
            writer.key("server_upload_time")
            writer.int(time.milliseconds)
        }
    }

    static func failed(
        _ code: Int, _ error: String, missingField: String? = nil, retryAfter: Int? = nil
    ) -> IngestionAnswer {
        var answer = answer(code) { writer in
            writer.key("error")
            writer.string(error)
            if let missingField {
                writer.key("missing_field")
                writer.string(missingField)
            }
            if code == 400 { writeLists([:], to: &writer) }
        }
        if let retryAfter { answer.headers.append(("retry-after", String(retryAfter))) }
        return answer
    }

    /// Every event with a problem is listed: clients drop what is listed and send the rest again, and they send the whole
    /// batch again when nothing is.
    static func problems(_ problems: [(index: Int, problem: AmplitudeProblem)]) -> IngestionAnswer {
        var lists: [String: [String: [Int]]] = [:]
        for (index, problem) in problems {
            let (list, field) = place(of: problem)
            lists[list, default: [:]][field, default: []].append(index)
        }
        let error =
            lists[missingFields] != nil
            ? "Request missing required field"
            : problems.contains { $0.problem == .notAnObject }
                ? "Invalid event JSON" : "Invalid field values on some events"
        return answer(400) { writer in
            writer.key("error")
            writer.string(error)
            writeLists(lists, to: &writer)
        }
    }

    /// - Parameters:
    ///   - devices: Devices that sent too much, with their events per second.
    ///   - users: The same for users without a device.
    ///   - indexes: Every event that should wait.
    static func throttled(
        devices: [String: Int], users: [String: Int], indexes: [Int], perSecond: Int
    ) -> IngestionAnswer {
        var answer = answer(429) { writer in
            writer.key("error")
            writer.string("Too many requests for some devices and users")
            writer.key("eps_threshold")
            writer.int(perSecond)
            for (name, rates) in [("throttled_devices", devices), ("throttled_users", users)] {
                writer.key(name)
                writer.beginObject()
                for (id, rate) in rates.sorted(by: { $0.key < $1.key }) {
                    writer.key(id)
                    writer.int(rate)
                }
                writer.endObject()
            }
            for name in ["exceeded_daily_quota_users", "exceeded_daily_quota_devices"] { writeEmpty(name, to: &writer) }
            writer.key("throttled_events")
            write(indexes, to: &writer)
        }
        answer.headers.append(("retry-after", "30"))
        return answer
    }

    private static let missingFields = "events_with_missing_fields"
    private static let invalidFields = "events_with_invalid_fields"
    private static let shortIDs = "events_with_invalid_id_lengths"

    private static func place(of problem: AmplitudeProblem) -> (list: String, field: String) {
        switch problem {
        case .missing(let field): (missingFields, field)
        case .invalid(let field): (invalidFields, field)
        case .shortID(let field): (shortIDs, field)
        case .notAnObject: (invalidFields, "event")
        }
    }

    private static func writeLists(_ lists: [String: [String: [Int]]], to writer: inout JSONWriter) {
        for list in [invalidFields, missingFields, shortIDs] {
            writer.key(list)
            writer.beginObject()
            for (field, indexes) in (lists[list] ?? [:]).sorted(by: { $0.key < $1.key }) {
                writer.key(field)
                write(indexes, to: &writer)
            }
            writer.endObject()
        }
        writer.key("eps_threshold")
        writer.int(0)
        writeEmpty("exceeded_daily_quota_devices", to: &writer)
        for name in ["silenced_devices", "silenced_events"] {
            writer.key(name)
            write([], to: &writer)
        }
        writeEmpty("throttled_devices", to: &writer)
        writer.key("throttled_events")
        write([], to: &writer)
    }

    private static func writeEmpty(_ name: String, to writer: inout JSONWriter) {
        writer.key(name)
        writer.beginObject()
        writer.endObject()
    }

    private static func write(_ indexes: [Int], to writer: inout JSONWriter) {
        writer.beginArray()
        for index in indexes { writer.int(index) }
        writer.endArray()
    }

    static func text(_ code: Int, _ words: String) -> IngestionAnswer {
        IngestionAnswer(status: code, headers: [("content-type", "text/plain; charset=utf-8")], body: Array(words.utf8))
    }

    /// An answer of HTTP V2 as the calls have it that are answered with text.
    static func text(_ answer: IngestionAnswer) -> IngestionAnswer {
        let error = (try? JSONValue.parse(answer.body))?["error"]?.stringValue
        var text = text(answer.status, answer.status == 200 ? "success" : error ?? "failed")
        text.headers += answer.headers.filter { $0.name != "content-type" }
        return text
    }

    private static func answer(_ code: Int, _ body: (inout JSONWriter) -> Void) -> IngestionAnswer {
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("code")
        writer.int(code)
        body(&writer)
        writer.endObject()
        return IngestionAnswer(status: code, headers: [("content-type", "application/json")], body: writer.bytes)
    }
}
