internal import QueryCompiler
internal import Warehouse

extension QueryRunner {
    /// What the statements of a query return, from the cache where that is good enough, or from an equal query that runs.
    func results(
        of compiled: CompiledQuery, _ ask: QueryAsk
    ) async throws(QueryFailure) -> (StatementResults, CachedAnswer?) {
        guard let cache, !compiled.isVolatile else {
            if ask.cache == .only { throw .notCached }
            return (try await computedResults(of: compiled, ask), nil)
        }
        let key = ResultCache.Key(compiled)
        if ask.cache != .refresh, let entry = cache.entry(key) {
            let isGood = await cache.isGood(entry, for: compiled)
            if isGood || ask.cache == .only {
                cache.note(hit: true)
                ask.watch?.note(source: .cache)
                return (entry.results, CachedAnswer(ranAt: entry.ranAt, isExpired: !isGood))
            }
        }
        if ask.cache == .only { throw .notCached }
        cache.note(hit: false)
        guard let tables = await tablesRead(by: key, cache), let version = await cache.version(tables) else {
            // Nobody would notice when the data changes, or it is changing.
            return (try await computedResults(of: compiled, ask), nil)
        }
        return (try await shared(compiled, key, ask, cache, tables: tables, version: version), nil)
    }

    private func shared(
        _ compiled: CompiledQuery, _ key: ResultCache.Key, _ ask: QueryAsk, _ cache: ResultCache, tables: [String],
        version: String
    ) async throws(QueryFailure) -> StatementResults {
        let flight = SingleFlight.Key(
            query: key, version: version, priority: ask.priority, timeLimit: ask.timeLimit ?? timeLimit)
        do {
            return try await cache.flights.results(
                for: flight,
                joined: {
                    ask.watch?.note(source: .shared)
                    ask.watch?.enter(.running)
                },
                compute: {
                    let ranAt = cache.now()
                    let results = try await computedResults(of: compiled, ask)
                    cache.keep(results, for: key, ranAt: ranAt, tables: tables, version: version)
                    return results
                })
        } catch let failure as QueryFailure {
            throw failure
        } catch {
            throw .cancelled
        }
    }

    /// `nil` when the warehouse can't tell, so that nobody would notice when they change.
    private func tablesRead(by key: ResultCache.Key, _ cache: ResultCache) async -> [String]? {
        var tables: Set<String> = []
        for statement in key.statements {
            if let known = cache.tables(of: statement.sql) {
                tables.formUnion(known)
                continue
            }
            guard let read = try? await warehouse.tablesRead(by: statement.sql) else { return nil }
            cache.remember(tables: read, of: statement.sql)
            tables.formUnion(read)
        }
        return tables.sorted()
    }
}

extension ResultCache {
    /// Whether a query that may run takes this result: its policy calls it good, and the data has not changed.
    fileprivate func isGood(_ entry: Entry, for query: CompiledQuery) async -> Bool {
        guard entry.ranAt >= oldBefore(query.cachePolicy, query.model, now()) else { return false }
        return await version(entry.tables) == entry.version
    }
}

extension CompiledQuery {
    /// Whether its SQL gives something else each time, with the same data.
    fileprivate var isVolatile: Bool {
        ([sql] + [totals, rowTotals, grandTotals].compactMap { $0?.sql } + subtotals.map(\.statement.sql))
            .contains { VolatileSQL.isIn($0) }
    }
}
