import CDuckDB
import Warehouse

/// Copies the values of one result column out of DuckDB's vectors into typed arrays.
///
/// Types without storage of their own travel as text: TIMETZ, BIT and BIGNUM. Infinite dates and times read as NULL.
final class VectorReader {
    private let type: duckdb_type
    private let decimalScale: Int
    private let decimalStorage: duckdb_type
    private let enumStorage: duckdb_type
    private let enumValues: [String]
    private let children: [(name: String, reader: VectorReader)]
    private let arraySize: Int
    /// As SQL spells it.
    let typeName: String
    /// The type in here whose values can't be read, if there is one.
    var unreadablePart: String? {
        if let child = children.lazy.compactMap(\.reader.unreadablePart).first { return child }
        let isKnown =
            Self.plainNames[type.rawValue] != nil || type == DUCKDB_TYPE_DECIMAL || !children.isEmpty
        return isKnown ? nil : typeName
    }

    /// Takes the logical type over and frees it.
    init(type logical: duckdb_logical_type?) {
        var logical = logical
        defer { duckdb_destroy_logical_type(&logical) }
        guard let logical else {
            type = DUCKDB_TYPE_INVALID
            (decimalScale, arraySize, typeName) = (0, 0, "UNKNOWN")
            (decimalStorage, enumStorage, enumValues, children) = (DUCKDB_TYPE_INVALID, DUCKDB_TYPE_INVALID, [], [])
            return
        }
        type = duckdb_get_type_id(logical)
        decimalScale = type == DUCKDB_TYPE_DECIMAL ? Int(duckdb_decimal_scale(logical)) : 0
        decimalStorage = type == DUCKDB_TYPE_DECIMAL ? duckdb_decimal_internal_type(logical) : DUCKDB_TYPE_INVALID
        enumStorage = type == DUCKDB_TYPE_ENUM ? duckdb_enum_internal_type(logical) : DUCKDB_TYPE_INVALID
        enumValues =
            type == DUCKDB_TYPE_ENUM
            ? (0..<duckdb_enum_dictionary_size(logical)).map {
                Self.taken(duckdb_enum_dictionary_value(logical, idx_t($0)))
            }
            : []
        arraySize = type == DUCKDB_TYPE_ARRAY ? Int(duckdb_array_type_array_size(logical)) : 0
        switch type {
        case DUCKDB_TYPE_LIST: children = [("", VectorReader(type: duckdb_list_type_child_type(logical)))]
        case DUCKDB_TYPE_ARRAY: children = [("", VectorReader(type: duckdb_array_type_child_type(logical)))]
        case DUCKDB_TYPE_MAP:
            children = [
                ("key", VectorReader(type: duckdb_map_type_key_type(logical))),
                ("value", VectorReader(type: duckdb_map_type_value_type(logical))),
            ]
        case DUCKDB_TYPE_STRUCT:
            children = (0..<duckdb_struct_type_child_count(logical)).map { index in
                (
                    Self.taken(duckdb_struct_type_child_name(logical, index)),
                    VectorReader(type: duckdb_struct_type_child_type(logical, index))
                )
            }
        case DUCKDB_TYPE_UNION:
            children = (0..<duckdb_union_type_member_count(logical)).map { index in
                (
                    Self.taken(duckdb_union_type_member_name(logical, index)),
                    VectorReader(type: duckdb_union_type_member_type(logical, index))
                )
            }
        default: children = []
        }
        let alias = Self.taken(duckdb_logical_type_get_alias(logical))
        typeName = alias.isEmpty ? Self.name(of: type, logical, children: children, arraySize: arraySize) : alias
    }

