internal import JSON
internal import Pipelines

/// Runs as the API writes them. Instants are ISO 8601 in UTC.
enum RunJSON {
    static func run(_ run: RunRecord, showsPeople: Bool) -> JSONValue {
        .object(
            JSONObject([
                ("id", .string(run.id)), ("command", .string(run.command)), ("state", .string(run.state.rawValue)),
                ("trigger", .string(run.trigger.kind.rawValue)), ("why", JSONValue(run.trigger.why)),
                ("who", JSONValue(showsPeople ? run.trigger.who : nil)),
                ("note", JSONValue(showsPeople ? run.trigger.note : nil)), ("selection", .string(run.selection)),
                ("started", instant(run.started)), ("finished", run.finished.map(instant) ?? .null),
            ]))
    }

    static func detail(
        _ record: RunRecord, _ nodes: [RunNodeRecord], _ failures: [TestFailureRow], showsPeople: Bool
    ) -> JSONValue {
        guard case .object(var object) = run(record, showsPeople: showsPeople) else { return .null }
        object["nodes"] = .array(nodes.map { node($0, showsSQL: showsPeople) })
        object["running"] = []
        object["failures"] = .array(
            failures.map { failure in
                [
                    "test": .string(failure.test), "node": .string(failure.node), "number": JSONValue(failure.number),
                    "row": (try? JSONValue.parse(failure.value)) ?? .string(failure.value),
                ]
            })
        return .object(object)
    }

    static func progress(_ progress: PipelineEngine.Progress, showsPeople: Bool) -> JSONValue {
        guard case .object(var object) = run(progress.run, showsPeople: showsPeople) else { return .null }
        object["total"] = JSONValue(progress.total)
        object["nodes"] = .array(progress.ended.map { node($0, showsSQL: showsPeople) })
        object["running"] = .array(progress.running.map { .string($0.text) })
        object["failures"] = []
        return .object(object)
    }

    private static func node(_ record: RunNodeRecord, showsSQL: Bool) -> JSONValue {
        .object(
            JSONObject([
                ("node", .string(record.node)), ("state", .string(record.state.rawValue)),
                ("rows", record.rows.map(JSONValue.int) ?? .null), ("started", instant(record.started)),
                ("seconds", .double(record.seconds)), ("attempts", JSONValue(record.attempts)),
                ("message", JSONValue(record.message)), ("why", JSONValue(record.why)),
                ("because", JSONValue(record.because)),
                ("failures", record.failures.map(JSONValue.int) ?? .null),
                ("sql", JSONValue(showsSQL ? record.sql : nil)),
            ]))
    }

    static func instant(_ microseconds: Int64) -> JSONValue {
        .string(UTCTime.text(microseconds).replacing(" ", with: "T") + "Z")
    }
}
