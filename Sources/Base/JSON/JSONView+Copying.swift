extension JSONView {
    /// A copy that may be kept.
    package var value: JSONValue {
        switch kind {
        case .null: .null
        case .bool: .bool(boolValue ?? false)
        case .int: .int(intValue ?? 0)
        case .uint, .double: .double(doubleValue ?? 0)
        case .string: .string(stringValue ?? "")
        case .array: .array(elements.map(\.value))
        case .object: .object(JSONObject(members.map { ($0.key, $0.value.value) }))
        }
    }

    /// Writes the value without blanks. Numbers come out in their shortest form that reads back the same.
    package func write(to writer: inout JSONWriter) {
        switch kind {
        case .null: writer.null()
        case .bool: writer.bool(boolValue ?? false)
        case .int: writer.int(intValue ?? 0)
        case .uint: writer.uint(uintValue ?? 0)
        case .double: writer.double(doubleValue ?? 0)
        case .string: if let stringBytes { writer.string(utf8: stringBytes) }
        case .array:
            writer.beginArray()
            for element in elements { element.write(to: &writer) }
            writer.endArray()
        case .object:
            writer.beginObject()
            for (key, value) in members {
                writer.key(key)
                value.write(to: &writer)
            }
            writer.endObject()
        }
    }
}
