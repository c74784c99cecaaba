internal import JSON

/// Calls whose result can be as large, or take as long, as whoever writes them likes: the engine's limits of memory and
/// time don't hold for them (a list of a billion numbers is made before anybody looks at the clock).
enum BoundedCalls {
    /// Refused unless unbounded calls are allowed.
    private static let unbounded: Set<String> = [
        "repeat", "lpad", "rpad", "levenshtein", "editdist3", "damerau_levenshtein", "array_resize", "list_resize",
        "format", "printf", "to_base", "equi_width_bins", "bar", "factorial", "!__postfix", "jaccard",
    ]
    private static let counting: Set<String> = ["range", "generate_series"]
    /// Rows of a call in FROM.
    private static let mostRows = 1_000_000.0
    /// Values of all calls of a statement multiplied, since they may stand in each other: some 2000 rows are made at once.
    static let mostValues = 10_000.0

    /// - Parameter isTable: Whether the call stands in FROM, where rows come one after the other.
    /// - Returns: How many values each value of the statement may become by the call.
    static func check(
        _ name: String, _ call: JSONObject, isTable: Bool, _ rules: GateRules
    ) throws(StatementRefusal) -> Double {
        guard !rules.allowsUnbounded else { return 1 }
        if unbounded.contains(name), !isTable {
            // A width or count that is written out and small is what people mean.
            if ["lpad", "rpad", "repeat"].contains(name), let count = number(call["children"]?.arrayValue?[safe: 1]),
                abs(count) <= 1_000
            {
                return max(1, abs(count))
            }
            throw StatementRefusal(
                .function,
                "\(name.replacing("!__postfix", with: "!")) can make a result of any size and is not offered here"
                    + (["lpad", "rpad", "repeat"].contains(name) ? ", unless its count is a number up to 1000." : "."))
        }
        guard counting.contains(name) else { return 1 }
        let values = call["children"]?.arrayValue ?? []
        let numbers = values.map { number($0) }
        if numbers.allSatisfy({ $0 != nil }) {
            let found = numbers.compactMap { $0 }
            let (start, end) = found.count > 1 ? (found[0], found[1]) : (0, found.first ?? 0)
            let step = found.count > 2 ? abs(found[2]) : 1
            let count = abs(end - start) / step
            if step > 0, count <= (isTable ? mostRows : mostValues) { return isTable ? 1 : max(1, count) }
        } else if isTable, values.allSatisfy({ isConstant($0) }) {
            return 1
        }
        throw StatementRefusal(
            .function,
            "\(name) needs numbers that are written out: in FROM they may give 1000000 rows, elsewhere 10000 values. With "
                + "dates it can stand in FROM.")
    }

    /// A number as it is written, with its sign.
    private static func number(_ value: JSONValue?) -> Double? {
        guard let node = value?.objectValue else { return nil }
        switch node["class"]?.stringValue {
        case "CONSTANT":
            let type = node["value"]?["type"]?["id"]?.stringValue ?? ""
            guard ["INTEGER", "BIGINT", "SMALLINT", "TINYINT", "HUGEINT", "UINTEGER", "UBIGINT"].contains(type) else {
                return nil
            }
            return node["value"]?["value"]?.doubleValue
        case "FUNCTION":
            guard node["function_name"]?.stringValue == "-", let children = node["children"]?.arrayValue,
                children.count == 1
            else { return nil }
            return number(children[0]).map { -$0 }
        default: return nil
        }
    }

    /// Whether no column, query or call of its own stands in it, but for what dates and intervals are written with.
    private static func isConstant(_ value: JSONValue, depth: Int = 0) -> Bool {
        guard depth < 8, let node = value.objectValue else { return false }
        switch node["class"]?.stringValue {
        case "CONSTANT": return true
        case "CAST": return isConstant(node["child"] ?? .null, depth: depth + 1)
        case "COLUMN_REF":
            // Dates of today are written like columns.
            let names = node["column_names"]?.arrayValue ?? []
            return names.count == 1
                && ["current_date", "current_timestamp"].contains(names[0].stringValue?.lowercased())
        case "FUNCTION":
            let name = node["function_name"]?.stringValue?.lowercased() ?? ""
            let isTime =
                name.hasPrefix("to_") || ["-", "+", "trunc", "today", "now", "date_trunc", "make_date"].contains(name)
            return isTime && (node["children"]?.arrayValue ?? []).allSatisfy { isConstant($0, depth: depth + 1) }
        default: return false
        }
    }
}

extension Array {
    fileprivate subscript(safe place: Int) -> Element? { indices.contains(place) ? self[place] : nil }
}
