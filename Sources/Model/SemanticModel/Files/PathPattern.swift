/// The path of an `include` below the project's root: `*` stands for anything within one part, `**` for any number of
/// parts.
struct PathPattern: Hashable {
    enum Refusal: Error { case leavesProject, otherProject(String) }

    let parts: [String]

    /// - Parameter folder: The parts of the folder of the including file.
    init(_ text: String, in folder: [String]) throws(Refusal) {
        if text.hasPrefix("//") {
            throw .otherProject(text.dropFirst(2).split(separator: "/").first.map(String.init) ?? "")
        }
        let written = text.split(separator: "/").map(String.init).filter { $0 != "." }
        // Nothing above the root can be meant: a project is closed, whatever the file system holds beside it.
        guard !written.contains("..") else { throw .leavesProject }
        parts = text.hasPrefix("/") ? written : folder + written
    }

    var hasWildcard: Bool { parts.contains { $0.contains("*") } }

    var text: String { parts.joined(separator: "/") }

    /// What every path begins with that the pattern means. The part before a `**` may be the last of a path, and then leave
    /// out its ending.
    var prefix: String {
        var written = Array(parts.prefix { !$0.contains("*") })
        if written.count == parts.count || parts[written.count] == "**" { written = Array(written.dropLast()) }
        return written.map { $0 + "/" }.joined()
    }

    /// Whether the pattern means `path`; the last part may leave out `.lkml` or `.lookml`.
    func matches(_ path: [String]) -> Bool {
        var place = 0
        var partIndex = 0
        // Where to go on when the last `**` takes one part more.
        var retry: (part: Int, place: Int)?
        while place < path.count {
            if partIndex < parts.count, parts[partIndex] == "**" {
                retry = (partIndex, place)
                partIndex += 1
            } else if partIndex < parts.count, matches(path[place], parts[partIndex], isLast: place == path.count - 1) {
                partIndex += 1
                place += 1
            } else if let last = retry {
                retry = (last.part, last.place + 1)
                partIndex = last.part + 1
                place = last.place + 1
            } else {
                return false
            }
        }
        return parts[partIndex...].allSatisfy { $0 == "**" }
    }

    private func matches(_ name: String, _ pattern: String, isLast: Bool) -> Bool {
        if Self.wildcard(pattern, matches: name) { return true }
        guard isLast else { return false }
        return Self.wildcard(pattern + ".lkml", matches: name) || Self.wildcard(pattern + ".lookml", matches: name)
    }

    private static func wildcard(_ pattern: String, matches name: String) -> Bool {
        if !pattern.contains("*") { return pattern == name }
        let pattern = Array(pattern.utf8)
        let name = Array(name.utf8)
        var place = 0
        var patternPlace = 0
        var retry: (pattern: Int, place: Int)?
        while place < name.count {
            if patternPlace < pattern.count, pattern[patternPlace] == UInt8(ascii: "*") {
                retry = (patternPlace, place)
                patternPlace += 1
            } else if patternPlace < pattern.count, pattern[patternPlace] == name[place] {
                patternPlace += 1
                place += 1
            } else if let last = retry {
                retry = (last.pattern, last.place + 1)
                patternPlace = last.pattern + 1
                place = last.place + 1
            } else {
                return false
            }
        }
        return pattern[patternPlace...].allSatisfy { $0 == UInt8(ascii: "*") }
    }
}
