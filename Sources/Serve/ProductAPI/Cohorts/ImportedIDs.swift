internal import Content
internal import JSON

/// A list of ids as somebody sends it: a JSON array, an object with one of the keys of lists, or CSV with or without a heading.
package struct ImportedIDs: Sendable {
    package enum Kind: String, Sendable, CaseIterable {
        case people
        case users = "user_ids"
        case groups
    }

    package var kind: Kind
    /// Each once, in the order of the list.
    package var ids: [String]

    package static let most = 1_000_000

    /// - Parameter kind: What the ids are, where the list does not say.
    /// - Returns: `nil` with a reason.
    package static func read(_ bytes: [UInt8], kind: Kind?) -> (list: ImportedIDs?, problem: String?) {
        let first = bytes.first { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }
        let read: (kind: Kind?, ids: [String], problem: String?) =
            first == UInt8(ascii: "[") || first == UInt8(ascii: "{") ? json(bytes) : csv(bytes)
        if let problem = read.problem { return (nil, problem) }
        var seen: Set<String> = []
        let ids = read.ids.filter { !$0.isEmpty && seen.insert($0).inserted }
        guard !ids.isEmpty else { return (nil, "The list is empty.") }
        guard ids.count <= most else { return (nil, "The list has \(ids.count) ids; \(most) are taken at most.") }
        return (ImportedIDs(kind: kind ?? read.kind ?? .users, ids: ids), nil)
    }

    private static func json(_ bytes: [UInt8]) -> (Kind?, [String], String?) {
        let value: JSONValue
        do throws(JSONError) {
            value = try JSONValue.parse(bytes)
        } catch {
            return (nil, [], "The list can't be read: \(error)")
        }
        let kind = Kind.allCases.first { value[$0.rawValue] != nil }
        guard let list = value.arrayValue ?? kind.flatMap({ value[$0.rawValue]?.arrayValue }) else {
            return (nil, [], "Send a list of ids, or an object with user_ids, people or groups.")
        }
        let ids = list.map { $0.stringValue ?? $0.intValue.map { String($0) } }
        guard !ids.contains(nil) else { return (nil, [], "Ids are texts or whole numbers.") }
        return (kind, ids.compactMap { $0 }, nil)
    }

    private static let headings: [String: Kind] = [
        "user_id": .users, "userid": .users, "user": .users, "id": .users, "email": .users, "uid": .people,
        "person": .people, "people": .people, "group": .groups, "name": .groups,
    ]

    private static func csv(_ bytes: [UInt8]) -> (Kind?, [String], String?) {
        guard var text = String(validating: bytes, as: UTF8.self) else { return (nil, [], "The list is not UTF-8.") }
        if text.unicodeScalars.first == "\u{FEFF}" { text = String(text.unicodeScalars.dropFirst()) }
        let rows = CSVText.rows(of: text)
        guard let head = rows.first else { return (nil, [], nil) }
        let names = head.map { $0.lowercased().replacing(" ", with: "_") }
        // The user id goes before the number, and both before anything else that looks like an id.
        let known = ["user_id", "userid", "user", "uid", "person", "people", "email", "id", "group", "name"]
        let heading = known.first { names.contains($0) }
        guard let heading, let column = names.firstIndex(of: heading) else {
            guard head.count == 1 else {
                return (nil, [], "Several columns need a heading, one of them user_id, uid, email, id or name.")
            }
            return (nil, rows.compactMap(\.first), nil)
        }
        return (headings[heading], rows.dropFirst().compactMap { column < $0.count ? $0[column] : nil }, nil)
    }
}
