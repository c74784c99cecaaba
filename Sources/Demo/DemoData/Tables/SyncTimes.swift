/// When rows of other systems reached the warehouse.
struct SyncTimes: Sendable {
    private let end: Int

    init(settings: DemoSettings) { end = (settings.endDay + 1) * 86_400 }

    /// The last copy of a system that is read whole, hourly: just before the last day ended.
    var hourly: DemoValue { .timestamp(second: end - 900) }

    /// The last copy of a system that is read once a day, in the afternoon of California.
    var daily: DemoValue { .timestamp(second: end - 7_200) }

    /// For records that are read as they come: the quarter of an hour after `second`.
    func next(after second: Int) -> DemoValue { .timestamp(second: min(end - 1, (second / 900 + 1) * 900)) }
}

extension DemoCompany {
    var sync: SyncTimes { SyncTimes(settings: settings) }
}