    /// The first `count` values of a vector of this reader's type.
    func read(_ vector: duckdb_vector?, count: Int) -> Column {
        guard let vector else {
            return Column(.text(Array(repeating: "", count: count)), nulls: Array(repeating: true, count: count))
        }
        let nulls = Self.nulls(vector, count: count)
        switch type {
        case DUCKDB_TYPE_BOOLEAN: return Column(.bool(copy(vector, count, as: Bool.self)), nulls: nulls)
        case DUCKDB_TYPE_TINYINT: return Column(.int(copy(vector, count, as: Int8.self).map(Int64.init)), nulls: nulls)
        case DUCKDB_TYPE_SMALLINT:
            return Column(.int(copy(vector, count, as: Int16.self).map(Int64.init)), nulls: nulls)
        case DUCKDB_TYPE_INTEGER: return Column(.int(copy(vector, count, as: Int32.self).map(Int64.init)), nulls: nulls)
        case DUCKDB_TYPE_BIGINT: return Column(.int(copy(vector, count, as: Int64.self)), nulls: nulls)
        case DUCKDB_TYPE_UTINYINT:
            return Column(.int(copy(vector, count, as: UInt8.self).map(Int64.init)), nulls: nulls)
        case DUCKDB_TYPE_USMALLINT:
            return Column(.int(copy(vector, count, as: UInt16.self).map(Int64.init)), nulls: nulls)
        case DUCKDB_TYPE_UINTEGER:
            return Column(.int(copy(vector, count, as: UInt32.self).map(Int64.init)), nulls: nulls)
        case DUCKDB_TYPE_UBIGINT: return Column(.uint(copy(vector, count, as: UInt64.self)), nulls: nulls)
        case DUCKDB_TYPE_HUGEINT:
            return Column(.hugeInt(copy(vector, count, as: duckdb_hugeint.self).map(Self.int128)), nulls: nulls)
        case DUCKDB_TYPE_UHUGEINT:
            return Column(
                .uhugeInt(
                    copy(vector, count, as: duckdb_uhugeint.self).map { UInt128($0.upper) << 64 | UInt128($0.lower) }),
                nulls: nulls)
        case DUCKDB_TYPE_FLOAT:
            return Column(.double(copy(vector, count, as: Float.self).map(Self.double)), nulls: nulls)
        case DUCKDB_TYPE_DOUBLE: return Column(.double(copy(vector, count, as: Double.self)), nulls: nulls)
        case DUCKDB_TYPE_DECIMAL:
            return Column(.decimal(unscaled: decimals(vector, count), scale: decimalScale), nulls: nulls)
        case DUCKDB_TYPE_DATE:
            let days = copy(vector, count, as: Int32.self)
            return Column(.date(days), nulls: withoutInfinities(days, [.max, -.max], nulls))
        case DUCKDB_TYPE_TIME: return Column(.time(copy(vector, count, as: Int64.self)), nulls: nulls)
        case DUCKDB_TYPE_TIME_NS:
            return Column(.time(copy(vector, count, as: Int64.self).map { $0 / 1_000 }), nulls: nulls)
        case DUCKDB_TYPE_TIMESTAMP:
            let times = copy(vector, count, as: Int64.self)
            return Column(.timestamp(times), nulls: withoutInfinities(times, [.max, -.max], nulls))
        case DUCKDB_TYPE_TIMESTAMP_S:
            return timestamps(vector, count, nulls) { $0.multipliedReportingOverflow(by: 1_000_000).partialValue }
        case DUCKDB_TYPE_TIMESTAMP_MS:
            return timestamps(vector, count, nulls) { $0.multipliedReportingOverflow(by: 1_000).partialValue }
        case DUCKDB_TYPE_TIMESTAMP_NS:
            return timestamps(vector, count, nulls) { $0 / 1_000 - ($0 % 1_000 < 0 ? 1 : 0) }
        case DUCKDB_TYPE_TIMESTAMP_TZ:
            let times = copy(vector, count, as: Int64.self)
            return Column(.timestampTZ(times), nulls: withoutInfinities(times, [.max, -.max], nulls))
        case DUCKDB_TYPE_INTERVAL:
            let intervals = copy(vector, count, as: duckdb_interval.self)
            return Column(
                .interval(intervals.map { IntervalValue(months: $0.months, days: $0.days, microseconds: $0.micros) }),
                nulls: nulls)
        case DUCKDB_TYPE_UUID:
            return Column(.uuid(copy(vector, count, as: duckdb_hugeint.self).map(Self.uuid)), nulls: nulls)
        case DUCKDB_TYPE_VARCHAR: return Column(.text(texts(vector, count, nulls)), nulls: nulls)
        case DUCKDB_TYPE_BLOB: return Column(.blob(blobs(vector, count, nulls)), nulls: nulls)
        case DUCKDB_TYPE_BIT: return Column(.text(blobs(vector, count, nulls).map(Self.bits)), nulls: nulls)
        case DUCKDB_TYPE_ENUM: return Column(.text(enums(vector, count)), nulls: nulls)
        case DUCKDB_TYPE_TIME_TZ:
            return Column(.text(copy(vector, count, as: UInt64.self).map(Self.timeTZ)), nulls: nulls)
        case DUCKDB_TYPE_BIGNUM: return Column(.text(blobs(vector, count, nulls).map(Self.bignum)), nulls: nulls)
        case DUCKDB_TYPE_LIST, DUCKDB_TYPE_ARRAY, DUCKDB_TYPE_STRUCT, DUCKDB_TYPE_MAP, DUCKDB_TYPE_UNION:
            return Column(.nested(nested(vector, count, nulls)), nulls: nulls)
        default:
            return Column(.text(Array(repeating: "", count: count)), nulls: Array(repeating: true, count: count))
        }
    }

