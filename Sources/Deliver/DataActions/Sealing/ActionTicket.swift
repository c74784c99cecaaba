internal import Crypto
internal import JSON
package import SemanticModel

/// A data action as the server offered it in a cell: to whom, of which field, and all that it sends. What the model and
/// the user were then is in it as digests, so that an offer ends when one of them changes.
package struct ActionTicket: Sendable, Hashable {
    package var userID: String
    package var model: String
    package var explore: String
    /// Full name.
    package var field: String
    /// The place among the actions of the field.
    package var place: Int
    /// With all Liquid run.
    package var action: FieldAction
    /// Microseconds since 1970-01-01 UTC.
    package var issuedAt: Int64
    var definition: String
    var standing: String

    /// For how long an offer holds: a page that was left open over a day's work still sends its actions.
    package static let lifetime: Int64 = 12 * 3_600 * 1_000_000

    /// - Parameters:
    ///   - definition: The action as the model has it, Liquid and all.
    ///   - attributes: Of the user.
    package init(
        userID: String, attributes: [String: String], model: String, explore: String, field: String, place: Int,
        definition: FieldAction, action: FieldAction, issuedAt: Int64
    ) {
        self.userID = userID
        self.model = model
        self.explore = explore
        self.field = field
        self.place = place
        self.action = action
        self.issuedAt = issuedAt
        self.definition = Self.digest(of: definition)
        standing = Self.digest(of: attributes)
    }

    /// Why the offer does not hold, as a sentence; `nil` when it does.
    ///
    /// - Parameter definition: The action that the model has at this place now, as far as this user may see it.
    package func objection(
        userID: String, attributes: [String: String], definition: FieldAction?, now: Int64
    ) -> String? {
        if userID != self.userID { return "This action was offered to somebody else." }
        if now - issuedAt > Self.lifetime { return "This action was offered too long ago. Run the query again." }
        guard let definition, Self.digest(of: definition) == self.definition else {
            return "The model has changed since this action was offered. Run the query again."
        }
        if Self.digest(of: attributes) != standing {
            return "What you may see has changed since this action was offered. Run the query again."
        }
        return nil
    }

    private static func digest(of action: FieldAction) -> String { digest(of: action.json) }

    private static func digest(of attributes: [String: String]) -> String {
        digest(of: .array(attributes.sorted { $0.key < $1.key }.map { [.string($0.key), .string($0.value)] }))
    }

    private static func digest(of value: JSONValue) -> String {
        SHA256.hash(data: value.serialized()).reduce(into: "") { text, byte in
            text += (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }
    }
}

extension ActionTicket {
    var json: JSONValue {
        [
            "user": .string(userID), "model": .string(model), "explore": .string(explore), "field": .string(field),
            "place": .int(Int64(place)), "action": action.json, "issued_at": .int(issuedAt),
            "definition": .string(definition), "standing": .string(standing),
        ]
    }

    init?(_ json: JSONValue) {
        guard let userID = json["user"]?.stringValue, let model = json["model"]?.stringValue,
            let explore = json["explore"]?.stringValue, let field = json["field"]?.stringValue,
            let place = json["place"]?.intValue.flatMap({ Int(exactly: $0) }),
            let action = json["action"].flatMap({ FieldAction($0) }), let issuedAt = json["issued_at"]?.intValue,
            let definition = json["definition"]?.stringValue, let standing = json["standing"]?.stringValue
        else { return nil }
        self.userID = userID
        self.model = model
        self.explore = explore
        self.field = field
        self.place = place
        self.action = action
        self.issuedAt = issuedAt
        self.definition = definition
        self.standing = standing
    }
}
