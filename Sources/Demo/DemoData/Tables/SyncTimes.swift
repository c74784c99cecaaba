/// When rows of other systems reached the warehouse.
struct SyncTimes: Sendable {
    private let end: Int

    init(settings: DemoSettings) { end = (settings.endDay + 1) * 86_400 }

    /// The last copy of a system that is read whole, hourly: just before the last day ended.
    var hourly: DemoValue { .timestamp(second: end - 900) }

    /// The last copy of a system that is read once a day, in the afternoon of California.
    var daily: DemoValue { .timestamp(second: end - 7_200) }

    static func microseconds(_ value: DemoValue) -> Int64 {
        if case .timestamp(let moment) = value { moment } else { 0 }
    }

    /// For records that are read as they come: the quarter of an hour after `second`.
    func next(after second: Int) -> DemoValue { .timestamp(second: min(end - 1, (second / 900 + 1) * 900)) }
}

extension DemoCompany {
    var sync: SyncTimes { SyncTimes(settings: settings) }

    /// Tables of which only what is new is read, every quarter of an hour; all others are copied whole.
    private static let readAsTheyCome: Set<String> = [
        "support_ticket_comment", "support_ticket_status", "support_satisfaction_rating", "survey_response",
        "web_session",
    ]

    /// What the sync of each table has written down: up to when it has read the other system, whether there was
    /// something new or not. The newest row of a rating may be days old although nothing is late.
    func syncState(of tables: [DemoTable]) -> DemoTable {
        DemoTable(
            "sync_state", ["table_name VARCHAR", "complete_through TIMESTAMP", "finished_at TIMESTAMP", "rows BIGINT"],
            rows: tables.map { table in
                var through = SyncTimes.microseconds(sync.hourly)
                if let column = table.columns.firstIndex(where: { $0.name == "_synced_at" }),
                    !Self.readAsTheyCome.contains(table.name)
                {
                    through = table.rows.map { SyncTimes.microseconds($0[column]) }.max() ?? through
                }
                return [
                    .text(table.name), .timestamp(through), .timestamp(through + 40_000_000), .int(table.rows.count),
                ]
            })
    }
}
