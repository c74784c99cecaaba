/// The rows of a running statement, batch by batch.
///
/// Ends with the last batch, or throws ``WarehouseError``. Cancelling the reading task interrupts the statement.
package struct ResultStream: AsyncSequence, Sendable {
    package typealias Element = ColumnBatch

    /// The columns in order; known before the first batch.
    package let columns: [ColumnDescription]
    private let makeNext: @Sendable () -> @Sendable () async throws(WarehouseError) -> ColumnBatch?

    /// - Parameter makeNext: Called once; what it returns is called for each batch and answers `nil` after the last.
    package init(
        columns: [ColumnDescription],
        makeNext: @escaping @Sendable () -> @Sendable () async throws(WarehouseError) -> ColumnBatch?
    ) {
        self.columns = columns
        self.makeNext = makeNext
    }

    package struct AsyncIterator: AsyncIteratorProtocol {
        let nextBatch: @Sendable () async throws(WarehouseError) -> ColumnBatch?

        package mutating func next() async throws(WarehouseError) -> ColumnBatch? { try await nextBatch() }

        package mutating func next(
            isolation actor: isolated (any Actor)?
        ) async throws(WarehouseError) -> ColumnBatch? { try await nextBatch() }
    }

    package func makeAsyncIterator() -> AsyncIterator { AsyncIterator(nextBatch: makeNext()) }

    /// Reads everything that is left.
    package func collect() async throws(WarehouseError) -> ResultSet {
        var iterator = makeAsyncIterator()
        var batches: [ColumnBatch] = []
        while let batch = try await iterator.next() { batches.append(batch) }
        return ResultSet(columns: columns, batches: batches)
    }
}

/// A whole result in memory.
package struct ResultSet: Sendable {
    package var columns: [ColumnDescription]
    package var batches: [ColumnBatch]

    package init(columns: [ColumnDescription], batches: [ColumnBatch]) {
        self.columns = columns
        self.batches = batches
    }

    package var rowCount: Int { batches.reduce(0) { $0 + $1.rowCount } }
}
