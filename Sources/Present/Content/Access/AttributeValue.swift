/// What a user has for an attribute, and why.
package struct AttributeValue: Sendable, Hashable {
    package enum Source: Sendable, Hashable {
        /// It follows from the account.
        case system
        case user
        case group(id: String, name: String)
        case standard
        case none
    }

    package var attribute: UserAttribute
    package var userID: String
    package var value: String?
    package var source: Source
    /// Of a group's value.
    package var rank: Int64?

    package init(attribute: UserAttribute, userID: String, value: String?, source: Source, rank: Int64? = nil) {
        self.attribute = attribute
        self.userID = userID
        self.value = value
        self.source = source
        self.rank = rank
    }
}

/// What a group gives its members for an attribute.
package struct GroupAttributeValue: Sendable, Hashable {
    package var id: String
    package var groupID: String
    package var attributeID: String
    /// Of several groups' values the one of the lowest rank counts.
    package var rank: Int64
    package var value: String
    package var isHidden: Bool
}
