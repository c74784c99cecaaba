internal import Crypto
internal import JSON
internal import Landing

/// Amplitude's calls that are not batches of HTTP V2, as forms or as JSON, brought to what the door takes: identify, group
/// identify, attribution, user mapping, HTTP V1, and the upload of old SDKs. They are answered with plain text.
struct AmplitudeForm {
    /// What is wrong, in the words that clients know (`missing_event`, `bad_checksum` …).
    struct Problem: Error {
        var words: String

        init(_ words: String) { self.words = words }
    }

    static let userMapping = "/usermap"
    static let paths: Set<String> = ["/identify", "/groupidentify", "/attribution", userMapping, "/httpapi", "/"]

    let key: String
    private let items: [JSONValue]
    private let uploadTime: JSONValue?
    private let options: JSONValue?
    private let path: String

    private static let mostMappings = 2_000

    init(path: String, body: [UInt8]) throws(Problem) {
        self.path = path
        let fields = try Self.fields(body)
        let isOld = fields["e"] != nil || fields["client"] != nil
        guard let key = (fields["api_key"] ?? fields["client"])?.stringValue, !key.isEmpty else {
            throw Problem("missing_api_key")
        }
        self.key = key
        let name =
            switch path {
            case "/identify", "/groupidentify": "identification"
            case Self.userMapping: "mapping"
            default: isOld ? "e" : "event"
            }
        guard var value = fields[name] else {
            throw Problem(path == Self.userMapping ? "missing_mapping" : "missing_event")
        }
        if isOld, path != Self.userMapping { try Self.check(fields) }
        if let text = value.stringValue {
            guard let parsed = try? JSONValue.parse(text) else { throw Problem("invalid_\(name)") }
            value = parsed
        }
        items = value.arrayValue ?? [value]
        guard items.allSatisfy({ $0.objectValue != nil }) else { throw Problem("invalid_\(name)") }
        guard !items.isEmpty else { throw Problem("missing_event") }
        uploadTime = fields["upload_time"].map(Self.number)
        options = fields["options"].flatMap { $0.stringValue.map { try? JSONValue.parse($0) } ?? $0 }
    }

    /// The body that HTTP V2 would have brought.
    var batch: [UInt8] {
        var members: [(String, JSONValue)] = [("api_key", .string(key)), ("events", .array(items.map(event)))]
        if let uploadTime { members.append(("client_upload_time", uploadTime)) }
        if let options { members.append(("options", options)) }
        return JSONValue.object(JSONObject(members)).serialized()
    }

    /// - Throws: What is wrong with one of them, with its place.
    func mappings() throws(Problem) -> [UserMapping] {
        guard items.count <= Self.mostMappings else { throw Problem("too_many_mappings") }
        var mappings: [UserMapping] = []
        for (index, item) in items.enumerated() {
            guard let user = Self.id(item["user_id"]) else { throw Problem("invalid_user_id in mapping \(index)") }
            if item["unmap"]?.boolValue == true {
                mappings.append(UserMapping(user, to: nil))
                continue
            }
            guard let global = Self.id(item["global_user_id"]) else {
                throw Problem("invalid_global_user_id in mapping \(index)")
            }
            guard user != global else { throw Problem("user_id and global_user_id are the same in mapping \(index)") }
            mappings.append(UserMapping(user, to: global))
        }
        return mappings
    }

    private func event(_ item: JSONValue) -> JSONValue {
        var event = item.objectValue ?? JSONObject()
        switch path {
        case "/identify": event["event_type"] = "$identify"
        case "/groupidentify":
            event["event_type"] = .string(AmplitudeEvent.groupIdentify)
            if let type = event["group_type"]?.stringValue, let value = event["group_value"] {
                event["groups"] = .object(JSONObject([(type, value)]))
                event["group_type"] = nil
                event["group_value"] = nil
            }
        case "/attribution":
            // Networks know the device by its advertising id alone.
            if event["user_id"] == nil, event["device_id"] == nil, let id = event["idfa"] ?? event["adid"] {
                event["device_id"] = id
            }
        default:
            for (old, new) in [("timestamp", "time"), ("uuid", "insert_id")] where event[new] == nil {
                if let value = event[old] {
                    event[new] = value
                    event[old] = nil
                }
            }
        }
        return .object(event)
    }

    private static func fields(_ body: [UInt8]) throws(Problem) -> [String: JSONValue] {
        if body.first(where: { !RequestBody.isBlank($0) }) == UInt8(ascii: "{") {
            guard let object = (try? JSONValue.parse(body))?.objectValue else { throw Problem("invalid_json") }
            return Dictionary(object.members.map { ($0.key, $0.value) }, uniquingKeysWith: { _, last in last })
        }
        let form = FormFields(body)
        guard !form.isMalformed else { throw Problem("invalid_form") }
        var fields: [String: JSONValue] = [:]
        for name in [
            "api_key", "identification", "mapping", "event", "client", "e", "v", "upload_time", "checksum", "options",
        ] where form.bytes(name) != nil {
            fields[name] = .string(form.text(name))
        }
        return fields
    }

    /// Old SDKs send a digest of what they upload, so that what was cut on its way is not taken for all.
    private static func check(_ fields: [String: JSONValue]) throws(Problem) {
        guard let checksum = fields["checksum"]?.stringValue, !checksum.isEmpty else { return }
        func text(_ name: String) -> String { fields[name].map { $0.stringValue ?? $0.text } ?? "" }
        let uploaded = text("v") + text("client") + text("e") + text("upload_time")
        let digest = Insecure.MD5.hash(data: Array(uploaded.utf8)).map { byte in
            String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
        }
        guard digest.joined() == checksum.asciiLowercased else { throw Problem("bad_checksum") }
    }

    private static func number(_ value: JSONValue) -> JSONValue {
        value.stringValue.flatMap(Int64.init).map(JSONValue.int) ?? value
    }

    private static func id(_ value: JSONValue?) -> String? {
        guard let value, let id = value.stringValue ?? value.intValue.map({ String($0) }), !id.isEmpty,
            id.utf8.count <= AmplitudeEvent.longestID, !id.utf8.contains(0), !PlaceholderID.contains(id)
        else { return nil }
        return id
    }
}
