/// The objects of Looker's API and the types of their properties.
///
///     Look
///         id^ title folder:FolderBase view_count:int^
///
/// Without a type: text. `!` for a property that is always there, `^` for one that is read only.
enum ObjectTable {
    struct Property: Sendable {
        var name: String
        var type: String
        var isNeeded: Bool
        var isReadOnly: Bool
    }

    /// By name.
    static let all: [String: [Property]] = {
        var objects: [String: [Property]] = [:]
        for table in [queries, content, people, schedules, models] {
            var current = ""
            for line in table.split(separator: "\n") {
                guard line.hasPrefix(" ") else {
                    current = String(line)
                    continue
                }
                objects[current, default: []] += line.split(separator: " ").map { property(String($0)) }
            }
        }
        return objects
    }()

    private static func property(_ text: String) -> Property {
        var text = text
        let isReadOnly = text.hasSuffix("^")
        if isReadOnly { text.removeLast() }
        let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
        var name = parts.first ?? text
        let isNeeded = name.hasSuffix("!")
        if isNeeded { name.removeLast() }
        return Property(
            name: name, type: parts.count == 2 ? parts[1] : "str", isNeeded: isNeeded, isReadOnly: isReadOnly)
    }
}