    /// The values where they lie, for the types that passes read; others are copied.
    func inPlace(
        _ vector: duckdb_vector?, count: Int
    ) -> (values: ColumnChunk.Values, validity: ColumnChunk.Validity) {
        guard let vector, let data = duckdb_vector_get_data(vector) else {
            return (.copied(read(vector, count: count)), ColumnChunk.Validity(words: nil))
        }
        func pointer<Value>(_: Value.Type) -> UnsafeBufferPointer<Value> {
            UnsafeBufferPointer(start: data.assumingMemoryBound(to: Value.self), count: count)
        }
        let validity = ColumnChunk.Validity(words: UnsafePointer(duckdb_vector_get_validity(vector)))
        switch type {
        case DUCKDB_TYPE_SMALLINT: return (.int16(pointer(Int16.self)), validity)
        case DUCKDB_TYPE_USMALLINT: return (.uint16(pointer(UInt16.self)), validity)
        case DUCKDB_TYPE_INTEGER, DUCKDB_TYPE_DATE: return (.int32(pointer(Int32.self)), validity)
        case DUCKDB_TYPE_BIGINT, DUCKDB_TYPE_TIMESTAMP: return (.int64(pointer(Int64.self)), validity)
        case DUCKDB_TYPE_DOUBLE: return (.double(pointer(Double.self)), validity)
        case DUCKDB_TYPE_LIST:
            guard let elements = elementsInPlace(vector) else { fallthrough }
            return (.list(pointer(ColumnChunk.ListEntry.self), elements: elements), validity)
        default: return (.copied(read(vector, count: count)), ColumnChunk.Validity(words: nil))
        }
    }

    /// The elements of all lists of a vector; `nil` if they can't be read where they lie, or one is NULL.
    private func elementsInPlace(_ vector: duckdb_vector) -> ColumnChunk.Values? {
        guard let child = duckdb_list_vector_get_child(vector) else { return nil }
        let size = Int(clamping: duckdb_list_vector_get_size(vector))
        guard Self.nulls(child, count: size) == nil else { return nil }
        switch children[0].reader.inPlace(child, count: size).values {
        case .copied, .list: return nil
        case let values: return values
        }
    }

    private func copy<Value>(_ vector: duckdb_vector, _ count: Int, as: Value.Type) -> [Value] {
        guard count > 0, let data = duckdb_vector_get_data(vector) else { return [] }
        return Array(UnsafeBufferPointer(start: data.assumingMemoryBound(to: Value.self), count: count))
    }

