package import JSON
internal import SQL
package import Warehouse

extension ResultSet {
    /// Each row as an object by column name, without what is NULL. Times are ISO 8601 in UTC with all their digits.
    package func objects() -> [JSONObject] {
        var objects: [JSONObject] = []
        for batch in batches {
            for row in 0..<batch.rowCount {
                var members: [(String, JSONValue)] = []
                for (place, column) in columns.enumerated() {
                    let isJSON = column.type == "JSON" || Self.jsonColumns.contains(column.name)
                    guard let value = batch.columns[place].json(row, isJSON: isJSON) else { continue }
                    members.append((column.name, value))
                }
                objects.append(JSONObject(members))
            }
        }
        return objects
    }

    /// Columns of the tables of events and people that hold objects; not every driver says so.
    private static let jsonColumns: Set<String> = [
        "properties", "initial_properties", "event_properties", "user_properties", "group_properties", "groups",
        "extra",
    ]
}

extension Column {
    /// The value of a row; `nil` for NULL and for what JSON has no form for.
    fileprivate func json(_ row: Int, isJSON: Bool) -> JSONValue? {
        guard !isNull(row) else { return nil }
        switch values {
        case .bool(let values): return .bool(values[row])
        case .int(let values): return .int(values[row])
        case .uint(let values): return Int64(exactly: values[row]).map(JSONValue.int) ?? .string(String(values[row]))
        case .hugeInt(let values):
            return Int64(exactly: values[row]).map(JSONValue.int) ?? .string(String(values[row]))
        case .uhugeInt(let values): return .string(String(values[row]))
        case .double(let values): return values[row].isFinite ? .double(values[row]) : nil
        case .decimal(let values, let scale): return .double(Double(unscaled: values[row], scale: scale))
        case .date(let values): return .string(CivilText.date(days: Int64(values[row])))
        case .timestamp(let values), .timestampTZ(let values): return .string(Self.iso(values[row]))
        case .uuid(let values): return .string(Self.uuid(values[row]))
        case .text(let values):
            guard isJSON else { return .string(values[row]) }
            return (try? JSONValue.parse(values[row])) ?? .string(values[row])
        case .time, .interval, .blob, .nested: return nil
        }
    }

    /// `2026-03-02T09:30:00.123456Z`
    private static func iso(_ time: Int64) -> String {
        let text = CivilText.timestamp(microseconds: time)
        return text.replacing(" ", with: "T", maxReplacements: 1) + "Z"
    }

    private static func uuid(_ value: UInt128) -> String {
        let digits = String(value, radix: 16)
        let all = Array(String(repeating: "0", count: max(0, 32 - digits.count)) + digits)
        let parts = [0..<8, 8..<12, 12..<16, 16..<20, 20..<32].map { String(all[$0]) }
        return parts.joined(separator: "-")
    }
}
