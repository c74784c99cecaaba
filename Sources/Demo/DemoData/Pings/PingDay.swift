/// The pings of one instance that arrive on one UTC day: as a rule one, late in the evening, with the counts of the whole
/// day. Now and then there is more: one of the noon before, the same one twice, yesterday's, or a copy's.
struct PingDay {
    let history: InstanceHistory
    let plan: CompanyPlan
    let day: Int

    private var instance: PlannedInstance { history.instance }

    func pings() -> [DemoPing] {
        var pings: [DemoPing] = []
        if history.arrival(on: day - 1) == .onTheNextDay { pings += evening(of: day - 1, at: (day, 3)) }
        if isOfCopyToo { pings += copy() }
        guard history.arrival(on: day) == .onTheDay else { return pings }
        if hasNoonPing { pings += noon() }
        pings += evening(of: day, at: (day, 22))
        if isDoubled, var again = pings.last {
            again.receivedAt += 41_000_000
            pings.append(again)
        }
        return pings
    }

    /// Whether a copy of the database pings as well.
    var isOfCopyToo: Bool { instance.clonedDays?.contains(day) == true && history.facts(on: day) != nil }

    /// Whether the instance pings at noon, too.
    var hasNoonPing: Bool {
        history.arrival(on: day) == .onTheDay && dice < 0.015 && instance.hosting != .app
            && !history.isCritical(on: day) && history.facts(on: day - 1) != nil
    }

    /// Whether the answer got lost, so that the instance asked again.
    var isDoubled: Bool { history.arrival(on: day) == .onTheDay && dice > 0.996 && history.facts(on: day) != nil }

    private var dice: Double { usage(day)?.noise(.arrival, day) ?? 0.5 }

    private func usage(_ day: Int, _ facts: DayFacts? = nil) -> UsageContext? {
        (facts ?? history.facts(on: day)).map {
            UsageContext(history: history, day: day, facts: $0, seed: plan.settings.seed)
        }
    }

    /// The day's last ping, with all that the day has brought.
    private func evening(of day: Int, at hour: (day: Int, hour: Int)) -> [DemoPing] {
        guard let usage = usage(day) else { return [] }
        let endings = UsageBlocks.Endings(of: day, endDay: plan.settings.endDay)
        return [ping(usage, blocks: UsageBlocks(usage: usage, endings: endings), at: hour)]
    }

    /// A ping in the middle of the day: half of the people were there already, and the week and the month stand where
    /// they stood the evening before.
    private func noon() -> [DemoPing] {
        guard var facts = history.facts(on: day), let before = history.facts(on: day - 1) else { return [] }
        facts.daily /= 2
        facts.dailyRegistered /= 2
        facts.dailyIntegration /= 2
        let isNewWeek = CivilDate.weekday(day) == 0
        facts.weekly = isNewWeek ? facts.daily : max(before.weekly, facts.daily)
        facts.weeklyRegistered = isNewWeek ? facts.dailyRegistered : max(before.weeklyRegistered, facts.dailyRegistered)
        facts.weeklyIntegration =
            isNewWeek ? facts.dailyIntegration : max(before.weeklyIntegration, facts.dailyIntegration)
        let isNewMonth = CivilDate.monthStart(day) == day
        facts.monthly = isNewMonth ? facts.daily : max(before.monthly, facts.daily)
        facts.monthlyRegistered =
            isNewMonth ? facts.dailyRegistered : max(before.monthlyRegistered, facts.dailyRegistered)
        facts.monthlyIntegration =
            isNewMonth ? facts.dailyIntegration : max(before.monthlyIntegration, facts.dailyIntegration)
        return usage(day, facts).map { [ping($0, blocks: nil, at: (day, 11))] } ?? []
    }

    /// Somebody tries an upgrade on a copy of the database: a person or two, under the same site id.
    private func copy() -> [DemoPing] {
        guard var facts = history.facts(on: day) else { return [] }
        let people = min(2, facts.daily)
        (facts.daily, facts.weekly, facts.monthly) = (people, people, people)
        (facts.dailyRegistered, facts.weeklyRegistered, facts.monthlyRegistered) = (people, people, people)
        (facts.dailyIntegration, facts.weeklyIntegration, facts.monthlyIntegration) = (0, 0, 0)
        let address = instance.externalURL.replacingPrefix("https://", with: "https://upgrade-test-")
        return usage(day, facts).map { [ping($0, blocks: nil, at: (day, 9), externalURL: address)] } ?? []
    }

    private func ping(
        _ usage: UsageContext, blocks: UsageBlocks?, at hour: (day: Int, hour: Int), externalURL: String? = nil
    ) -> DemoPing {
        let second =
            hour.day * 86_400 + hour.hour * 3_600 + instance.pingMinute * 60 + (hour.day + instance.index * 7) % 60
        let body = PingBody(
            usage: usage, licenseKey: plan.licenseKey(of: instance, on: usage.day), blocks: blocks,
            externalURL: externalURL)
        return DemoPing(
            siteID: instance.siteID, receivedAt: Int64(second) * 1_000_000, clientAddress: instance.clientAddress,
            body: body.bytes())
    }
}