    private static func nulls(_ vector: duckdb_vector, count: Int) -> [Bool]? {
        guard let validity = duckdb_vector_get_validity(vector) else { return nil }
        var flags = [Bool](repeating: false, count: count)
        var any = false
        for row in 0..<count where validity[row / 64] & (1 << UInt64(row % 64)) == 0 {
            flags[row] = true
            any = true
        }
        return any ? flags : nil
    }

    /// Infinite dates and times have no place in a calendar: they read as NULL.
    private func withoutInfinities<Value: Equatable>(_ values: [Value], _ infinities: [Value], _ nulls: [Bool]?)
        -> [Bool]?
    {
        guard values.contains(where: infinities.contains) else { return nulls }
        var flags = nulls ?? Array(repeating: false, count: values.count)
        for (row, value) in values.enumerated() where infinities.contains(value) { flags[row] = true }
        return flags
    }

    private func timestamps(_ vector: duckdb_vector, _ count: Int, _ nulls: [Bool]?, _ convert: (Int64) -> Int64)
        -> Column
    {
        let raw = copy(vector, count, as: Int64.self)
        return Column(.timestamp(raw.map(convert)), nulls: withoutInfinities(raw, [.max, -.max], nulls))
    }

    private func decimals(_ vector: duckdb_vector, _ count: Int) -> [Int128] {
        switch decimalStorage {
        case DUCKDB_TYPE_SMALLINT: copy(vector, count, as: Int16.self).map { Int128($0) }
        case DUCKDB_TYPE_INTEGER: copy(vector, count, as: Int32.self).map { Int128($0) }
        case DUCKDB_TYPE_BIGINT: copy(vector, count, as: Int64.self).map { Int128($0) }
        default: copy(vector, count, as: duckdb_hugeint.self).map(Self.int128)
        }
    }

    private func enums(_ vector: duckdb_vector, _ count: Int) -> [String] {
        let codes: [Int] =
            switch enumStorage {
            case DUCKDB_TYPE_UTINYINT: copy(vector, count, as: UInt8.self).map(Int.init)
            case DUCKDB_TYPE_USMALLINT: copy(vector, count, as: UInt16.self).map(Int.init)
            default: copy(vector, count, as: UInt32.self).map { Int($0) }
            }
        return codes.map { enumValues.indices.contains($0) ? enumValues[$0] : "" }
    }

    private func texts(_ vector: duckdb_vector, _ count: Int, _ nulls: [Bool]?) -> [String] {
        guard let data = duckdb_vector_get_data(vector) else { return Array(repeating: "", count: count) }
        let strings = data.assumingMemoryBound(to: duckdb_string_t.self)
        return (0..<count).map { row in
            if nulls?[row] == true { return "" }
            return String(decoding: Self.bytes(strings + row), as: UTF8.self)
        }
    }

    private func blobs(_ vector: duckdb_vector, _ count: Int, _ nulls: [Bool]?) -> [[UInt8]] {
        guard let data = duckdb_vector_get_data(vector) else { return Array(repeating: [], count: count) }
        let strings = data.assumingMemoryBound(to: duckdb_string_t.self)
        return (0..<count).map { row in nulls?[row] == true ? [] : Array(Self.bytes(strings + row)) }
    }

    /// A string of up to twelve bytes stands in the vector itself, a longer one behind a pointer.
    private static func bytes(_ string: UnsafeMutablePointer<duckdb_string_t>) -> UnsafeRawBufferPointer {
        let length = Int(duckdb_string_t_length(string.pointee))
        return UnsafeRawBufferPointer(start: duckdb_string_t_data(string), count: length)
    }

