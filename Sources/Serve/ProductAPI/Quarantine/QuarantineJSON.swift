internal import Content
internal import JSON
internal import Landing
internal import ProductAnalytics

/// Entries of the quarantine as JSON.
struct QuarantineJSON {
    let calendar: ChartCalendar
    /// What keys are called.
    let keys: IngestionKeyRing

    /// Bytes of an item in a list, and of one alone.
    static let glimpse = 2_000
    static let most = 4 << 20

    /// - Parameter most: How many bytes of the item are written.
    func json(_ entry: QuarantineEntry, most: Int) -> JSONObject {
        let item = entry.item
        return JSONObject([
            ("id", .int(entry.id)), ("state", .string(entry.state.name)), ("reason", .string(item.reason.rawValue)),
            ("detail", .string(item.detail)), ("event_type", JSONValue(item.eventType)),
            ("project", .int(Int64(entry.project.number))), ("format", .string(entry.format)),
            ("source", .string(entry.clientAddress)), ("key", key(item.key)), ("user_id", JSONValue(item.userID)),
            ("device_id", JSONValue(item.deviceID)), ("received_at", time(entry.receivedAt)),
            ("held_at", time(entry.heldAt)), ("size", JSONValue(entry.size)), ("item", text(item.item, most: most)),
            ("is_cut", .bool(item.item.count > most)), ("is_returned", .bool(entry.isReturned)),
            ("decided_at", entry.decidedAt.map(time) ?? .null), ("decided_by", JSONValue(entry.decidedBy)),
        ])
    }

    func json(_ summary: QuarantineSummary) -> JSONValue {
        [
            "held": JSONValue(summary.count), "bytes": JSONValue(summary.bytes),
            "parts": .array(
                summary.parts.map { part in
                    [
                        "reason": .string(part.reason.rawValue), "project": .int(Int64(part.project.number)),
                        "event_type": JSONValue(part.eventType), "count": JSONValue(part.count),
                        "bytes": JSONValue(part.bytes), "oldest": time(part.oldest), "newest": time(part.newest),
                    ]
                }),
        ]
    }

    func json(_ reject: Reject) -> JSONValue {
        [
            "at": time(reject.at), "format": .string(reject.format), "project": .int(Int64(reject.project.number)),
            "key": key(reject.key.isEmpty ? nil : reject.key), "reason": .string(reject.reason),
            "index": JSONValue(reject.index), "item": text(reject.body, most: Self.glimpse),
            "is_cut": .bool(reject.body.count >= Reject.largestBody || reject.body.count > Self.glimpse),
        ]
    }

    /// A key by its name; of one that is not ours only how it begins.
    private func key(_ text: String?) -> JSONValue {
        guard let text else { return .null }
        return .string(keys.key(text: text)?.name ?? String(text.prefix(8)) + "…")
    }

    private func text(_ bytes: [UInt8], most: Int) -> JSONValue {
        .string(String(decoding: bytes.prefix(most), as: UTF8.self))
    }

    private func time(_ time: Timestamp) -> JSONValue { .string(ChartTime.iso(time.microseconds, in: calendar)) }
}

extension QuarantineEntry.State {
    var name: String { "\(self)" }

    init?(name: String) {
        guard let state = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = state
    }
}
