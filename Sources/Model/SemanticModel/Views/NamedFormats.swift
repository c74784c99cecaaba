internal import LookML

/// Number formats by name: those of the language and those of a model.
struct NamedFormats: Sendable, Hashable {
    private(set) var ofModel: [String: String] = [:]
    private(set) var strict: Set<String> = []

    static let builtIn: [String: String] = [
        "decimal_0": "#,##0", "decimal_1": "#,##0.0", "decimal_2": "#,##0.00", "decimal_3": "#,##0.000",
        "decimal_4": "#,##0.0000",
        "usd_0": "$#,##0", "usd": "$#,##0.00", "gbp_0": "\"£\"#,##0", "gbp": "\"£\"#,##0.00",
        "eur_0": "\"€\"#,##0", "eur": "\"€\"#,##0.00",
        "percent_0": "#,##0%", "percent_1": "#,##0.0%", "percent_2": "#,##0.00%", "percent_3": "#,##0.000%",
        "percent_4": "#,##0.0000%", "id": "0",
    ]

    init(_ scope: some LookMLScope, problems: ProblemList) {
        for (item, block) in scope.blocks("named_value_format") {
            guard let name = block.name?.value, let pattern = block.text("value_format") else {
                problems.report(
                    "missing-parameter", "A named format needs a name and a `value_format`.", at: item.location)
                continue
            }
            if ofModel[name] != nil {
                problems.report(
                    "duplicate-name", "The model has a format `\(name)` already.", at: item.location)
                continue
            }
            ofModel[name] = pattern
            if block.flag("strict_value_format") ?? false { strict.insert(name) }
        }
    }

    /// The pattern of a format. Reports an unknown name.
    func pattern(_ name: LookMLToken, problems: ProblemList) -> String? {
        if let pattern = ofModel[name.value] ?? Self.builtIn[name.value] { return pattern }
        problems.report(
            "unknown-format", "There is no format `\(name.value)`.", at: name.location,
            suggestion: Suggestion.nearest(to: name.value, in: Array(ofModel.keys) + Array(Self.builtIn.keys)))
        return nil
    }
}
