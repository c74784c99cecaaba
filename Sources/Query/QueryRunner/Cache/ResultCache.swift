internal import QueryCompiler
package import SemanticModel
internal import Synchronization

/// Rows that the warehouse returned, kept in memory for the next query with the same SQL.
///
/// Rights need no part in the key: whatever a user may not see is a condition in the SQL or a bound value of it. Labels,
/// formats, fill and calculations are not kept: they are made for each answer from its own query.
package final class ResultCache: Sendable {
    /// All statements of a query with their values, byte for byte.
    struct Key: Hashable {
        var statements: [CompiledStatement]
        var timezone: String

        init(_ query: CompiledQuery) {
            statements = [CompiledStatement(sql: query.sql, parameters: query.parameters)]
            statements += [query.totals, query.rowTotals, query.grandTotals].compactMap(\.self)
            statements += query.subtotals.map(\.statement)
            timezone = query.timezone
        }

        // Text that looks the same may differ in its bytes, and then finds other rows.
        static func == (left: Key, right: Key) -> Bool {
            left.timezone == right.timezone && left.statements.count == right.statements.count
                && zip(left.statements, right.statements).allSatisfy { left, right in
                    left.sql.utf8.elementsEqual(right.sql.utf8)
                        && left.parameters.count == right.parameters.count
                        && zip(left.parameters, right.parameters).allSatisfy { $0.isIdentical(to: $1) }
                }
        }
    }

    struct Entry {
        var results: StatementResults
        /// Microseconds since 1970-01-01 00:00:00 UTC, before the first statement began.
        var ranAt: Int64
        /// The tables that it was read from.
        var tables: [String]
        /// What the data was like before the first statement began.
        var version: String
        var bytes: Int
        var lastUse: UInt64
    }

    private struct State {
        var entries: [Key: Entry] = [:]
        var bytes = 0
        var uses: UInt64 = 0
        var hits = 0
        var misses = 0
        /// What statements read, by their text: the same ones come with other values.
        var tables: [String: [String]] = [:]
    }

    private static let mostStatements = 4_000

    /// Bytes of all results together.
    package let limit: Int
    let now: @Sendable () -> Int64
    let oldBefore: @Sendable (CachePolicy, _ model: String, _ now: Int64) -> Int64
    let version: @Sendable (_ tables: [String]) async -> String?
    private let state = Mutex(State())
    let flights = SingleFlight()

    /// - Parameters:
    ///   - limit: Bytes of all results together; a result of more than a quarter is not kept. With 0 none is, and equal
    ///     queries that run at the same moment still share one answer.
    ///   - now: Microseconds since 1970-01-01 00:00:00 UTC.
    ///   - oldBefore: Since when results of an explore's policy are good.
    ///   - version: Something that is another whenever the data of the tables may be another, their names as the SQL
    ///     writes them; `nil` while they change.
    package init(
        limit: Int, now: @escaping @Sendable () -> Int64,
        oldBefore: @escaping @Sendable (CachePolicy, _ model: String, _ now: Int64) -> Int64,
        version: @escaping @Sendable (_ tables: [String]) async -> String?
    ) {
        self.limit = limit
        self.now = now
        self.oldBefore = oldBefore
        self.version = version
    }

    /// How it is used.
    package struct Statistics: Sendable, Hashable {
        package var results: Int
        package var bytes: Int
        package var hits: Int
        package var misses: Int
    }

    package var statistics: Statistics {
        state.withLock {
            Statistics(results: $0.entries.count, bytes: $0.bytes, hits: $0.hits, misses: $0.misses)
        }
    }

    /// Forgets everything.
    package func clear() {
        state.withLock {
            $0.entries = [:]
            $0.bytes = 0
        }
    }

    /// The tables that a statement reads, where that is known.
    func tables(of sql: String) -> [String]? { state.withLock { $0.tables[sql] } }

    func remember(tables: [String], of sql: String) {
        state.withLock { state in
            if state.tables.count >= Self.mostStatements { state.tables = [:] }
            state.tables[sql] = tables
        }
    }

    func entry(_ key: Key) -> Entry? {
        state.withLock { state in
            state.uses += 1
            state.entries[key]?.lastUse = state.uses
            return state.entries[key]
        }
    }

    func note(hit: Bool) {
        state.withLock { state in
            if hit { state.hits += 1 } else { state.misses += 1 }
        }
    }

    /// Keeps a result, and lets go of those that were not used for longest.
    func keep(_ results: StatementResults, for key: Key, ranAt: Int64, tables: [String], version: String) {
        let bytes = results.bytes + key.statements.reduce(0) { $0 + $1.sql.utf8.count }
        guard bytes <= limit / 4 else { return }
        state.withLock { state in
            state.uses += 1
            // One that began earlier and ended later knows less.
            if let other = state.entries[key] {
                guard other.ranAt <= ranAt else { return }
                state.bytes -= other.bytes
            }
            state.entries[key] = Entry(
                results: results, ranAt: ranAt, tables: tables, version: version, bytes: bytes, lastUse: state.uses)
            state.bytes += bytes
            guard state.bytes > limit else { return }
            // A little more than has to go, so that not every result has to look for the oldest.
            for (key, entry) in state.entries.sorted(by: { $0.value.lastUse < $1.value.lastUse }) {
                guard state.bytes > limit / 10 * 9 else { break }
                state.entries[key] = nil
                state.bytes -= entry.bytes
            }
        }
    }
}
