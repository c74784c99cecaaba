package import Warehouse

extension QueryRunner {
    /// Runs one statement in the queue of all queries and reads its first rows; nothing is kept.
    /// - Returns: The rows, and whether there are more.
    package func firstRows(
        of statement: Statement, most: Int, _ ask: QueryAsk
    ) async throws(QueryFailure) -> (rows: ResultSet, isCut: Bool) {
        var statement = statement
        statement.timeLimit = ask.timeLimit ?? timeLimit
        let asked = statement
        let found = try await admitted(ask, sql: statement.sql) {
            let stream = try await warehouse.query(asked)
            var iterator = stream.makeAsyncIterator()
            var result = ResultSet(columns: stream.columns, batches: [])
            var values = 0
            while let batch = try await iterator.next() {
                values += batch.rowCount * batch.columns.count
                guard values <= Self.largestHeldResult else {
                    throw QueryFailure.tooLarge(limit: Self.largestHeldResult)
                }
                let left = most - result.rowCount
                if batch.rowCount > left {
                    if left > 0 { result.batches.append(batch.first(left)) }
                    // Letting go of the stream interrupts the statement.
                    return (result, true)
                }
                result.batches.append(batch)
            }
            return (result, false)
        }
        ask.watch?.enter(.writing)
        ask.watch?.note(rows: found.0.rowCount)
        return found
    }
}

extension ColumnBatch {
    fileprivate func first(_ count: Int) -> ColumnBatch {
        let places: [Int?] = Array(0..<count)
        return ColumnBatch(columns: columns.map { $0.taking(places) }, rowCount: count)
    }
}
