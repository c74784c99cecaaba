package import JSON
package import SemanticModel

/// A data action that a cell offers.
package struct CellAction: Sendable, Hashable {
    /// The full name of the field whose action it is.
    package var field: String
    /// Its place among the actions of the field.
    package var place: Int
    /// With all Liquid run with the values of the cell's row. Addresses are `http` or `https`.
    package var action: FieldAction

    /// An entry of the cell's menu. Where the action goes and what it sends is not for the reader's eyes: it is in the
    /// token, for the server that made it.
    package func json(token: String) -> JSONValue {
        var members: [(String, JSONValue)] = [
            ("label", .string(action.label)), ("url", .null), ("type", "action"), ("type_label", "Actions"),
            ("token", .string(token)),
        ]
        if let icon = action.iconURL { members.append(("icon_url", .string(icon))) }
        return .object(JSONObject(members))
    }
}

extension FieldAction {
    /// The action with the Liquid of all its texts run.
    ///
    /// - Returns: `nil` where it has no label or no address that can be sent to, and where any of its texts can't be
    ///   evaluated: half an action is never sent.
    func shown(_ facts: QueryFacts, field: Field, row: any LiquidRow) -> FieldAction? {
        func text(_ text: String) -> String? { LiquidTemplate.shown(text, facts: facts, field: field, row: row) }
        func address(_ text: String) -> String? {
            LiquidTemplate.shown(text, facts: facts, field: field, row: row, as: LiquidURLEscaper())
                .map { $0.trimmedLine }.flatMap { SafeURL.isWeb($0) ? $0 : nil }
        }
        var shown = self
        guard let label = text(self.label)?.trimmedLine, !label.isEmpty, let url = address(self.url) else { return nil }
        shown.label = label
        shown.url = url
        // A picture that can't be shown is no reason to hide what the action does.
        shown.iconURL = iconURL.flatMap { text in
            LiquidTemplate.shown(text, facts: facts, field: field, row: row, as: LiquidURLEscaper())?.trimmedLine
        }.flatMap { $0.isEmpty || $0 == LiquidURLEscaper.refused || !SafeURL.isAllowed($0) ? nil : $0 }
        if let formURL {
            guard let url = address(formURL) else { return nil }
            shown.formURL = url
        }
        for index in parameters.indices {
            guard let value = text(parameters[index].value) else { return nil }
            shown.parameters[index].value = value
        }
        for index in formParameters.indices {
            guard let parameter = formParameters[index].shown(text) else { return nil }
            shown.formParameters[index] = parameter
        }
        return shown
    }
}

extension FieldAction.FormParameter {
    fileprivate func shown(_ text: (String) -> String?) -> Self? {
        var shown = self
        for path in [\Self.label, \Self.description, \Self.defaultValue] {
            guard let written = self[keyPath: path] else { continue }
            guard let value = text(written) else { return nil }
            shown[keyPath: path] = value
        }
        for index in options.indices {
            guard let label = text(options[index].value) else { return nil }
            shown.options[index].value = label
        }
        return shown
    }
}
