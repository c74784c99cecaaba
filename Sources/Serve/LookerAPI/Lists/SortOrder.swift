internal import JSON

/// `sorts` of Looker's API: a comma list of properties, each with ` asc` or ` desc` where it is wished.
struct SortOrder {
    private let keys: [(name: String, descending: Bool)]

    init(_ text: String?) {
        keys = (text ?? "").split(separator: ",").compactMap { part in
            let words = part.split(whereSeparator: \.isWhitespace)
            guard let name = words.first else { return nil }
            return (String(name), words.count > 1 && words[1].lowercased() == "desc")
        }
    }

    var isEmpty: Bool { keys.isEmpty }

    /// Equal items stay in their order; what has no value comes last.
    func sorted(_ items: [JSONValue]) -> [JSONValue] {
        items.enumerated().map { (place: $0.offset, item: $0.element, keys: values(of: $0.element)) }.sorted {
            left, right in
            for (place, key) in keys.enumerated() {
                let order = Self.compare(left.keys[place], right.keys[place], descending: key.descending)
                if order != 0 { return order < 0 }
            }
            return left.place < right.place
        }.map(\.item)
    }

    private func values(of item: JSONValue) -> [JSONValue] { keys.map { item[$0.name] ?? .null } }

    private static func compare(_ left: JSONValue, _ right: JSONValue, descending: Bool) -> Int {
        switch (left.isNull, right.isNull) {
        case (true, true): return 0
        case (true, false): return 1
        case (false, true): return -1
        case (false, false): break
        }
        var order = 0
        if let one = number(left), let other = number(right) {
            order = one < other ? -1 : one > other ? 1 : 0
        } else {
            let (one, other) = (text(left), text(right))
            order = one < other ? -1 : one > other ? 1 : 0
        }
        return descending ? -order : order
    }

    /// Ids are numbers as text.
    private static func number(_ value: JSONValue) -> Double? {
        value.doubleValue
            ?? value.stringValue.flatMap { text in
                text.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Double(text) : nil
            }
    }

    private static func text(_ value: JSONValue) -> String { (value.stringValue ?? value.text).lowercased() }
}
