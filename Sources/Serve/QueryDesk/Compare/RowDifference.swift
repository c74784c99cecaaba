internal import JSON

/// How the rows of one query differ between two versions of a model.
struct RowDifference: Sendable {
    /// Rows with the same dimensions and other numbers.
    var changed: [(before: JSONObject, after: JSONObject)] = []
    var removed: [JSONObject] = []
    var added: [JSONObject] = []

    var isEmpty: Bool { changed.isEmpty && removed.isEmpty && added.isEmpty }

    /// - Parameters:
    ///   - keys: The columns that say which row it is. Rows that have the same are told apart by their order.
    init(before: [JSONObject], after: [JSONObject], keys: [String]) {
        var waiting: [Key: [JSONObject]] = [:]
        for row in after.reversed() { waiting[Key(row, keys), default: []].append(row) }
        for row in before {
            guard let other = waiting[Key(row, keys)]?.popLast() else {
                removed.append(row)
                continue
            }
            if !Self.areEqual(.object(row), .object(other)) { changed.append((row, other)) }
        }
        // In the order in which they came.
        for row in after {
            guard var rest = waiting[Key(row, keys)], !rest.isEmpty else { continue }
            added.append(rest.removeLast())
            waiting[Key(row, keys)] = rest
        }
    }

    private struct Key: Hashable {
        var values: [JSONValue]

        init(_ row: JSONObject, _ keys: [String]) { values = keys.map { row[$0] ?? .null } }
    }

    /// Sums of fractions differ in their last digits from one run to the next.
    private static func areEqual(_ left: JSONValue, _ right: JSONValue) -> Bool {
        if left == right { return true }
        if let a = left.doubleValue, let b = right.doubleValue {
            return abs(a - b) <= 1e-9 * max(abs(a), abs(b))
        }
        if let a = left.objectValue, let b = right.objectValue {
            return a.members.count == b.members.count
                && a.members.allSatisfy { areEqual($0.value, b[$0.key] ?? .null) && b[$0.key] != nil }
        }
        if let a = left.arrayValue, let b = right.arrayValue {
            return a.count == b.count && zip(a, b).allSatisfy { areEqual($0, $1) }
        }
        return false
    }
}
