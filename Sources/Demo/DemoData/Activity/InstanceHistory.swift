/// One instance over all its days: how many people did what, which pings arrived, which version ran.
struct InstanceHistory: Sendable {
    let instance: PlannedInstance
    /// From the instance's first day on.
    let facts: [DayFacts]
    /// Days on which a ping arrived, from the first day on.
    let pinged: [Bool]
    let versions: VersionHistory
    /// The people active on each day, for instances that send events; empty for all others.
    let activeUsers: [UserSet]
    /// People who never sign in, on the public instance.
    let anonymous: UserSet

    init(_ instance: PlannedInstance, settings: DemoSettings, releases: ReleaseLine) {
        self.instance = instance
        versions = VersionHistory(instance, releases: releases)
        var population = Population(instance, seed: settings.seed)
        let days = max(0, instance.lastDay - instance.firstDay + 1)
        var facts: [DayFacts] = []
        facts.reserveCapacity(days)
        var activeUsers: [UserSet] = []
        for day in instance.firstDay..<(instance.firstDay + days) {
            facts.append(population.live(through: day))
            if instance.telemetry == .fullAndEvents { activeUsers.append(population.today) }
        }
        self.facts = facts
        self.activeUsers = activeUsers
        anonymous = population.anonymous
        var random = Random(seed: settings.seed, .pings, instance.index)
        pinged = (0..<days).map { offset in
            let isMissing = random.chance(instance.missingPings)
            return !isMissing && !(instance.silentDays?.contains(instance.firstDay + offset) ?? false)
        }
    }

    /// `nil` outside the instance's days.
    func facts(on day: Int) -> DayFacts? {
        let offset = day - instance.firstDay
        return facts.indices.contains(offset) ? facts[offset] : nil
    }

    func hasPing(on day: Int) -> Bool {
        let offset = day - instance.firstDay
        return pinged.indices.contains(offset) && pinged[offset]
    }

    /// Whether pings carry only what cannot be switched off: possible before 5.0.
    func isCritical(on day: Int) -> Bool {
        instance.telemetry == .critical && versions.version(on: day).major < 5
    }
}
