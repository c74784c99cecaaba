import GRDB
internal import Logging
package import QueryCompiler
package import SemanticModel

/// How many values the index holds.
package struct ValueLimits: Sendable {
    /// Of one dimension; more are left out, and the dimension is marked as cut.
    package var perField = 100_000
    package var all = 1_000_000
    /// UTF-8 bytes of a value that is worth finding; longer texts are left out.
    package var bytes = 200

    package init() {}
}

extension Discovery {
    /// Reads the values of all dimensions that dashboards filter by, one dimension after the other. A dimension that can't
    /// be read keeps what it has; one that nothing filters by any more, or that not everybody may know, is dropped.
    ///
    /// - Parameters:
    ///   - project: The project that is served.
    ///   - run: Runs a query for nobody in particular and gives its only column.
    package func refreshValues(
        _ project: Project, limits: ValueLimits = ValueLimits(),
        run: @Sendable (ExploreQuery) async throws -> [String]
    ) async {
        await freshen()
        do {
            let open = project.opened(to: [:])
            let wanted = try await database.read { db in
                let rows = try Row.fetchAll(
                    db,
                    sql: """
                        SELECT f.model, f.explore, f.field, max(d.weight) AS weight FROM filters f
                        JOIN documents d ON d.kind = 'dashboard' AND d.key = f.dashboard
                        GROUP BY f.model, f.explore, f.field ORDER BY weight DESC, f.model, f.explore, f.field
                        """)
                return rows.map { ValueField(model: $0["model"], explore: $0["explore"], field: $0["field"]) }
            }
            let sources = wanted.compactMap { ValueSource($0, in: open, limit: limits.perField + 1) }
            let kept = Set(sources.map(\.field))
            try await database.write { db in
                for field in try ValueShelf.fields(db).values where !kept.contains(field) {
                    try ValueShelf.remove(db, field)
                }
            }
            var left = limits.all
            for source in sources {
                guard !Task.isCancelled else { return }
                left -= try await refresh(source, limits: limits, left: left, run: run)
            }
        } catch {
            reportFailure(of: "The values that can be searched could not be read", error)
        }
    }

    /// - Returns: How many values the dimension has in the index now.
    private func refresh(
        _ source: ValueSource, limits: ValueLimits, left: Int, run: @Sendable (ExploreQuery) async throws -> [String]
    ) async throws -> Int {
        let all: [String]
        switch source.origin {
        case .fixed(let values): all = values
        case .query(let query):
            do {
                all = try await run(query)
            } catch {
                reportFailure(of: "The values of \(source.field.field) could not be read", error)
                return 0
            }
        }
        var seen: Set<String> = []
        let values = all.filter { value in
            let bytes = value.utf8.count
            return bytes > 0 && bytes <= limits.bytes && seen.insert(value).inserted
        }
        let most = min(limits.perField, max(0, left))
        let kept = Array(values.prefix(most))
        let isCut = values.count > kept.count
        if isCut {
            reportFailure(
                of: "Of \(source.field.field) only \(kept.count) values can be searched", "there are more than that")
        }
        try await database.write { try ValueShelf.replace($0, source.field, with: kept, isCut: isCut) }
        return kept.count
    }

    /// How many values are in the index.
    package nonisolated func valueCount() async throws(DiscoveryError) -> Int {
        try await database.read { try ValueShelf.count($0) }
    }
}
