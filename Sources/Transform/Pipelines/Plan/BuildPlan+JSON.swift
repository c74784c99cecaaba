package import JSON
package import SQLLineage

extension BuildPlan {
    /// What a change of SQL means, in a few words.
    package static func text(_ change: ChangeClass) -> String {
        switch change {
        case .none: "no other rows"
        case .additive(let added): "new columns: \(added.joined(separator: ", "))"
        case .breaking(let difference):
            difference.rowsDiffer || difference.columns.isEmpty
                ? "breaking: other rows" : "breaking: \(difference.columns.joined(separator: ", "))"
        }
    }

    /// The plan for programs. Instants are UTC, `2026-01-31 00:00:00`.
    package func json(_ project: PipelineProject) -> JSONValue {
        [
            "builds": .array(builds.map { Self.json($0, project) }),
            "unchanged": ArtifactValues.texts(unchanged.map(\.text)),
            "broken": .array(broken.map { ["node": .string($0.node.text), "message": .string($0.message)] }),
            "removed": .array(removed.map { ["node": .string($0.node), "table": .string($0.table)] }),
            "estimated_seconds": .double(estimatedSeconds), "notes": ArtifactValues.texts(notes),
        ]
    }

    private static func json(_ entry: Entry, _ project: PipelineProject) -> JSONValue {
        let intervals = (entry.intervals?.intervals ?? []).map { interval -> JSONValue in
            [
                "from": .string(UTCTime.text(interval.range.from)), "to": .string(UTCTime.text(interval.range.to)),
                "reason": .string(interval.reason.rawValue),
            ]
        }
        return .object(
            JSONObject([
                ("node", .string(entry.node.text)),
                ("table", .string(project.models[entry.node]?.relation.description ?? entry.node.text)),
                ("kind", .string(entry.kind.rawValue)), ("reasons", ArtifactValues.texts(entry.reasons.map(\.text))),
                ("change", JSONValue(entry.change.map(text))),
                ("old_sql", JSONValue(entry.change == nil ? nil : entry.oldSQL)),
                ("new_sql", JSONValue(entry.change == nil ? nil : entry.newSQL)),
                ("intervals", .array(intervals)), ("last_rows", entry.lastRows.map(JSONValue.int) ?? .null),
                ("estimated_seconds", entry.estimatedSeconds.map(JSONValue.double) ?? .null),
                ("dependents", .array(entry.dependents.map(json))), ("notes", ArtifactValues.texts(entry.notes)),
                ("last_state", JSONValue(entry.lastState?.rawValue)),
            ]))
    }

    private static func json(_ dependent: Dependent) -> JSONValue {
        ["kind": .string(dependent.kind), "name": .string(dependent.name), "title": JSONValue(dependent.title)]
    }
}
