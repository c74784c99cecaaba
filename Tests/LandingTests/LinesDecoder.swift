import JSON
import Landing

/// A small wire format for tests: a JSON array of events, pings and mappings of users.
struct LinesDecoder: BodyDecoder {
    let format = "lines"

    func decode(_ body: QueuedBody, blocking blocked: Set<ExactText>) throws(DecodingProblem) -> DecodedBody {
        guard let lines = (try? JSONValue.parse(body.body))?.arrayValue else { throw DecodingProblem("no array") }
        var decoded = DecodedBody()
        for (index, line) in lines.enumerated() {
            if let site = line["site"]?.stringValue {
                var ping = Ping(
                    method: "POST", remoteIP: "203.0.113.7:80", clientAddress: "203.0.113.7", hasUpdate: true,
                    body: line.text, decoderVersion: 1)
                ping.texts[.siteID] = site
                ping.numbers[.totalUserAccounts] = 12
                ping.flags = [.hasRepositories]
                ping.blocks[.growth] = "{}"
                decoded.pings.append(ping)
                continue
            }
            if let user = line["map"]?.stringValue {
                decoded.mappings.append(UserMapping(user, to: line["to"]?.stringValue))
                continue
            }
            guard let type = line["type"]?.stringValue else {
                decoded.held.append(Self.held(line, at: index, .invalid, "no type"))
                continue
            }
            if blocked.contains(ExactText(type)) {
                decoded.held.append(Self.held(line, at: index, .blocked, "blocked"))
                continue
            }
            decoded.events.append(Self.event(line, type: type))
        }
        return decoded
    }

    private static func held(_ line: JSONValue, at index: Int, _ reason: HoldReason, _ detail: String) -> HeldItem {
        HeldItem(
            reason: reason, detail: detail, index: index, eventType: line["type"]?.stringValue,
            userID: line["user"]?.stringValue, deviceID: line["device"]?.stringValue, item: line.serialized(),
            envelope: BodyEnvelope(before: Array("[".utf8), after: Array("]".utf8)))
    }

    private static func event(_ line: JSONValue, type: String) -> Event {
        var event = Event(type: type, source: "test")
        event.isSystem = type.hasPrefix("$")
        event.userID = line["user"]?.stringValue
        event.deviceID = line["device"]?.stringValue
        if event.deviceID == nil {
            event.deviceID = "derived-" + (event.userID ?? "")
            event.deviceIsDerived = true
        }
        event.insertID = line["id"]?.stringValue
        event.clientTime = line["time"]?.intValue.flatMap(Timestamp.init(milliseconds:))
        event.clientUploadTime = line["upload"]?.intValue.flatMap(Timestamp.init(milliseconds:))
        event.sessionID = line["session"]?.intValue
        if let properties = line["properties"] { event.properties = properties.text }
        event.userOperations = line["ops"]?.objectValue
        event.groupOperations = line["groupOps"]?.objectValue
        event.groups = line["groups"]?.objectValue?.members.map { ($0.key, [$0.value.stringValue ?? ""]) } ?? []
        for field in EventField.allCases {
            if let value = line[field.column]?.stringValue { event[field] = value }
        }
        if let revenue = line["revenue"]?.intValue { event.revenue = Int128(revenue) * 1_000_000 }
        return event
    }
}
