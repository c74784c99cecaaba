internal import JSON
internal import ProductAnalytics
internal import Synchronization

/// Answers of charts on the collected events, kept for as long as the events are the same. Without a moment of its own an
/// answer is good for a minute at most, since "now" moves on.
package final class ChartCache: Sendable {
    struct Key: Hashable {
        var text: String
        var version: String
        var isForAMoment: Bool
    }

    private struct Entry {
        var bytes: [UInt8]
        var at: Int64
        var use: Int
    }

    private struct State {
        var entries: [Key: Entry] = [:]
        var size = 0
        var uses = 0
    }

    private let state = Mutex(State())
    /// Bytes of answers.
    private let limit: Int
    private let version: @Sendable () async -> String?

    /// - Parameter version: Another one whenever there may be other events; `nil` while they change.
    package init(limit: Int, version: @escaping @Sendable () async -> String?) {
        self.limit = limit
        self.version = version
    }

    private static let longest: Int64 = 60_000_000

    /// - Returns: `nil` for what is not kept: explores may read any table.
    /// - Parameter cohorts: Another text whenever a cohort may be another.
    func key(
        _ ask: ChartAsk, of source: ChartDefinition.SourceName, cohorts: String, showsSQL: Bool
    ) async -> Key? {
        guard case .events = source, !ask.readsEventsOnly, let version = await version() else { return nil }
        let moment = ask.asOf.map(String.init) ?? "now"
        return Key(
            text: "\(moment) \(showsSQL) \(cohorts) \(ask.definition.text)", version: version,
            isForAMoment: ask.asOf == nil)
    }

    func answer(to key: Key, now: Int64) -> [UInt8]? {
        state.withLock { state in
            guard let entry = state.entries[key], !key.isForAMoment || now - entry.at < Self.longest else { return nil }
            state.uses += 1
            state.entries[key]?.use = state.uses
            return entry.bytes
        }
    }

    /// The answers that were longest not asked for make room.
    func keep(_ bytes: [UInt8], for key: Key, at time: Int64) {
        guard bytes.count <= limit / 4 else { return }
        state.withLock { state in
            state.uses += 1
            state.size += bytes.count - (state.entries[key]?.bytes.count ?? 0)
            state.entries[key] = Entry(bytes: bytes, at: time, use: state.uses)
            while state.size > limit, let oldest = state.entries.min(by: { $0.value.use < $1.value.use })?.key {
                state.size -= state.entries.removeValue(forKey: oldest)?.bytes.count ?? 0
            }
        }
    }
}
