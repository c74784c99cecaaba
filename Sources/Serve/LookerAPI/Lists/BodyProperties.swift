internal import FrontDoor
internal import Hummingbird
internal import JSON

/// The properties of an object that a request brings, by name and type, and what is wrong with them.
///
/// A property that is absent stays what it is; one that is null is taken away, or becomes an empty text.
struct BodyProperties {
    private let body: JSONObject
    private var problems: [RequestFailure.FieldProblem] = []

    /// - Throws: ``RequestFailure/badRequest(_:)`` for what is no object.
    init(_ value: JSONValue) throws {
        guard let object = value.objectValue else {
            throw RequestFailure.badRequest("The body must be a JSON object.")
        }
        body = object
    }

    init(_ request: Request) async throws { try self.init(try await request.json(upTo: 1 << 20)) }

    func has(_ name: String) -> Bool { body[name] != nil }

    mutating func missing(_ name: String) {
        problems.append(.init(field: name, code: "missing_field", message: "\(name) is required."))
    }

    mutating func invalid(_ name: String, _ message: String) {
        problems.append(.init(field: name, code: "invalid", message: message))
    }

    /// A text; null is an empty one.
    mutating func text(_ name: String) -> String? {
        switch body[name] {
        case nil: return nil
        case .null: return ""
        case .string(let text): return text
        case .int(let number): return String(number)
        default:
            invalid(name, "\(name) must be a text.")
            return nil
        }
    }

    /// A text that null takes away.
    mutating func removableText(_ name: String) -> String?? {
        if body[name]?.isNull == true { return .some(nil) }
        return text(name).map { .some($0) }
    }

    /// An id: a text, or a number.
    mutating func id(_ name: String) -> String? {
        let id = text(name)
        return id == "" ? nil : id
    }

    mutating func flag(_ name: String) -> Bool? {
        switch body[name] {
        case nil, .null: return nil
        case .bool(let flag): return flag
        default:
            invalid(name, "\(name) must be true or false.")
            return nil
        }
    }

    mutating func texts(_ name: String) -> [String]? {
        guard let value = body[name], !value.isNull else { return nil }
        guard let texts = Self.texts(value) else {
            invalid(name, "\(name) must be a list of texts.")
            return nil
        }
        return texts
    }

    /// A list of texts or numbers, as bodies that are lists of ids have it.
    static func texts(_ value: JSONValue) -> [String]? {
        guard let elements = value.arrayValue else { return nil }
        let texts = elements.compactMap { $0.stringValue ?? $0.intValue.map { String($0) } }
        return texts.count == elements.count ? texts : nil
    }

    /// The member as it is.
    subscript(name: String) -> JSONValue? { body[name] }

    /// - Throws: ``RequestFailure/invalid(_:_:)`` with all that was found.
    func check() throws {
        guard problems.isEmpty else { throw RequestFailure.invalid("Validation Failed", problems) }
    }
}

/// A body that is a list of ids.
func ids(_ request: Request) async throws -> [String] {
    guard let ids = BodyProperties.texts(try await request.json(upTo: 1 << 20)) else {
        throw RequestFailure.badRequest("The body must be a list of ids: [\"1\", \"2\"].")
    }
    return ids
}
