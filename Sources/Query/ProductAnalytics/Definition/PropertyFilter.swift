/// A condition on one property of one event. Several values are joined by OR, several filters by AND; a filter is asked of
/// each event, never of a person.
package struct PropertyFilter: Hashable, Sendable {
    /// The operators. A missing value never matches a positive one, and so passes its negation.
    package enum Operator: String, Hashable, Sendable, CaseIterable {
        case `is`
        case isNot = "is not"
        case contains
        case doesNotContain = "does not contain"
        case startsWith = "starts with"
        case less = "<"
        case atMost = "<="
        case greater = ">"
        case atLeast = ">="
        case isSet = "is set"
        case isNotSet = "is not set"
        case glob = "glob match"
        case setIs = "set is"
        case setIsNot = "set is not"
        case setContains = "set contains"
        case setDoesNotContain = "set does not contain"
    }

    package var property: PropertyReference
    package var operation: Operator
    /// A value; `nil` is the missing value, which people write `(none)`.
    package var values: [String?]

    package init(_ property: PropertyReference, _ operation: Operator, _ values: [String?] = []) {
        self.property = property
        self.operation = operation
        self.values = values
    }
}

extension PropertyFilter {
    /// How people write the missing value and the empty text.
    package static let noneText = "(none)"
    package static let emptyText = "(empty)"

    /// In words: `event.amount > 3`, `user.plan is free or (none)`.
    package var words: String {
        let listed = values.map { value in
            guard let value else { return Self.noneText }
            return value.isEmpty ? Self.emptyText : value
        }
        return
            ([property.description, operation.rawValue] + (listed.isEmpty ? [] : [listed.joined(separator: " or ")]))
            .joined(separator: " ")
    }
}
