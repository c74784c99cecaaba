internal import LookML

/// What a model says that its views depend on: where two models say the same, a view is the same in both.
struct ViewSettings: Sendable, Hashable {
    /// Months from January to the start of the fiscal year; `nil` when the model does not say.
    var fiscalMonthOffset: Int?
    var formats: NamedFormats
    var accessGrants: [String: AccessGrant]
    var mapLayers: [MapLayer]

    init(formats: NamedFormats, accessGrants: [String: AccessGrant], mapLayers: [MapLayer]) {
        self.formats = formats
        self.accessGrants = accessGrants
        self.mapLayers = mapLayers
    }

    /// No grant has this name, so that nobody has it.
    static let nobody = ""

    /// The grants that an object asks for. What can't be read asks for one that nobody has: a rule written wrongly is
    /// still a rule.
    func grants(of object: NamedObject, problems: ProblemList) -> [String] {
        guard let item = object.item("required_access_grants") else { return [] }
        let tokens: [LookMLToken]
        switch item.value {
        case .literal(let token), .string(let token), .expression(let token, _): tokens = [token]
        case .list(let list):
            tokens = (object.strings("required_access_grants") ?? [])
            if tokens.count != list.elements.count { fallthrough }
        case .block:
            problems.report(
                "wrong-type", "`required_access_grants` is a list of grants; as it is, nobody has access.",
                at: item.location)
            return [Self.nobody]
        }
        for token in tokens where accessGrants[token.value] == nil {
            problems.report(
                "unknown-access-grant",
                "There is no access grant `\(token.value)` in this model, so that nobody has access.",
                at: token.location, suggestion: Suggestion.nearest(to: token.value, in: accessGrants.keys))
        }
        return Set(tokens.map(\.value)).sorted()
    }
}
