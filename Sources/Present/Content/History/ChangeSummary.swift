import JSON

/// Says in a sentence what is different between two states of a Look or dashboard.
enum ChangeSummary {
    private enum Verb: String, CaseIterable { case added, removed, changed }

    private struct Change {
        var verb: Verb
        var what: String
    }

    private static let mostNamed = 6

    /// - Parameters: Both in the shape of content files.
    static func text(from old: JSONObject, to new: JSONObject) -> String {
        var changes: [Change] = []
        let keys = new.keys + old.keys.filter { new[$0] == nil }
        for key in keys where old[key] != new[key] {
            switch key {
            case "elements": changes += parts(old[key], new[key], called: "tile")
            case "filters" where old[key]?.arrayValue != nil || new[key]?.arrayValue != nil:
                changes += parts(old[key], new[key], called: "filter")
            case "element_ids", "filter_ids": break
            default:
                changes.append(Change(verb: .changed, what: "the " + (words[key] ?? key.replacing("_", with: " "))))
            }
        }
        guard !changes.isEmpty else { return "Saved" }
        let named = changes.prefix(mostNamed)
        let clauses = Verb.allCases.compactMap { verb -> String? in
            let these = named.filter { $0.verb == verb }.map(\.what)
            return these.isEmpty ? nil : verb.rawValue + " " + these.joined(separator: ", ")
        }
        let rest = changes.count - named.count
        let text = clauses.joined(separator: "; ") + (rest > 0 ? " and \(rest) more" : "")
        return text.prefix(1).uppercased() + text.dropFirst()
    }

    private static let words = [
        "vis_config": "picture", "run_on_load": "running on load", "refresh": "refresh interval",
    ]

    /// Tiles and filters by their names.
    private static func parts(_ old: JSONValue?, _ new: JSONValue?, called kind: String) -> [Change] {
        let (before, after) = (byName(old), byName(new))
        var changes: [Change] = []
        var moved = 0
        for (name, part) in after {
            let what = "\(kind) \(quoted(name, part))"
            guard let earlier = before.first(where: { $0.name == name })?.part else {
                changes.append(Change(verb: .added, what: what))
                continue
            }
            guard earlier != part else { continue }
            if withoutPlace(earlier) == withoutPlace(part) {
                moved += 1
            } else {
                changes.append(Change(verb: .changed, what: what))
            }
        }
        for (name, part) in before where !after.contains(where: { $0.name == name }) {
            changes.append(Change(verb: .removed, what: "\(kind) \(quoted(name, part))"))
        }
        if moved > 0 { changes.append(Change(verb: .changed, what: "the layout")) }
        if changes.isEmpty { changes.append(Change(verb: .changed, what: "the order of \(kind)s")) }
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
