internal import JSON
package import SemanticModel

/// Data actions of LookML: offers them in cells, and sends those that somebody chooses.
package struct DataActions: Sendable {
    package let seal = ActionSeal()
    private let sender: ActionSender

    /// - Parameter allowedHosts: Where actions may be sent.
    package init(allowedHosts: AllowedHosts) {
        self.init(sender: ActionSender(allowed: allowedHosts))
    }

    init(sender: ActionSender) { self.sender = sender }

    /// The fields to fill in: those of the model, then those that `form_url` answers. Where both have a name, the
    /// fetched one counts.
    ///
    /// - Parameter attributes: Of the user, for those that the action sends along.
    package func form(
        of action: FieldAction, attributes: [String: String]
    ) async throws(ActionFailure) -> [FieldAction.FormParameter] {
        guard let url = action.formURL else { return action.formParameters }
        let reply = try await sender.post(Self.body(of: action, values: [:], attributes: attributes), to: url)
        let fetched = try ActionForm.read(reply, from: ActionAddress(url)?.authority ?? "")
        return action.formParameters.filter { own in !fetched.contains { $0.name == own.name } } + fetched
    }

    /// Sends the action, once. What is wrong with the values or comes back is in the outcome.
    ///
    /// - Parameters:
    ///   - values: What somebody filled in, by the names of the fields.
    ///   - attributes: Of the user, for those that the action sends along.
    package func perform(
        _ action: FieldAction, values: [String: String], attributes: [String: String]
    ) async -> ActionOutcome {
        // A form that was fetched may replace fields of the model; it is checked by whoever it came from.
        let objections =
            action.formURL == nil ? ActionForm.objections(to: values, in: action.formParameters) : []
        guard objections.isEmpty else { return ActionOutcome(isSuccess: false, objections: objections) }
        do {
            let reply = try await sender.post(
                Self.body(of: action, values: values, attributes: attributes), to: action.url)
            return ActionOutcome(reply, from: ActionAddress(action.url)?.authority ?? "")
        } catch {
            return ActionOutcome(error)
        }
    }

    /// The host to which an action goes, for the log; empty for an address that is none.
    package static func host(of action: FieldAction) -> String { ActionAddress(action.url)?.authority ?? "" }

    /// The body of Looker's data actions. Attributes that the user does not have are null.
    static func body(of action: FieldAction, values: [String: String], attributes: [String: String]) -> [UInt8] {
        var data = JSONObject()
        for parameter in action.parameters { data[parameter.name] = .string(parameter.value) }
        for attribute in action.userAttributes { data[attribute.value] = JSONValue(attributes[attribute.name]) }
        let form = JSONObject(values.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value)) })
        let json: JSONValue = ["type": "cell", "data": .object(data), "form_params": .object(form)]
        return json.serialized()
    }
}
