internal import FrontDoor
internal import JSON

/// Takes the members of a request's body by name and type, and gathers what is wrong with them.
struct BodyFields {
    private let body: JSONValue
    private var problems: [RequestFailure.FieldProblem] = []

    init(_ body: JSONValue) { self.body = body }

    mutating func problem(_ field: String, _ message: String) {
        problems.append(.init(field: field, code: "invalid", message: message))
    }

    mutating func text(_ field: String) -> String? {
        guard let value = value(field) else { return nil }
        if value.stringValue == nil { problem(field, "This has to be a text.") }
        return value.stringValue
    }

    mutating func object(_ field: String, required: Bool = false) -> JSONObject? {
        guard let value = value(field) else {
            if required { problems.append(.init(field: field, code: "missing_field", message: "Say the \(field).")) }
            return nil
        }
        if value.objectValue == nil { problem(field, "This has to be an object: {…}.") }
        return value.objectValue
    }

    mutating func integer(_ field: String, in bounds: ClosedRange<Int>) -> Int? {
        guard let value = value(field) else { return nil }
        guard let number = value.intValue.flatMap({ Int(exactly: $0) }), bounds.contains(number) else {
            problem(field, "This has to be a whole number from \(bounds.lowerBound) to \(bounds.upperBound).")
            return nil
        }
        return number
    }

    /// - Throws: ``RequestFailure/invalid(_:_:)`` with all that was found.
    func check() throws {
        guard problems.isEmpty else { throw RequestFailure.invalid("The request can't be read.", problems) }
    }

    /// What is null says nothing.
    private func value(_ field: String) -> JSONValue? {
        guard let value = body[field], !value.isNull else { return nil }
        return value
    }
}
