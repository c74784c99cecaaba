internal import Content
internal import FrontDoor
internal import JSON

/// The properties of a request's body by name and type. What is absent stays as it is, null takes a value away; numbers
/// count as texts, since ids come as both.
struct APIBody: Sendable {
    let json: JSONObject

    /// - Throws: `invalid` for what is no object.
    init(_ value: JSONValue) throws(ContentError) {
        guard let object = value.objectValue else {
            throw ContentError(.invalid, "The body has to be an object: {…}.", field: "body")
        }
        json = object
    }

    func has(_ name: String) -> Bool { json[name] != nil }

    /// Whether the property is there and not null.
    func gives(_ name: String) -> Bool { json[name].map { !$0.isNull } ?? false }

    /// Sets `target` to what the body says; null makes it `nil`.
    func text(_ name: String, into target: inout String?) throws(ContentError) {
        guard let value = json[name] else { return }
        target = value.isNull ? nil : try Self.text(value, name)
    }

    /// Sets `target` to what the body says; null makes it empty.
    func text(_ name: String, into target: inout String) throws(ContentError) {
        guard let value = json[name] else { return }
        target = value.isNull ? "" : try Self.text(value, name)
    }

    /// - Returns: `nil` for what is absent or null.
    func text(_ name: String) throws(ContentError) -> String? {
        guard let value = json[name], !value.isNull else { return nil }
        return try Self.text(value, name)
    }

    /// - Throws: `missing_field`
    func required(_ name: String) throws(ContentError) -> String {
        guard let text = try text(name), !text.isEmpty else {
            throw ContentError(.missingField, "\(name) is required.", field: name)
        }
        return text
    }

    /// Null means `standard`.
    func bool(_ name: String, into target: inout Bool, standard: Bool = false) throws(ContentError) {
        guard let value = json[name] else { return }
        guard !value.isNull else { return target = standard }
        guard let bool = value.boolValue else { throw Self.wrong(name, "true or false") }
        target = bool
    }

    func int(_ name: String, in range: ClosedRange<Int>, into target: inout Int) throws(ContentError) {
        guard let value = json[name], !value.isNull else { return }
        let number = value.intValue ?? value.stringValue.flatMap { Int64($0) }
        guard let number = number.flatMap({ Int(exactly: $0) }), range.contains(number) else {
            throw Self.wrong(name, "a whole number from \(range.lowerBound) to \(range.upperBound)")
        }
        target = number
    }

    func object(_ name: String) throws(ContentError) -> JSONObject? {
        guard let value = json[name], !value.isNull else { return nil }
        guard let object = value.objectValue else { throw Self.wrong(name, "an object") }
        return object
    }

    /// - Returns: `nil` for what is absent; null is an empty list.
    func texts(_ name: String) throws(ContentError) -> [String]? {
        guard let value = json[name] else { return nil }
        if value.isNull { return [] }
        guard let elements = value.arrayValue else { throw Self.wrong(name, "a list of texts") }
        var texts: [String] = []
        for element in elements { texts.append(try Self.text(element, name)) }
        return texts
    }

    /// Whose something is. Administrators give things to others; everybody else may say that what they make is theirs.
    /// - Parameter caller: `nil` for the program itself.
    func owner(into target: inout String?, by caller: Caller?) throws(ContentError) {
        guard let owner = try text("user_id"), owner != target else { return }
        if let caller, !caller.isAdmin, target != nil || owner != caller.userID {
            throw ContentError(.forbidden, "Only administrators say whose something is.", field: "user_id")
        }
        target = owner
    }

    static func wrong(_ name: String, _ expected: String) -> ContentError {
        ContentError(.invalid, "\(name) has to be \(expected).", field: name)
    }

    private static func text(_ value: JSONValue, _ name: String) throws(ContentError) -> String {
        switch value {
        case .string(let text):
            guard !text.utf8.contains(0) else { throw wrong(name, "a text without U+0000") }
            return text
        case .int, .double: return value.text
        default: throw wrong(name, "a text")
        }
    }
}
