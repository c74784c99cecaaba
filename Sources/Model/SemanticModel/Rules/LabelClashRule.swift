internal import LookML

/// Two fields that people can't tell apart: in one explore, under one heading, with one label.
enum LabelClashRule {
    static func problems(of explore: Explore) -> [Diagnostic] {
        var first: [String: Field] = [:]
        return explore.fields.compactMap { field in
            guard !field.hidden else { return nil }
            let label = field.label.lowercased()
            guard let other = first[label] else {
                first[label] = field
                return nil
            }
            return Diagnostic(
                code: ProjectRule.labelClash.rawValue, severity: .warning,
                message: "`\(field.name)` and `\(other.name)` (\(other.location)) are both called "
                    + "\"\(field.label)\".",
                location: field.location, suggestion: "Give one of them another `label`, or hide it.")
        }
    }
}
