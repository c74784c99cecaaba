/// A run of rows where the engine holds them, for passes over millions of rows that copy nothing.
///
/// Valid only inside the call of ``ChunkPass/take(_:)`` that it is handed to; nothing of it may be kept.
package struct ColumnChunk {
    /// One column: a pointer to the engine's own storage for the types that passes read, a copy for all others.
    package enum Values {
        case int16(UnsafeBufferPointer<Int16>)
        case uint16(UnsafeBufferPointer<UInt16>)
        /// INTEGER, and DATE as days since 1970-01-01.
        case int32(UnsafeBufferPointer<Int32>)
        /// BIGINT, and TIMESTAMP as microseconds since 1970-01-01.
        case int64(UnsafeBufferPointer<Int64>)
        case double(UnsafeBufferPointer<Double>)
        /// LIST of one of these numbers, none of them NULL: where the elements of each row lie among those of all rows. What
        /// a row that is NULL says means nothing.
        indirect case list(UnsafeBufferPointer<ListEntry>, elements: Values)
        case copied(Column)
    }

    /// Where the elements of one list lie.
    package struct ListEntry {
        package var offset: UInt64
        package var count: UInt64

        package var range: Range<Int> { Int(offset)..<Int(offset + count) }
    }

    /// Bit `row % 64` of word `row / 64` is clear where the value is NULL; `nil` when no value is.
    package struct Validity {
        package let words: UnsafePointer<UInt64>?

        package init(words: UnsafePointer<UInt64>?) { self.words = words }

        package func isNull(_ row: Int) -> Bool {
            guard let words else { return false }
            return words[row >> 6] & (1 << UInt64(row & 63)) == 0
        }
    }

    package let rowCount: Int
    package let columns: [(values: Values, validity: Validity)]

    package init(rowCount: Int, columns: [(values: Values, validity: Validity)]) {
        self.rowCount = rowCount
        self.columns = columns
    }
}

/// Folds a result chunk by chunk.
package protocol ChunkPass: Sendable {
    mutating func take(_ chunk: ColumnChunk)
}

extension Warehouse {
    /// Folds the rows batch by batch: how a warehouse does it that can't hand out its own storage.
    package func scan<Pass: ChunkPass>(_ statement: Statement, _ pass: Pass) async throws(WarehouseError) -> Pass {
        var pass = pass
        var iterator = try await query(statement).makeAsyncIterator()
        while let batch = try await iterator.next() { pass.take(batch.chunk) }
        return pass
    }
}

extension ColumnBatch {
    /// The rows as a chunk of copies.
    fileprivate var chunk: ColumnChunk {
        ColumnChunk(
            rowCount: rowCount,
            columns: columns.map { (ColumnChunk.Values.copied($0), ColumnChunk.Validity(words: nil)) })
    }
}