    private func nested(_ vector: duckdb_vector, _ count: Int, _ nulls: [Bool]?) -> [NestedValue] {
        switch type {
        case DUCKDB_TYPE_LIST, DUCKDB_TYPE_MAP:
            let entries = copy(vector, count, as: duckdb_list_entry.self)
            let size = Int(clamping: duckdb_list_vector_get_size(vector))
            let elements: [NestedValue]
            if type == DUCKDB_TYPE_LIST {
                elements = children[0].reader.values(duckdb_list_vector_get_child(vector), size)
                return slices(entries, of: elements, nulls) { .list($0) }
            }
            let pair = duckdb_list_vector_get_child(vector)
            let keys = children[0].reader.values(pair.flatMap { duckdb_struct_vector_get_child($0, 0) }, size)
            let values = children[1].reader.values(pair.flatMap { duckdb_struct_vector_get_child($0, 1) }, size)
            return slices(entries, of: Array(zip(keys, values)), nulls) { .map($0.map { (key: $0.0, value: $0.1) }) }
        case DUCKDB_TYPE_ARRAY:
            let elements = children[0].reader.values(duckdb_array_vector_get_child(vector), count * arraySize)
            return (0..<count).map { row in
                if nulls?[row] == true { return .null }
                let start = row * arraySize
                return start + arraySize <= elements.count ? .list(Array(elements[start..<(start + arraySize)])) : .null
            }
        case DUCKDB_TYPE_STRUCT:
            let columns = children.enumerated().map { index, child in
                child.reader.values(duckdb_struct_vector_get_child(vector, idx_t(index)), count)
            }
            return (0..<count).map { row in
                if nulls?[row] == true { return .null }
                return .object(children.indices.map { (name: children[$0].name, value: columns[$0][row]) })
            }
        default:
            // A union is a struct whose first member is the tag of the member that counts.
            let tags = duckdb_struct_vector_get_child(vector, 0).map { copy($0, count, as: UInt8.self) } ?? []
            let columns = children.enumerated().map { index, child in
                child.reader.values(duckdb_struct_vector_get_child(vector, idx_t(index + 1)), count)
            }
            return (0..<count).map { row in
                guard nulls?[row] != true, tags.indices.contains(row), columns.indices.contains(Int(tags[row])) else {
                    return .null
                }
                return columns[Int(tags[row])][row]
            }
        }
    }

    private func slices<Element>(
        _ entries: [duckdb_list_entry], of elements: [Element], _ nulls: [Bool]?, _ make: ([Element]) -> NestedValue
    ) -> [NestedValue] {
        entries.enumerated().map { row, entry in
            guard nulls?[row] != true else { return .null }
            let rest = elements.dropFirst(Int(clamping: entry.offset))
            return make(Array(rest.prefix(Int(clamping: entry.length))))
        }
    }

    /// The values of a child vector.
    private func values(_ vector: duckdb_vector?, _ count: Int) -> [NestedValue] {
        let column = read(vector, count: count)
        return (0..<count).map { column.nested(row: $0) }
    }

    static func int128(_ value: duckdb_hugeint) -> Int128 { Int128(value.upper) << 64 | Int128(value.lower) }

    /// The engine flips the top bit so that UUIDs sort as signed numbers.
    private static func uuid(_ value: duckdb_hugeint) -> UInt128 {
        (UInt128(UInt64(bitPattern: value.upper)) << 64 | UInt128(value.lower)) ^ (1 << 127)
    }

    /// A FLOAT's own shortest digits, not those of the double nearest to it.
    private static func double(_ value: Float) -> Double {
        value.isFinite ? Double(value.description) ?? Double(value) : Double(value)
    }

    private static func bits(_ bytes: [UInt8]) -> String {
        guard let padding = bytes.first else { return "" }
        let digits = bytes.dropFirst().map { byte in
            let text = String(byte, radix: 2)
            return String(repeating: "0", count: 8 - text.utf8.count) + text
        }.joined()
        return String(digits.dropFirst(Int(padding)))
    }

