import Foundation
import JSON
import Landing

/// A JSON array of events, as tests write them.
struct ShopDecoder: BodyDecoder {
    let format = "shop"

    func decode(_ body: QueuedBody, blocking blocked: Set<ExactText>) throws(DecodingProblem) -> DecodedBody {
        guard let lines = (try? JSONValue.parse(body.body))?.arrayValue else { throw DecodingProblem("no array") }
        var decoded = DecodedBody()
        for line in lines {
            let type = line["type"]?.stringValue ?? ""
            var event = Event(type: type, source: "test")
            event.isSystem = type.hasPrefix("$")
            event.userID = line["user"]?.stringValue
            event.deviceID = "device of " + (event.userID ?? "")
            event.clientTime = line["time"]?.stringValue.flatMap(Self.time)
            event.sessionID = line["session"]?.intValue
            if let properties = line["properties"] { event.properties = properties.text }
            event.extra = line["extra"]?.text
            event.userOperations = line["ops"]?.objectValue
            event.groups = (line["groups"]?.objectValue?.members ?? []).map { type, names in
                (type: type, names: (names.arrayValue ?? []).compactMap(\.stringValue))
            }
            for field in EventField.allCases {
                if let value = line[field.column]?.stringValue { event[field] = value }
            }
            if let revenue = line["revenue"]?.doubleValue { event.revenue = Int128((revenue * 1_000_000).rounded()) }
            decoded.events.append(event)
        }
        return decoded
    }

    private static func time(_ text: String) -> Timestamp? {
        ISO8601DateFormatter().date(from: text).flatMap {
            Timestamp(milliseconds: Int64($0.timeIntervalSince1970) * 1_000)
        }
    }
}
