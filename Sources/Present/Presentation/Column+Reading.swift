package import JSON
package import Warehouse

// How a value of a result column is read: as JSON, as text, as a number. Straight from the typed storage, so that a
// result of many rows makes no object for each value.

extension Column {
    /// Writes the value of `row`: numbers as numbers, dates and times as text, NULL as null.
    package func writeJSON(row: Int, to writer: inout JSONWriter) {
        if isNull(row) { return writer.null() }
        switch values {
        case .bool(let storage): writer.bool(storage[row])
        case .int(let storage): writer.int(storage[row])
        case .uint(let storage): writer.int(storage[row])
        case .hugeInt(let storage): writer.int(storage[row])
        case .uhugeInt(let storage): writer.int(storage[row])
        case .double(let storage): writer.double(storage[row])
        case .decimal(let unscaled, let scale): writer.raw(Self.decimal(unscaled[row], scale: scale).utf8)
        case .nested(let storage): Self.write(storage[row], to: &writer)
        default: writer.string(text(row: row) ?? "")
        }
    }

    /// The value of `row` as plain text without any formatting; `nil` for NULL.
    package func text(row: Int) -> String? {
        if isNull(row) { return nil }
        switch values {
        case .bool(let storage): return storage[row] ? "true" : "false"
        case .int(let storage): return String(storage[row])
        case .uint(let storage): return String(storage[row])
        case .hugeInt(let storage): return String(storage[row])
        case .uhugeInt(let storage): return String(storage[row])
        case .double(let storage): return Self.plain(storage[row])
        case .decimal(let unscaled, let scale): return Self.decimal(unscaled[row], scale: scale)
        case .date(let storage): return CivilTime.date(days: Int64(storage[row]))
        case .time(let storage): return CivilTime.time(microseconds: storage[row])
        case .timestamp(let storage), .timestampTZ(let storage):
            return CivilTime.timestamp(microseconds: storage[row])
        case .interval(let storage): return Self.interval(storage[row])
        case .uuid(let storage): return Self.uuid(storage[row])
        case .text(let storage): return storage[row]
        case .blob(let storage): return storage[row].map { Self.hex($0) }.joined()
        case .nested(let storage):
            var writer = JSONWriter()
            Self.write(storage[row], to: &writer)
            return String(decoding: writer.bytes, as: UTF8.self)
        }
    }

    /// The value of `row` as a number; `nil` for NULL and for everything that is not one.
    package func number(row: Int) -> ValueFormat.Number? {
        if isNull(row) { return nil }
        switch values {
        case .int(let storage): return .integer(Int128(storage[row]))
        case .uint(let storage): return .integer(Int128(storage[row]))
        case .hugeInt(let storage): return .integer(storage[row])
        case .uhugeInt(let storage): return Int128(exactly: storage[row]).map { .integer($0) }
        case .double(let storage): return .double(storage[row])
        case .decimal(let unscaled, let scale):
            if scale == 0 { return .integer(unscaled[row]) }
            return Double(Self.decimal(unscaled[row], scale: scale)).map { .double($0) }
        default: return nil
        }
    }

    private static func write(_ value: NestedValue, to writer: inout JSONWriter) {
        switch value {
        case .null: writer.null()
        case .bool(let value): writer.bool(value)
        case .int(let value): writer.int(value)
        case .hugeInt(let value): writer.int(value)
        case .double(let value): writer.double(value)
        case .text(let value): writer.string(value)
        case .list(let elements):
            writer.beginArray()
            for element in elements { write(element, to: &writer) }
            writer.endArray()
        case .object(let fields):
            writer.beginObject()
            for (name, value) in fields {
                writer.key(name)
                write(value, to: &writer)
            }
            writer.endObject()
        case .map(let entries):
            // JSON has text keys only, so a map is its list of entries.
            writer.beginArray()
            for (key, value) in entries {
                writer.beginObject()
                writer.key("key")
                write(key, to: &writer)
                writer.key("value")
                write(value, to: &writer)
                writer.endObject()
            }
            writer.endArray()
        }
    }

    static func decimal(_ unscaled: Int128, scale: Int) -> String {
        guard scale > 0 else { return String(unscaled) }
        var digits = String(unscaled.magnitude)
        if digits.utf8.count <= scale { digits = String(repeating: "0", count: scale + 1 - digits.utf8.count) + digits }
        let point = digits.index(digits.endIndex, offsetBy: -scale)
        return (unscaled < 0 ? "-" : "") + digits[..<point] + "." + digits[point...]
    }

    static func plain(_ value: Double) -> String {
        guard value.isFinite else { return value.isNaN ? "NaN" : (value < 0 ? "-Infinity" : "Infinity") }
        return value == value.rounded() && abs(value) < 1e15 ? String(Int64(value)) : value.description
    }

    private static func interval(_ value: IntervalValue) -> String {
        var parts: [String] = []
        if value.months != 0 { parts.append("\(value.months) months") }
        if value.days != 0 { parts.append("\(value.days) days") }
        if value.microseconds != 0 || parts.isEmpty {
            let sign = value.microseconds < 0 ? "-" : ""
            let magnitude = Int64(exactly: value.microseconds.magnitude) ?? Int64.max
            parts.append(sign + CivilTime.time(microseconds: magnitude))
        }
        return parts.joined(separator: " ")
    }

    private static func uuid(_ value: UInt128) -> String {
        var digits = String(value, radix: 16)
        digits = String(repeating: "0", count: 32 - digits.utf8.count) + digits
        var text = ""
        for (place, digit) in digits.enumerated() {
            if [8, 12, 16, 20].contains(place) { text.append("-") }
            text.append(digit)
        }
        return text
    }

    private static func hex(_ byte: UInt8) -> String {
        let digits = String(byte, radix: 16)
        return byte < 16 ? "0" + digits : digits
    }
}
