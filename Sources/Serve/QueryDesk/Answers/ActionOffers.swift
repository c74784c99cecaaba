internal import DataActions
internal import FrontDoor
internal import Presentation
internal import SemanticModel

/// Makes the tokens of the actions in one result, for the person who asked for it.
struct ActionOffers: Sendable {
    private struct Place: Hashable {
        var field: String
        var place: Int
    }

    private let seal: ActionSeal
    private let caller: Caller
    private let model: String
    private let explore: String
    /// As the model has them.
    private let definitions: [Place: FieldAction]
    private let now: Int64

    /// - Parameter fields: Of the result.
    /// - Returns: `nil` where nothing is offered: there are no actions, or the guest of a demo looks, who changes nothing.
    init?(
        _ seal: ActionSeal, to caller: Caller, model: String, explore: Explore, fields: [Field], now: Int64
    ) {
        guard !caller.isVisitor else { return nil }
        var definitions: [Place: FieldAction] = [:]
        for name in fields.filter({ !$0.details.actions.isEmpty }).map(\.name) {
            for (place, action) in (explore.field(name)?.details.actions ?? []).enumerated() {
                definitions[Place(field: name, place: place)] = action
            }
        }
        guard !definitions.isEmpty else { return nil }
        self.seal = seal
        self.caller = caller
        self.model = model
        self.explore = explore.name
        self.definitions = definitions
        self.now = now
    }

    @Sendable func token(of action: CellAction) -> String? {
        guard let definition = definitions[Place(field: action.field, place: action.place)] else { return nil }
        return seal.token(
            of: ActionTicket(
                userID: caller.userID, attributes: caller.attributes, model: model, explore: explore,
                field: action.field, place: action.place, definition: definition, action: action.action,
                issuedAt: now))
    }
}
