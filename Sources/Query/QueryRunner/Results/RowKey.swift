package import Warehouse

/// The values of some columns in one row, for finding rows that agree in them. Compared byte by byte, as databases do:
/// Swift takes two Unicode spellings of one character for the same.
package struct RowKey: Hashable, Sendable {
    private var bytes: [UInt8] = []

    package init(_ values: [String?]) {
        for value in values { append(value) }
    }

    package init(_ columns: [Column], row: Int) {
        for column in columns {
            if case .nested(let storage) = column.values, !column.isNull(row) {
                append(String(describing: storage[row]))
            } else {
                append(column.scalarText(row: row))
            }
        }
    }

    private mutating func append(_ value: String?) {
        guard let value else { return bytes.append(0) }
        bytes.append(1)
        // The length first, so that no value runs into the next.
        withUnsafeBytes(of: UInt32(truncatingIfNeeded: value.utf8.count)) { bytes.append(contentsOf: $0) }
        bytes.append(contentsOf: value.utf8)
    }
}
