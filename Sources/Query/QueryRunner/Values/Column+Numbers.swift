package import Warehouse

extension Column {
    /// A whole number; `nil` for NULL and for everything that is stored otherwise, fractions that happen to be whole too.
    package func exactInteger(row: Int) -> Int128? {
        if isNull(row) { return nil }
        return switch values {
        case .int(let storage): Int128(storage[row])
        case .uint(let storage): Int128(storage[row])
        case .hugeInt(let storage): storage[row]
        case .uhugeInt(let storage): Int128(exactly: storage[row])
        case .decimal(let unscaled, 0): unscaled[row]
        default: nil
        }
    }

    /// Any number, as near as a double comes to it; `nil` for NULL and for everything that is none.
    package func double(row: Int) -> Double? {
        if isNull(row) { return nil }
        switch values {
        case .double(let storage): return storage[row]
        case .uhugeInt(let storage): return Double(storage[row])
        case .decimal(let unscaled, let scale) where scale > 0:
            return Double(unscaled: unscaled[row], scale: scale)
        default: return exactInteger(row: row).map { Double($0) }
        }
    }

    package var isNumeric: Bool {
        switch values {
        case .int, .uint, .hugeInt, .uhugeInt, .double, .decimal: true
        default: false
        }
    }
}
