internal import SQL
internal import Warehouse

/// Values of a column that may be missing, gathered row by row.
///
/// A row without a value costs nothing: the gap is filled when the next value comes, and a column that never got one
/// is left out of the load.
struct SparseColumn<Value: Sendable>: Sendable {
    private var values: [Value] = []
    private var nulls: [Bool] = []
    private let filler: Value

    init(filler: Value) { self.filler = filler }

    /// Sets the value of `row`, which is no lower than any before; the last value for a row counts.
    mutating func set(_ value: Value?, at row: Int) {
        guard let value else { return }
        if values.count > row {
            values[row] = value
            return
        }
        fill(to: row)
        values.append(value)
        nulls.append(false)
    }

    /// The finished column of `count` rows; `nil` when every value is missing.
    mutating func column(count: Int, _ make: ([Value]) -> ColumnValues) -> Column? {
        guard !values.isEmpty else { return nil }
        fill(to: count)
        return Column(make(values), nulls: nulls)
    }

    private mutating func fill(to row: Int) {
        while values.count < row {
            values.append(filler)
            nulls.append(true)
        }
    }
}

/// Rows for one table, ready to be appended.
struct TableRows: Sendable {
    let table: TableName
    private(set) var names: [String] = []
    private(set) var columns: [Column] = []
    let count: Int

    init(_ table: LandingTable, count: Int) {
        self.table = table.name
        self.count = count
    }

    mutating func add(_ name: String, _ values: ColumnValues) { add(name, Column(values)) }

    /// A missing column is NULL in every row.
    mutating func add(_ name: String, _ column: Column?) {
        guard let column else { return }
        names.append(name)
        columns.append(column)
    }

    mutating func add(_ name: String, texts: [String?]) {
        add(name, Column(.text(texts.map { $0 ?? "" }), nulls: texts.map { $0 == nil }))
    }

    mutating func add(_ name: String, integers: [Int32?]) {
        add(name, Column(.int(integers.map { Int64($0 ?? 0) }), nulls: integers.map { $0 == nil }))
    }

    mutating func add(_ name: String, times: [Timestamp]) { add(name, .timestamp(times.map(\.microseconds))) }

    func append(in transaction: any WarehouseTransaction) async throws(WarehouseError) {
        guard count > 0 else { return }
        try await transaction.append(ColumnBatch(columns: columns, rowCount: count), to: table, columns: names)
    }
}
