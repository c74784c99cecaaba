package import Warehouse

// How a value of a result column reads without any formatting. Straight from the typed storage, so that a result of many
// rows makes no object for each value.

extension Column {
    /// The value of `row` as plain text without any formatting; `nil` for NULL. Lists, structs and maps have none here.
    package func scalarText(row: Int) -> String? {
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
        case .nested: return nil
        }
    }

    /// An exact number in digits: `-12.05` for -1205 and scale 2.
    package static func decimal(_ unscaled: Int128, scale: Int) -> String {
        guard scale > 0 else { return String(unscaled) }
        var digits = String(unscaled.magnitude)
        if digits.utf8.count <= scale { digits = String(repeating: "0", count: scale + 1 - digits.utf8.count) + digits }
        let point = digits.index(digits.endIndex, offsetBy: -scale)
        return (unscaled < 0 ? "-" : "") + digits[..<point] + "." + digits[point...]
    }

    /// Whole numbers without a point; NaN and infinities by name.
    package static func plain(_ value: Double) -> String {
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
