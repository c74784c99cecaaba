/// A made-up software company and a year of its life: accounts, licences and releases as tables, and the pings and events
/// of every instance, day by day, in the formats in which real instances send them.
///
/// Everything follows from the settings; nothing is read from a clock. The whole year is planned and lived when the value
/// is made, which takes about a second; days can then be asked for in any order.
package struct DemoCompany: Sendable {
    package let settings: DemoSettings
    let plan: CompanyPlan
    let histories: [InstanceHistory]
    /// Organisations on the public instance.
    let organizations: [PlannedOrganization]
    let business: BusinessPlan

    package init(settings: DemoSettings) {
        self.settings = settings
        let plan = CompanyPlan(settings: settings)
        self.plan = plan
        let histories = plan.instances.map { InstanceHistory($0, settings: settings, releases: plan.releases) }
        self.histories = histories
        organizations =
            histories.first { $0.instance.hosting == .dotcom }
            .map { CloudPlan(settings: settings, history: $0).organizations } ?? []
        business = BusinessPlan(plan: plan, histories: histories)
    }

    /// The days that have pings and events, the oldest first.
    package var days: ClosedRange<Int> { settings.firstDay...settings.endDay }

    /// The pings that arrive on one UTC day in the order of their arrival: as a rule one of each instance, late in the
    /// evening, so that its counts are those of the whole day.
    package func pings(day: Int) -> [DemoPing] {
        histories.flatMap { PingDay(history: $0, plan: plan, day: day).pings() }
            .sorted { ($0.receivedAt, $0.siteID) < ($1.receivedAt, $1.siteID) }
    }

    /// The event stream of one UTC day: that of Sourcegraph.com, of the managed instances that send user-level data and of
    /// the company's web pages, in the order of time.
    ///
    /// - Parameter apiKey: The ingestion key to put into the bodies; must hold nothing that JSON escapes.
    package func eventBatches(day: Int, apiKey: String) -> [DemoEventBatch] {
        var events: [StreamEvent] = []
        for history in histories where !history.activeUsers.isEmpty {
            let instance = history.instance
            var stream = EventDay(
                history: history, accountSlug: instance.account.map { plan.accounts[$0].slug }, day: day,
                organizations: organizations,
                random: Random(seed: settings.seed, .events, instance.index &* 100_003 &+ day))
            events += stream.events()
        }
        var website = WebsiteDay(settings: settings, day: day)
        events += website.events()
        let order = events.indices.sorted { (events[$0].time, $0) < (events[$1].time, $1) }
        return stride(from: 0, to: order.count, by: DemoEventBatch.size).map { start in
            let batch = order[start..<min(start + DemoEventBatch.size, order.count)]
            var body = TextBuffer(capacity: batch.count * 380)
            body.text("{\"api_key\":\"")
            body.text(apiKey)
            body.text("\",\"events\":[")
            for index in batch {
                body.separate()
                body.raw(events[index].json)
            }
            body.text("]}")
            let last = batch.last.map { events[$0].time } ?? day * 86_400_000
            return DemoEventBatch(receivedAt: Int64(last + 2_000) * 1_000, body: body.bytes, eventCount: batch.count)
        }
    }
}
