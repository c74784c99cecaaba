package import QueryCompiler
package import SemanticModel
package import Warehouse

/// Runs explore queries: compiles them, waits for a place, asks the warehouse.
package struct QueryRunner: Sendable {
    /// Values (rows × columns) of a result that is held in memory as a whole.
    package static let largestHeldResult = 5_000_000

    package let warehouse: any Warehouse
    package let admission: AdmissionQueue
    /// Queries that run at once.
    package let places: Int
    /// Wall-clock limit of one statement.
    package let timeLimit: Duration
    /// `nil` runs every query.
    package let cache: ResultCache?

    package init(
        warehouse: any Warehouse, concurrency: Int, timeLimit: Duration = .seconds(60), cache: ResultCache? = nil
    ) {
        self.warehouse = warehouse
        self.cache = cache
        places = max(1, concurrency)
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
        priority: AdmissionQueue.Priority = .interactive, cache use: CacheUse = .fresh
    ) async throws(QueryFailure) -> QueryAnswer {
        let compiled = try compile(query, on: project, context: context)
        return try await run(compiled, label: label, priority: priority, cache: use)
    }

    package func run(
        _ compiled: CompiledQuery, label: String, priority: AdmissionQueue.Priority = .interactive,
        cache use: CacheUse = .fresh
    ) async throws(QueryFailure) -> QueryAnswer {
        var ask = QueryAsk(label: label)
        ask.priority = priority
        ask.cache = use
        return try await run(compiled, ask)
    }

    /// Runs a compiled query and its totals, does to the rows what its plan says, and holds the whole result. What the
    /// statements return may come from the cache, or from an equal query that runs at the same moment.
    package func run(_ compiled: CompiledQuery, _ ask: QueryAsk) async throws(QueryFailure) -> QueryAnswer {
        let started = ContinuousClock.now
        let (results, cached) = try await self.results(of: compiled, ask)
        ask.watch?.enter(.writing)
        var answer = try ResultAssembly(compiled).answer(results, runtime: .zero)
        answer.cached = cached
        answer.runtime = ContinuousClock.now - started
        ask.watch?.note(rows: answer.pivot?.rows.count ?? answer.rows.rowCount)
        return answer
    }

    /// What the statements return now.
    func computedResults(of compiled: CompiledQuery, _ ask: QueryAsk) async throws(QueryFailure) -> StatementResults {
        func rows(_ statement: CompiledStatement, _ part: String = "") async throws(QueryFailure) -> ResultSet {
            try await admitted(ask, sql: statement.sql) {
                try await collect(
                    Statement(
                        statement.sql, parameters: statement.parameters, label: ask.label + part,
                        timeLimit: ask.timeLimit ?? timeLimit))
            }
        }
        var results = StatementResults(
            rows: try await rows(CompiledStatement(sql: compiled.sql, parameters: compiled.parameters)))
        if let statement = compiled.totals { results.totals = try await rows(statement, " (totals)") }
        if let statement = compiled.rowTotals { results.rowTotals = try await rows(statement, " (row totals)") }
        if let statement = compiled.grandTotals { results.grandTotals = try await rows(statement, " (grand totals)") }
        for subtotal in compiled.subtotals {
            results.subtotals.append(try await rows(subtotal.statement, " (subtotals)"))
        }
        return results
    }

    /// Runs a compiled query and hands its batches to `body` as they arrive, so that a download of any length takes
    /// little memory. A reader that is slow slows the query down.
    ///
    /// Only for a query whose ``CompiledQuery/canStream`` holds: batches leave as the warehouse returns them.
    package func stream(
        _ compiled: CompiledQuery, _ ask: QueryAsk, _ body: (ColumnBatch) async throws -> Void
    ) async throws {
        ask.watch?.enter(.waiting)
        let place = try await admission.enter(ask.priority, of: ask.owner)
        ask.watch?.enter(.running)
        do {
            let statement = Statement(
                compiled.sql, parameters: compiled.parameters, label: ask.label,
                timeLimit: (ask.timeLimit ?? timeLimit) * 10)
            var iterator = try await warehouse.query(statement).makeAsyncIterator()
            var rows = 0
            while let batch = try await iterator.next() {
                rows += batch.rowCount
                ask.watch?.note(rows: rows)
                try await body(batch)
            }
        } catch {
            await admission.leave(place)
            throw error
        }
        await admission.leave(place)
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

    func admitted<Value: Sendable>(
        _ ask: QueryAsk, sql: String, _ body: @Sendable () async throws -> Value
    ) async throws(QueryFailure) -> Value {
        do {
            ask.watch?.enter(.waiting)
            return try await admission.run(ask.priority, of: ask.owner) {
                ask.watch?.enter(.running)
                return try await body()
            }
        } catch let error as QueryFailure {
            throw error
        } catch let error as WarehouseError {
            throw .failed(error, sql: sql)
        } catch {
            throw .cancelled
        }
    }
}

extension CompiledQuery {
    /// Whether its rows can leave one batch after the other: nothing is done to them that needs the others.
    package var canStream: Bool { plan.isEmpty && pivots.isEmpty && selected == fields.count }
}
