internal import FrontDoor
internal import Hummingbird
internal import JSON

/// The conditions of Looker's `search_…` calls: all that are given have to hold, or one of them with `filter_or=true`.
///
/// - Texts match without case; `%` stands for any text, `_` for any character.
/// - Ids take one value or a comma list; numbers and switches are equal or not.
/// - `IS NULL` and `NOT NULL` ask whether there is a value.
struct SearchMatch {
    /// How the values of a property are compared.
    enum Kind { case id, text, number, flag }

    private struct Condition {
        let property: String
        let kind: Kind
        let wanted: String
    }

    private let conditions: [Condition]
    private let takesAny: Bool

    /// - Parameter properties: What can be searched, and how.
    init(_ request: Request, _ properties: [(String, Kind)]) {
        conditions = properties.compactMap { name, kind in
            request.parameter(name).map { Condition(property: name, kind: kind, wanted: $0) }
        }
        takesAny = request.flag("filter_or") ?? false
    }

    /// Whether anything is asked.
    var isEmpty: Bool { conditions.isEmpty }

    /// - Parameter value: The property of the item by its name.
    func matches(_ value: (String) -> JSONValue) -> Bool {
        guard !conditions.isEmpty else { return true }
        return takesAny
            ? conditions.contains { Self.holds($0, value($0.property)) }
            : conditions.allSatisfy { Self.holds($0, value($0.property)) }
    }

    func matches(_ item: JSONValue) -> Bool { matches { item[$0] ?? .null } }

    private static func holds(_ condition: Condition, _ value: JSONValue) -> Bool {
        let hasValue = !value.isNull && value.stringValue != ""
        switch condition.wanted.uppercased() {
        case "IS NULL": return !hasValue
        case "NOT NULL": return hasValue
        default: break
        }
        switch condition.kind {
        case .id:
            guard hasValue else { return false }
            let id = value.stringValue ?? value.text
            return condition.wanted.split(separator: ",").contains { trimmed($0) == id }
        case .text:
            guard let text = value.stringValue else { return false }
            return Pattern(condition.wanted).matches(text)
        case .number:
            guard let number = value.doubleValue else { return false }
            return Double(condition.wanted) == number
        case .flag:
            let wanted = ["true", "yes", "on", "1"].contains(condition.wanted.lowercased())
            return (value.boolValue ?? false) == wanted
        }
    }

    private static func trimmed(_ text: Substring) -> String {
        String(text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }

    /// SQL's LIKE without case. Works through the text once for each `%`, so that no pattern takes long.
    struct Pattern {
        private let pattern: [Character]

        init(_ pattern: String) { self.pattern = Array(pattern.lowercased()) }

        func matches(_ text: String) -> Bool {
            let text = Array(text.lowercased())
            var (place, at) = (0, 0)
            var star: (place: Int, at: Int)?
            while at < text.count {
                if place < pattern.count, pattern[place] == "%" {
                    star = (place, at)
                    place += 1
                } else if place < pattern.count, pattern[place] == "_" || pattern[place] == text[at] {
                    place += 1
                    at += 1
                } else if let last = star {
                    star = (last.place, last.at + 1)
                    place = last.place + 1
                    at = last.at + 1
                } else {
                    return false
                }
            }
            return pattern[place...].allSatisfy { $0 == "%" }
        }
    }
}
