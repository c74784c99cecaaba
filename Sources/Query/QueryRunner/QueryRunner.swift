package import QueryCompiler
package import SemanticModel
package import Warehouse

/// Runs explore queries: compiles them, waits for a place, asks the warehouse.
package struct QueryRunner: Sendable {
    /// Values (rows × columns) of a result that is held in memory as a whole.
    package static let largestHeldResult = 5_000_000

    package let warehouse: any Warehouse
    package let admission: AdmissionQueue
    /// Wall-clock limit of one statement.
    package let timeLimit: Duration

    package init(warehouse: any Warehouse, concurrency: Int, timeLimit: Duration = .seconds(60)) {
        self.warehouse = warehouse
        admission = AdmissionQueue(limit: concurrency)
        self.timeLimit = timeLimit
    }

    /// Names → fields → plan → SQL, without running it.
    package func compile(
        _ query: ExploreQuery, on project: Project, context: QueryContext
    ) throws(QueryFailure) -> CompiledQuery {
        do {
            return try QueryCompiler.compile(query, project: project, context: context, dialect: warehouse.dialect)
        } catch {
            throw .invalid(error)
        }
    }

    /// Runs a query and holds its whole result.
    /// - Parameter label: On whose behalf, for logs and the list of running queries.
    package func run(
        _ query: ExploreQuery, on project: Project, context: QueryContext, label: String,
        priority: AdmissionQueue.Priority = .interactive
    ) async throws(QueryFailure) -> QueryAnswer {
        let compiled = try compile(query, on: project, context: context)
        return try await run(compiled, label: label, priority: priority)
    }

    /// Runs a compiled query and holds its whole result, and its totals if it has some.
    package func run(
        _ compiled: CompiledQuery, label: String, priority: AdmissionQueue.Priority = .interactive
    ) async throws(QueryFailure) -> QueryAnswer {
        let started = ContinuousClock.now
        let rows = try await admitted(priority, sql: compiled.sql) {
            try await collect(
                Statement(compiled.sql, parameters: compiled.parameters, label: label, timeLimit: timeLimit))
        }
        var totals: ResultSet?
        if let statement = compiled.totals {
            totals = try await admitted(priority, sql: statement.sql) {
                try await collect(
                    Statement(
                        statement.sql, parameters: statement.parameters, label: label + " (totals)",
                        timeLimit: timeLimit))
            }
        }
        return QueryAnswer(query: compiled, rows: rows, totals: totals, runtime: ContinuousClock.now - started)
    }

    /// Runs a compiled query and hands its batches to `body` as they arrive, so that a download of any length takes
    /// little memory. A reader that is slow slows the query down.
    package func stream(
        _ compiled: CompiledQuery, label: String, priority: AdmissionQueue.Priority = .background,
        _ body: (ColumnBatch) async throws -> Void
    ) async throws {
        try await admission.enter(priority)
        do {
            let statement = Statement(
                compiled.sql, parameters: compiled.parameters, label: label, timeLimit: timeLimit * 10)
            var iterator = try await warehouse.query(statement).makeAsyncIterator()
            while let batch = try await iterator.next() { try await body(batch) }
        } catch {
            await admission.leave()
            throw error
        }
        await admission.leave()
    }

    private func collect(_ statement: Statement) async throws -> ResultSet {
        let stream = try await warehouse.query(statement)
        var iterator = stream.makeAsyncIterator()
        var result = ResultSet(columns: stream.columns, batches: [])
        var values = 0
        while let batch = try await iterator.next() {
            values += batch.rowCount * batch.columns.count
            guard values <= Self.largestHeldResult else { throw QueryFailure.tooLarge(limit: Self.largestHeldResult) }
            result.batches.append(batch)
        }
        return result
    }

    private func admitted<Value: Sendable>(
        _ priority: AdmissionQueue.Priority, sql: String, _ body: @Sendable () async throws -> Value
    ) async throws(QueryFailure) -> Value {
        do {
            return try await admission.run(priority, body)
        } catch let error as QueryFailure {
            throw error
        } catch let error as WarehouseError {
            throw .failed(error, sql: sql)
        } catch {
            throw .cancelled
        }
    }
}

/// A query with its result.
package struct QueryAnswer: Sendable {
    package var query: CompiledQuery
    package var rows: ResultSet
    /// One row: the measures over everything that the filters let through.
    package var totals: ResultSet?
    /// From asking to the last row, the wait for a place included.
    package var runtime: Duration

    package init(query: CompiledQuery, rows: ResultSet, totals: ResultSet?, runtime: Duration) {
        self.query = query
        self.rows = rows
        self.totals = totals
        self.runtime = runtime
    }
}