    private static func timeTZ(_ raw: UInt64) -> String {
        let parts = duckdb_from_time_tz(duckdb_time_tz(bits: raw))
        func two(_ value: some BinaryInteger) -> String { value < 10 ? "0\(value)" : "\(value)" }
        var text = "\(two(parts.time.hour)):\(two(parts.time.min)):\(two(parts.time.sec))"
        if parts.time.micros != 0 {
            let digits = String(parts.time.micros)
            text += "." + String(repeating: "0", count: max(0, 6 - digits.utf8.count)) + digits
        }
        let offset = parts.offset.magnitude
        text += (parts.offset < 0 ? "-" : "+") + two(offset / 3_600)
        if offset % 3_600 != 0 { text += ":" + two(offset % 3_600 / 60) }
        if offset % 60 != 0 { text += ":" + two(offset % 60) }
        return text
    }

    /// Three bytes of header, then the magnitude, most significant byte first; negative numbers have every bit flipped.
    private static func bignum(_ bytes: [UInt8]) -> String {
        guard bytes.count > 3 else { return "0" }
        let isNegative = bytes[0] & 0x80 == 0
        var digits: [UInt8] = [0]
        for byte in bytes.dropFirst(3) {
            var carry = Int(isNegative ? ~byte : byte)
            for place in digits.indices {
                let value = Int(digits[place]) * 256 + carry
                digits[place] = UInt8(value % 10)
                carry = value / 10
            }
            while carry > 0 {
                digits.append(UInt8(carry % 10))
                carry /= 10
            }
        }
        let text = String(decoding: digits.reversed().map { $0 + UInt8(ascii: "0") }, as: UTF8.self)
        return isNegative && text != "0" ? "-" + text : text
    }

    /// Text that the engine has allocated for us.
    private static func taken(_ text: UnsafeMutablePointer<CChar>?) -> String {
        guard let text else { return "" }
        defer { duckdb_free(text) }
        return String(cString: text)
    }

    private static func name(
        of type: duckdb_type, _ logical: duckdb_logical_type, children: [(name: String, reader: VectorReader)],
        arraySize: Int
    ) -> String {
        switch type {
        case DUCKDB_TYPE_DECIMAL: return "DECIMAL(\(duckdb_decimal_width(logical)),\(duckdb_decimal_scale(logical)))"
        case DUCKDB_TYPE_LIST: return (children.first?.reader.typeName ?? "") + "[]"
        case DUCKDB_TYPE_ARRAY: return (children.first?.reader.typeName ?? "") + "[\(arraySize)]"
        case DUCKDB_TYPE_MAP: return "MAP(" + children.map(\.reader.typeName).joined(separator: ", ") + ")"
        case DUCKDB_TYPE_STRUCT:
            return "STRUCT(" + children.map { "\($0.name) \($0.reader.typeName)" }.joined(separator: ", ") + ")"
        case DUCKDB_TYPE_UNION:
            return "UNION(" + children.map { "\($0.name) \($0.reader.typeName)" }.joined(separator: ", ") + ")"
        default: return plainNames[type.rawValue] ?? "UNKNOWN"
        }
    }

    private static let plainNames: [UInt32: String] = [
        1: "BOOLEAN", 2: "TINYINT", 3: "SMALLINT", 4: "INTEGER", 5: "BIGINT", 6: "UTINYINT", 7: "USMALLINT",
        8: "UINTEGER",
        9: "UBIGINT", 10: "FLOAT", 11: "DOUBLE", 12: "TIMESTAMP", 13: "DATE", 14: "TIME", 15: "INTERVAL", 16: "HUGEINT",
        17: "VARCHAR", 18: "BLOB", 20: "TIMESTAMP_S", 21: "TIMESTAMP_MS", 22: "TIMESTAMP_NS", 23: "ENUM", 27: "UUID",
        29: "BIT", 30: "TIME WITH TIME ZONE", 31: "TIMESTAMP WITH TIME ZONE", 32: "UHUGEINT", 35: "BIGNUM", 36: "NULL",
        39: "TIME_NS",
    ]
}
