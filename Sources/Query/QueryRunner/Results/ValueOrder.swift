internal import Warehouse

/// How values of a result sort where no database does it: numbers by what they are worth, text byte by byte.
enum ValueOrder {
    /// Below 0, 0 or above 0. NULL is the lowest.
    static func compare(_ left: Column, _ row: Int, _ right: Column, _ otherRow: Int) -> Int {
        switch (left.isNull(row), right.isNull(otherRow)) {
        case (true, true): return 0
        case (true, false): return -1
        case (false, true): return 1
        case (false, false): break
        }
        if let a = left.exactInteger(row: row), let b = right.exactInteger(row: otherRow) { return compare(a, b) }
        if let a = left.double(row: row), let b = right.double(row: otherRow) { return compare(a, b) }
        guard let a = left.scalarText(row: row), let b = right.scalarText(row: otherRow) else { return 0 }
        if a.utf8.elementsEqual(b.utf8) { return 0 }
        return a.utf8.lexicographicallyPrecedes(b.utf8) ? -1 : 1
    }

    private static func compare<Value: Comparable>(_ left: Value, _ right: Value) -> Int {
        left < right ? -1 : left > right ? 1 : 0
    }
}
