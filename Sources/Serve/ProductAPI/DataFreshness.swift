internal import Warehouse

/// Up to when each kind of collected data is complete, by data time: the newest row, not the time of the question.
struct DataFreshness: Sendable {
    struct Source: Sendable {
        var name: String
        var label: String
        /// ISO 8601 in UTC; `nil` while there is no data.
        var completeThrough: String?
        var isLate: Bool
    }

    let warehouse: any Warehouse
    /// Microseconds since 1970-01-01 UTC.
    let now: Int64

    /// Pings come at least daily and events all the time, so either is late once its newest row is two days old.
    private static let lateAfter: Int64 = 2 * 86_400 * 1_000_000

    func sources() async throws -> [Source] {
        [
            try await source("pings", "Pings", newest: "SELECT max(received_at) FROM raw.pings"),
            try await source("events", "Events", newest: "SELECT max(event_time) FROM main.events"),
        ]
    }

    private func source(_ name: String, _ label: String, newest sql: String) async throws -> Source {
        let rows = try await warehouse.rows(
            Statement(
                "SELECT strftime(newest, '%Y-%m-%dT%H:%M:%SZ'), epoch_us(newest) FROM (\(sql)) AS t(newest)",
                label: "freshness of \(name)"))
        guard let batch = rows.batches.first, batch.columns.count == 2, !batch.columns[0].isNull(0),
            case .text(let text) = batch.columns[0].values, case .int(let time) = batch.columns[1].values
        else { return Source(name: name, label: label, completeThrough: nil, isLate: false) }
        return Source(name: name, label: label, completeThrough: text[0], isLate: now - time[0] > Self.lateAfter)
    }
}
