internal import QueryCompiler
internal import Warehouse

extension QueryRunner {
    /// What the statements of a query return, from the cache where that is good enough.
    func results(
        of compiled: CompiledQuery, label: String, priority: AdmissionQueue.Priority, _ use: CacheUse
    ) async throws(QueryFailure) -> (StatementResults, CachedAnswer?) {
        guard let cache, !compiled.isVolatile else {
            if use == .only { throw .notCached }
            return (try await computedResults(of: compiled, label: label, priority: priority), nil)
        }
        let key = ResultCache.Key(compiled)
        if use != .refresh, let entry = cache.entry(key) {
            let isGood = await cache.isGood(entry, for: compiled)
            if isGood || use == .only {
                cache.note(hit: true)
                return (entry.results, CachedAnswer(ranAt: entry.ranAt, isExpired: !isGood))
            }
        }
        if use == .only { throw .notCached }
        cache.note(hit: false)
        let ranAt = cache.now()
        let tables = await tablesRead(by: key)
        let version = if let tables { await cache.version(tables) } else { nil as String? }
        let results = try await computedResults(of: compiled, label: label, priority: priority)
        if let tables, let version { cache.keep(results, for: key, ranAt: ranAt, tables: tables, version: version) }
        return (results, nil)
    }

    /// `nil` when the warehouse can't tell, so that nobody would notice when they change.
    private func tablesRead(by key: ResultCache.Key) async -> [String]? {
        var tables: Set<String> = []
        for statement in key.statements {
            guard let read = try? await warehouse.tablesRead(by: statement.sql) else { return nil }
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
