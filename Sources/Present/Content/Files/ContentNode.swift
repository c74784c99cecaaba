import JSON
import LookML

/// One value of a content file with its place. Scalars keep their text: which type they have is for the reader of the
/// property to say (a filter `No` is text, a switch `no` is false).
struct ContentNode: Sendable {
    enum Value: Sendable {
        /// - plain: Whether it stands without quotes, so that `no`, `12` and nothing at all may mean other than text.
        case scalar(String, plain: Bool)
        case sequence([ContentNode])
        case mapping([Member])
    }

    struct Member: Sendable {
        var key: String
        var keyLocation: SourceLocation
        var value: ContentNode
    }

    var value: Value
    var location: SourceLocation

    var isNull: Bool {
        guard case .scalar(let text, plain: true) = value else { return false }
        return ["", "~", "null", "Null", "NULL"].contains(text)
    }

    /// The text of a scalar as written; `nil` for null and for everything with parts.
    var text: String? {
        guard case .scalar(let text, _) = value, !isNull else { return nil }
        return text
    }

    var members: [Member]? { if case .mapping(let members) = value { members } else { nil } }
    var elements: [ContentNode]? { if case .sequence(let elements) = value { elements } else { nil } }

    func member(_ key: String) -> ContentNode? {
        members?.last { $0.key.utf8.elementsEqual(key.utf8) }?.value
    }

    /// A switch: YAML 1.1's words, since Looker's dashboards are written for a reader of YAML 1.1; quoted ones too.
    var bool: Bool? {
        guard case .scalar(let text, _) = value else { return nil }
        switch text {
        case "true", "True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON": return true
        case "false", "False", "FALSE", "no", "No", "NO", "off", "Off", "OFF": return false
        default: return nil
        }
    }

    /// The value where no type is known: what a chart's options keep.
    var json: JSONValue {
        switch value {
        case .sequence(let elements): .array(elements.map(\.json))
        case .mapping(let members): .object(JSONObject(members.map { ($0.key, $0.value.json) }))
        case .scalar(let text, plain: false): .string(text)
        case .scalar(let text, plain: true):
            if isNull {
                .null
            } else if let bool {
                .bool(bool)
            } else {
                Self.number(text) ?? .string(text)
            }
        }
    }

    /// Decimal numbers as JSON writes them, with an optional plus. `012`, `0x1F`, `1_000`, `12:30` and dates stay text, for
    /// readers of YAML disagree on them.
    private static func number(_ text: String) -> JSONValue? {
        let signless = text.utf8.drop { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "+") }
        guard text.utf8.count - signless.count <= 1, text.utf8.count <= 40 else { return nil }
        let digits = signless.prefix { (0x30...0x39).contains($0) }
        guard !digits.isEmpty, digits.count == 1 || digits.first != 0x30 else { return nil }
        if digits.count == signless.count { return Int64(text).map(JSONValue.int) }
        let allowed = signless.allSatisfy {
            (0x30...0x39).contains($0) || [0x2E, 0x65, 0x45, 0x2B, 0x2D].contains($0)
        }
        guard allowed, let double = Double(text), double.isFinite else { return nil }
        return .double(double)
    }

    /// The form of a stored definition, read back through the same reader as a file.
    init(_ json: JSONValue, file: String) {
        location = SourceLocation(file: file, line: 1, column: 1)
        switch json {
        case .null: value = .scalar("", plain: true)
        case .bool(let bool): value = .scalar(bool ? "true" : "false", plain: true)
        case .int, .double: value = .scalar(json.text, plain: true)
        case .string(let text): value = .scalar(text, plain: false)
        case .array(let elements): value = .sequence(elements.map { ContentNode($0, file: file) })
        case .object(let object):
            let location = location
            value = .mapping(
                object.members.map {
                    Member(key: $0.key, keyLocation: location, value: ContentNode($0.value, file: file))
                })
        }
    }

    init(_ value: Value, at location: SourceLocation) {
        self.value = value
        self.location = location
    }
}
