import JSON

/// A command about pipelines, as it goes through the control socket: what is to be done, and the options by name.
struct PipelineOrder: Sendable {
    /// `run`, `build`, `test`, `seed`, `snapshot`, `backfill`, `retry`, `plan`, `ls`, `compile`, `show`, `docs`,
    /// `freshness`; `backfills`, `pause`, `resume`, `cancel` of backfills.
    var command: String
    var select: [String] = []
    var exclude: [String] = []
    var isFullRefresh = false
    var isForced = false
    var isBlueGreen = false
    var stopsAtFailure = false
    var storesFailures = false
    var override: [String] = []
    /// `2026-01-31` or a timestamp.
    var from: String?
    var to: String?
    var isWithDownstream = false
    var isDryRun = false
    /// What is begun goes on by itself.
    var isDetached = false
    /// More about each node than its name.
    var isLong = false
    var variables = JSONObject()
    /// Who asks: the account on this machine.
    var who: String?
    var note: String?
    /// `text` or `json`.
    var format = "text"
    /// SQL for `show`.
    var inline: String?
    var limit = 20
    /// An absolute path, for what writes files.
    var output: String?

    init(_ command: String) { self.command = command }

    var json: JSONValue {
        func texts(_ texts: [String]) -> JSONValue { .array(texts.map(JSONValue.string)) }
        return [
            "command": .string(command), "select": texts(select), "exclude": texts(exclude),
            "full_refresh": .bool(isFullRefresh), "force": .bool(isForced), "blue_green": .bool(isBlueGreen),
            "fail_fast": .bool(stopsAtFailure), "store_failures": .bool(storesFailures), "override": texts(override),
            "from": JSONValue(from), "to": JSONValue(to), "downstream": .bool(isWithDownstream),
            "dry_run": .bool(isDryRun), "detach": .bool(isDetached), "long": .bool(isLong), "vars": .object(variables),
            "who": JSONValue(who), "note": JSONValue(note),
            "format": .string(format), "inline": JSONValue(inline), "limit": JSONValue(limit),
            "output": JSONValue(output),
        ]
    }

    init?(_ json: JSONValue) {
        guard let command = json["command"]?.stringValue else { return nil }
        func texts(_ name: String) -> [String] { json[name]?.arrayValue?.compactMap(\.stringValue) ?? [] }
        func flag(_ name: String) -> Bool { json[name]?.boolValue ?? false }
        self.command = command
        select = texts("select")
        exclude = texts("exclude")
        isFullRefresh = flag("full_refresh")
        isForced = flag("force")
        isBlueGreen = flag("blue_green")
        stopsAtFailure = flag("fail_fast")
        storesFailures = flag("store_failures")
        override = texts("override")
        from = json["from"]?.stringValue
        to = json["to"]?.stringValue
        isWithDownstream = flag("downstream")
        isDryRun = flag("dry_run")
        isDetached = flag("detach")
        isLong = flag("long")
        variables = json["vars"]?.objectValue ?? JSONObject()
        who = json["who"]?.stringValue
        note = json["note"]?.stringValue
        format = json["format"]?.stringValue ?? "text"
        inline = json["inline"]?.stringValue
        limit = json["limit"]?.intValue.map { Int(clamping: $0) } ?? 20
        output = json["output"]?.stringValue
    }
}

/// What a command says while it works.
enum OrderLine: Sendable {
    /// What was asked for, on standard output.
    case output(String)
    /// How it goes, on standard error.
    case progress(String)
    /// The end, with the status for the shell.
    case end(Int32)
    /// The end, with a sentence that says why.
    case failure(String)

    var json: JSONValue {
        switch self {
        case .output(let text): ["out": .string(text)]
        case .progress(let text): ["progress": .string(text)]
        case .end(let status): ["end": .int(Int64(status))]
        case .failure(let message): ["error": .string(message)]
        }
    }

    init?(_ json: JSONValue) {
        if let text = json["out"]?.stringValue {
            self = .output(text)
        } else if let text = json["progress"]?.stringValue {
            self = .progress(text)
        } else if let status = json["end"]?.intValue {
            self = .end(Int32(clamping: status))
        } else if let message = json["error"]?.stringValue {
            self = .failure(message)
        } else {
            return nil
        }
    }
}
