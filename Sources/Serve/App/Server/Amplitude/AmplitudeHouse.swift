import AmplitudeAPI
import Content
import FrontDoor
import ProductAPI
import QueryRunner

/// Amplitude's APIs, put together from what answers everybody else.
enum AmplitudeHouse {
    /// - Parameter charts: The charts that the project keeps.
    static func routes(
        _ analytics: AnalyticsHouse, charts: LiveCharts, content: ContentStore, plans: PlanFollower,
        keys: KeyDirectory, address: ServedAddress, now: @escaping @Sendable () -> Int64
    ) -> AmplitudeRoutes {
        let desk = analytics.charts
        return AmplitudeRoutes(
            AmplitudeServices(
                keys: keys, warehouse: desk.warehouse, number: desk.number, calendar: desk.calendar,
                currency: desk.currency,
                chart: { definition in
                    do {
                        return try await desk.numbers(ChartAsk(definition: definition), for: .amplitude)
                    } catch QueryFailure.busy {
                        throw RequestFailure.busy(retryAfter: 5)
                    }
                },
                savedChart: { charts.chart($0)?.definition },
                cohorts: AmplitudeCohortStore(work: analytics.cohorts),
                records: AmplitudeRecordStore(content: content, plans: plans),
                erase: { people, project, requester in
                    _ = try await analytics.erasure.erase(people, of: project, requester: requester)
                }, address: { address.current }, now: now))
    }
}
