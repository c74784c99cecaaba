import JSON

/// Says in a sentence what is different between two states of a Look or dashboard.
enum ChangeSummary {
    /// - Parameters: Both in the shape of content files.
    static func text(from old: JSONObject, to new: JSONObject) -> String {
        var changes: [String] = []
        let keys = new.keys + old.keys.filter { new[$0] == nil }
        for key in keys where old[key] != new[key] {
            switch key {
            case "elements": changes += parts(old[key], new[key], called: "tile")
            case "filters" where old[key]?.arrayValue != nil || new[key]?.arrayValue != nil:
                changes += parts(old[key], new[key], called: "filter")
            case "element_ids", "filter_ids": break
            default: changes.append("the " + (words[key] ?? key.replacing("_", with: " ")))
            }
        }
        guard !changes.isEmpty else { return "Saved" }
        let shown = changes.prefix(6)
        let rest = changes.count - shown.count
        let list = shown.joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : "")
        return "Changed " + list
    }

    private static let words = [
        "vis_config": "picture", "run_on_load": "running on load", "refresh": "refresh interval",
    ]

    /// Tiles and filters by their names.
    private static func parts(_ old: JSONValue?, _ new: JSONValue?, called kind: String) -> [String] {
        let (before, after) = (byName(old), byName(new))
        var changes: [String] = []
        var moved = 0
        for (name, part) in after {
            let earlier = before.first { $0.name == name }?.part
            if earlier == nil {
                changes.append("new \(kind) \(quoted(name, part))")
            } else if let earlier, earlier != part {
                if withoutPlace(earlier) == withoutPlace(part) {
                    moved += 1
                } else {
                    changes.append("\(kind) \(quoted(name, part))")
                }
            }
        }
        for (name, part) in before where !after.contains(where: { $0.name == name }) {
            changes.append("without \(kind) \(quoted(name, part))")
        }
        if moved > 0 { changes.append("the layout") }
        if changes.isEmpty { changes.append("the order of \(kind)s") }
        return changes
    }

    private static func quoted(_ name: String, _ part: JSONObject) -> String {
        let title = part["title"]?.stringValue ?? part["title_text"]?.stringValue ?? name
        return "\"" + title.prefix(60) + "\""
    }

    private static func withoutPlace(_ part: JSONObject) -> JSONObject {
        JSONObject(
            part.members.filter { !["row", "col", "width", "height"].contains($0.key) }.map { ($0.key, $0.value) })
    }

    private static func byName(_ value: JSONValue?) -> [(name: String, part: JSONObject)] {
        (value?.arrayValue ?? []).compactMap(\.objectValue).map { ($0["name"]?.stringValue ?? "", $0) }
    }
}
