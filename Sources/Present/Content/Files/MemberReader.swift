import JSON
import LookML

/// Takes the members of one mapping by name and type. What has the wrong type is reported and counts as absent; what
/// nobody took is left in ``rest``.
struct MemberReader {
    let location: SourceLocation
    let problems: Problems
    private let members: [ContentNode.Member]
    private var taken: Set<Int> = []

    init(_ members: [ContentNode.Member], at location: SourceLocation, problems: Problems) {
        self.members = members
        self.location = location
        self.problems = problems
    }

    /// A member that is there and not null.
    mutating func take(_ key: String) -> ContentNode? {
        guard let place = members.lastIndex(where: { $0.key.utf8.elementsEqual(key.utf8) }) else { return nil }
        taken.insert(place)
        let node = members[place].value
        return node.isNull ? nil : node
    }

    /// Any single value, as its text.
    mutating func text(_ key: String) -> String? {
        guard let node = take(key) else { return nil }
        guard let text = node.text else { return wrongType(key, "a text", node) }
        return text
    }

    mutating func requiredText(_ key: String, of object: String) -> String? {
        let before = problems.errorCount
        if let text = text(key), !text.isEmpty { return text }
        if problems.errorCount == before {
            problems.report("missing-key", "\(object) needs `\(key)`.", at: location)
        }
        return nil
    }

    mutating func bool(_ key: String) -> Bool? {
        guard let node = take(key) else { return nil }
        guard let bool = node.bool else { return wrongType(key, "true or false", node) }
        return bool
    }

    mutating func int(_ key: String, in range: ClosedRange<Int>) -> Int? {
        guard let node = take(key) else { return nil }
        guard let int = node.text.flatMap({ Int($0) }), range.contains(int) else {
            return wrongType(key, "a number from \(range.lowerBound) to \(range.upperBound)", node)
        }
        return int
    }

    /// A list of single values; one alone counts as a list of one.
    mutating func texts(_ key: String) -> [String] {
        located(key).map(\.name)
    }

    /// Like ``texts(_:)``, with the place of each.
    mutating func located(_ key: String) -> [(name: String, location: SourceLocation)] {
        guard let node = take(key) else { return [] }
        if let text = node.text { return [(text, node.location)] }
        guard let elements = node.elements else { return wrongType(key, "a list of texts", node) ?? [] }
        return elements.compactMap { element in
            if let text = element.text { return (text, element.location) }
            return wrongType(key, "a list of texts", element)
        }
    }

    /// A mapping of anything.
    mutating func object(_ key: String) -> JSONObject? {
        guard let node = take(key) else { return nil }
        guard case .object(let object) = node.json else { return wrongType(key, "a mapping", node) }
        return object
    }

    /// A list, empty if absent.
    mutating func elements(_ key: String) -> [ContentNode] {
        guard let node = take(key) else { return [] }
        return node.elements ?? wrongType(key, "a list", node) ?? []
    }

    /// What nobody took.
    var rest: JSONObject { JSONObject(restMembers.map { ($0.key, $0.value.json) }) }

    private var restMembers: [ContentNode.Member] {
        members.indices.filter { !taken.contains($0) }.map { members[$0] }
    }

    /// Warns of keys that nobody took.
    func reportRest(of object: String, known: [String]) {
        for member in restMembers {
            problems.report(
                "unknown-key", "\(object) has no key `\(member.key.prefix(80))`.", at: member.keyLocation,
                severity: .warning, suggestion: problems.suggestion(for: member.key, among: known))
        }
    }

    /// Warns of keys that nobody took and that look like a slip for one that there is. All others are kept.
    func reportMisspelt(of object: String, known: Set<String>) {
        for member in restMembers where !known.contains(member.key) {
            guard let meant = problems.misspelling(of: member.key, among: known) else { continue }
            problems.report(
                "unknown-key", "\(object) has no key `\(member.key.prefix(80))`.", at: member.keyLocation,
                severity: .warning, suggestion: meant)
        }
    }

    /// Where the value of a key stands.
    func location(of key: String) -> SourceLocation {
        members.last { $0.key.utf8.elementsEqual(key.utf8) }?.value.location ?? location
    }

    func wrongType<Value>(_ key: String, _ expected: String, _ node: ContentNode) -> Value? {
        problems.report("wrong-type", "`\(key)` has to be \(expected).", at: node.location)
        return nil
    }
}
