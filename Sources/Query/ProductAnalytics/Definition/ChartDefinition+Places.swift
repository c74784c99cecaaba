internal import JSON

extension ChartDefinition {
    /// Where the definition first names a property, a column, a cohort or a type of groups: `events[0].group_by[1]`.
    func place(of name: String) -> String? {
        var found: [(path: String, key: String)] = []
        Self.find(name, in: written, at: "", under: "", &found)
        return (found.first { Self.keysOfNames.contains($0.key) } ?? found.first)?.path
    }

    private static let keysOfNames: Set<String> = [
        "property", "group_by", "by", "breakdown", "touch", "sum", "revenue", "hold", "cohort", "cohorts",
        "not_in_cohorts", "count_by",
    ]
    /// What people write for people.
    private static let keysOfTexts: Set<String> = ["title", "description", "label", "name", "show", "value", "values"]

    private static func find(
        _ name: String, in value: JSONValue, at path: String, under key: String,
        _ found: inout [(path: String, key: String)]
    ) {
        switch value {
        case .string(let text):
            // `cohort:power users`, `group:company`, `entry:page`; a cohort may be named with its version beside it.
            if text == name || text.hasSuffix(":" + name) || (key == "cohort" && text == CohortReference(name).name) {
                found.append((path, key))
            }
        case .array(let items):
            for (place, item) in items.enumerated() {
                find(name, in: item, at: "\(path)[\(place)]", under: key, &found)
            }
        case .object(let object):
            for (key, member) in object.members where !keysOfTexts.contains(key) {
                find(name, in: member, at: path.isEmpty ? key : path + "." + key, under: key, &found)
            }
        default: break
        }
    }
}
