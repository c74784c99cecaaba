/// A value with attributes and methods of its own, such as a relation or a date.
package protocol JinjaObject: Sendable {
    /// What messages call it: `relation`, `datetime`.
    var jinjaTypeName: String { get }

    /// What `{{ object }}` writes.
    var jinjaText: String { get }

    /// What it looks like inside the text of a list.
    var jinjaRepresentation: String { get }

    var jinjaIsTrue: Bool { get }

    /// The attribute or method (a `.function`) of this name, nil if it has none.
    func jinjaAttribute(_ name: String) -> JinjaValue?

    /// `object[key]`, nil if it has none; text keys fall back to attributes.
    func jinjaItem(_ key: JinjaValue) -> JinjaValue?

    /// What `for` goes through, nil if it can't be gone through.
    var jinjaElements: [JinjaValue]? { get }

    /// `object(…)`, nil if it can't be called.
    var jinjaBody: (@Sendable (JinjaCall) async throws -> JinjaValue)? { get }

    /// `{% set object.name = value %}`; false if it can't be set.
    func jinjaSet(_ name: String, to value: JinjaValue) -> Bool

    func jinjaIsEqual(to other: JinjaValue) -> Bool

    /// `object + other` and the like (`isReversed`: `other + object`), nil if there is no such operation.
    func jinjaOperate(_ operation: JinjaOperation, with other: JinjaValue, isReversed: Bool) throws(JinjaError)
        -> JinjaValue?

    /// Less than zero, zero or more than zero as this stands before, with or after `other`; nil if there is no order.
    func jinjaOrder(to other: JinjaValue) -> Int?
}

/// The arithmetic of templates.
package enum JinjaOperation: String, Sendable {
    case add = "+"
    case subtract = "-"
    case multiply = "*"
    case divide = "/"
    case floorDivide = "//"
    case modulo = "%"
    case power = "**"
}

extension JinjaObject {
    package var jinjaRepresentation: String { jinjaText }
    package var jinjaIsTrue: Bool { true }
    package func jinjaItem(_ key: JinjaValue) -> JinjaValue? { nil }
    package var jinjaElements: [JinjaValue]? { nil }
    package var jinjaBody: (@Sendable (JinjaCall) async throws -> JinjaValue)? { nil }
    package func jinjaSet(_ name: String, to value: JinjaValue) -> Bool { false }
    package func jinjaIsEqual(to other: JinjaValue) -> Bool {
        if case .object(let object) = other, object.jinjaTypeName == jinjaTypeName {
            return object.jinjaRepresentation.utf8.elementsEqual(jinjaRepresentation.utf8)
        }
        return false
    }
    package func jinjaOperate(
        _ operation: JinjaOperation, with other: JinjaValue, isReversed: Bool
    ) throws(JinjaError) -> JinjaValue? { nil }
    package func jinjaOrder(to other: JinjaValue) -> Int? { nil }
}

/// Names under a name that never change: `dbt_utils.star`, `modules.re`, `exceptions.warn`.
package struct JinjaMembers: JinjaObject {
    package let jinjaTypeName: String
    let members: [String: JinjaValue]

    package init(_ name: String, _ members: [String: JinjaValue]) {
        jinjaTypeName = name
        self.members = members
    }

    package var jinjaText: String { "<\(jinjaTypeName)>" }
    package func jinjaAttribute(_ name: String) -> JinjaValue? { members[name] }
}
