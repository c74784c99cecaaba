import JSON
import LookML
import SemanticModel

/// What is shown of a field, a view or an explore.
struct ShownDefinition {
    /// `dimension`, `measure`, `dimension group`, `view`, `explore` …
    var kind: String
    var name: String
    var model: String
    var location: SourceLocation?
    /// Further places that have a part in it.
    var refinements: [SourceLocation] = []
    /// What is known of it, in the order in which it is shown: `type`, `label` …
    var properties: [(name: String, value: String)] = []
    /// The members of a dimension group, the fields of a view, the joins of an explore.
    var members: [String] = []
    var lookML: String?
    var explores: [InExplore] = []
    var uses: [Use] = []

    /// A field as one explore has it.
    struct InExplore {
        var explore: String
        /// Its name there.
        var field: String
        /// The statement that reads it.
        var sql: String?
        /// Why there is none.
        var obstacle: String?
    }
}

extension ShownDefinition {
    var json: JSONValue {
        var members: [(String, JSONValue)] = [
            ("kind", .string(kind)), ("name", .string(name)), ("model", .string(model)),
        ]
        for (name, value) in properties { members.append((name.replacing(" ", with: "_"), .string(value))) }
        if let location { members += Self.json(location) }
        members += [
            ("refinements", .array(refinements.map { .object(JSONObject(Self.json($0))) })),
            ("members", .array(self.members.map(JSONValue.string))), ("lookml", JSONValue(lookML)),
            (
                "explores",
                .array(
                    explores.map {
                        [
                            "explore": .string($0.explore), "field": .string($0.field), "sql": JSONValue($0.sql),
                            "error": JSONValue($0.obstacle),
                        ]
                    })
            ),
            (
                "used_by",
                .array(
                    uses.map { use in
                        .object(
                            JSONObject(
                                [
                                    ("kind", .string(use.user.rawValue)), ("name", .string(use.name)),
                                    ("parameter", .string(use.parameter)),
                                ] + Self.json(use.location)))
                    })
            ),
        ]
        return .object(JSONObject(members))
    }

    private static func json(_ location: SourceLocation) -> [(String, JSONValue)] {
        [
            ("file", .string(location.file)), ("line", .int(Int64(location.line))),
            ("column", .int(Int64(location.column))),
        ]
    }

    var text: String {
        var lines = ["\(kind) \(name)"]
        var table = [("model", model)]
        if let location { table.append(("defined", "\(location)")) }
        for place in refinements { table.append(("refined", "\(place)")) }
        table += properties.map { ($0.name, $0.value) }
        if !members.isEmpty { table.append((Self.membersTitle(kind), members.joined(separator: ", "))) }
        let width = table.map { $0.0.count }.max() ?? 0
        for (name, value) in table {
            let padded = name + String(repeating: " ", count: width - name.count)
            lines.append("  \(padded)  \(Self.indented(value, by: width + 4).drop { $0 == " " })")
        }
        if let lookML { lines += ["", "LookML", Self.indented(lookML, by: 2)] }
        for entry in explores {
            let alias = entry.field == name || entry.field.isEmpty ? "" : ", as \(entry.field)"
            lines += ["", "SQL in the explore \(entry.explore)\(alias)"]
            lines.append(Self.indented(entry.sql ?? entry.obstacle ?? "", by: 2))
        }
        lines += ["", uses.isEmpty ? "Nothing uses it." : "Used by"]
        let places = uses.map { "\($0.location)" }
        let placeWidth = min(60, places.map(\.count).max() ?? 0)
        for (use, place) in zip(uses, places) {
            let padded = place + String(repeating: " ", count: max(0, placeWidth - place.count))
            lines.append("  \(padded)  \(use.user.rawValue) \(use.name) (\(use.parameter))")
        }
        return lines.joined(separator: "\n")
    }

    private static func membersTitle(_ kind: String) -> String {
        switch kind {
        case "explore": "views"
        case "view": "fields"
        default: "members"
        }
    }

    private static func indented(_ text: String, by blanks: Int) -> String {
        let indent = String(repeating: " ", count: blanks)
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        while lines.last?.isEmpty == true { lines.removeLast() }
        return lines.map { $0.isEmpty ? "" : indent + $0 }.joined(separator: "\n")
    }
}
