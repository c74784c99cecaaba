internal import LookML

/// Explores and fields that people see and of which nothing says what they mean.
enum MissingDescriptionRule {
    static func problems(of explore: Explore) -> [Diagnostic] {
        guard !explore.hidden else { return [] }
        var problems: [Diagnostic] = []
        if explore.description?.isEmpty ?? true {
            problems.append(problem("explore", explore.name, at: explore.location))
        }
        for field in explore.fields where !field.hidden && (field.description?.isEmpty ?? true) {
            let name = field.dimensionGroup ?? field.name
            // Under whatever name an explore joins the view.
            let short = name.drop { $0 != "." }.dropFirst()
            problems.append(
                problem(
                    field.dimensionGroup == nil ? field.category.rawValue : "dimension group", String(short),
                    at: field.location))
        }
        return problems
    }

    private static func problem(_ what: String, _ name: String, at location: SourceLocation) -> Diagnostic {
        Diagnostic(
            code: ProjectRule.missingDescription.rawValue, severity: .warning,
            message: "The \(what) `\(name)` has no description.", location: location,
            suggestion: "description: \"…\"")
    }
}
