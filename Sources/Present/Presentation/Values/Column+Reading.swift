package import JSON
internal import QueryRunner
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

    /// The value of `row` as plain text without any formatting, lists, structs and maps as JSON; `nil` for NULL.
    package func text(row: Int) -> String? {
        guard case .nested(let storage) = values, !isNull(row) else { return scalarText(row: row) }
        var writer = JSONWriter()
        Self.write(storage[row], to: &writer)
        return String(decoding: writer.bytes, as: UTF8.self)
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
            return .double(Double(unscaled: unscaled[row], scale: scale))
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
}
