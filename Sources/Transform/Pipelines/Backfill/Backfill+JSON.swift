package import JSON

extension Backfill {
    /// For programs. Instants are UTC, `2026-01-31 00:00:00`.
    package var json: JSONValue { json(showsPeople: true) }

    /// - Parameter showsPeople: Whether to say who began it, and their note.
    package func json(showsPeople: Bool) -> JSONValue {
        .object(
            JSONObject([
                ("id", .string(id)), ("state", .string(state.rawValue)), ("selection", .string(selection)),
                ("from", .string(UTCTime.text(range.from))), ("to", .string(UTCTime.text(range.to))),
                ("nodes", ArtifactValues.texts(nodes.map(\.text))), ("nodes_done", .int(Int64(nodeNumber))),
                ("position", JSONValue(position.map { UTCTime.text($0) })), ("pieces_done", .int(Int64(pieces))),
                ("message", JSONValue(message)), ("who", JSONValue(showsPeople ? who : nil)),
                ("note", JSONValue(showsPeople ? note : nil)), ("started", .string(UTCTime.text(started))),
                ("changed", .string(UTCTime.text(changed))),
            ]))
    }
}
