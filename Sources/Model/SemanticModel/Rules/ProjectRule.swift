package import LookML

/// A rule of good habit that a project may choose to follow. What breaks one works all the same, so that it is a warning.
package enum ProjectRule: String, Sendable, CaseIterable {
    case labelClash = "naming-label-clash"
    case snakeCase = "naming-snake-case"
    case missingDescription = "missing-description"

    /// Rules that are chosen together, under one name.
    package static let groups: [String: Set<ProjectRule>] = ["naming": Set(allCases)]

    /// The rules that a name stands for: a group, or one rule; `nil` for a name that stands for none.
    package static func named(_ name: String) -> Set<ProjectRule>? {
        groups[name] ?? ProjectRule(rawValue: name).map { [$0] }
    }

    /// All names that ``named(_:)`` knows, groups first.
    package static var names: [String] { groups.keys.sorted() + allCases.map(\.rawValue) }
}

extension Project {
    /// Everything in the project that breaks one of these rules, by place. What several explores show is told once.
    package func diagnostics(of rules: Set<ProjectRule>) -> [Diagnostic] {
        guard !rules.isEmpty else { return [] }
        let project = openedWhole()
        var problems: Set<Diagnostic> = []
        for model in project.models {
            for explore in model.explores {
                if rules.contains(.labelClash) { problems.formUnion(LabelClashRule.problems(of: explore)) }
                if rules.contains(.snakeCase) { problems.formUnion(SnakeCaseRule.problems(of: explore)) }
                if rules.contains(.missingDescription) {
                    problems.formUnion(MissingDescriptionRule.problems(of: explore))
                }
            }
        }
        return problems.sorted { ($0.location, $0.code, $0.message) < ($1.location, $1.code, $1.message) }
    }
}
