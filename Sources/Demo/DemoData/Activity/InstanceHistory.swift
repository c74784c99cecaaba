/// One instance over all its days: how many people did what, which pings arrived, which version ran.
struct InstanceHistory: Sendable {
    let instance: PlannedInstance
    /// From the instance's first day on.
    let facts: [DayFacts]
    /// What became of each day's ping, from the first day on.
    let arrivals: [Arrival]
    let versions: VersionHistory
    /// The people active on each day, for instances that send events; empty for all others.
    let activeUsers: [UserSet]
    /// People who never sign in, on the public instance.
    let anonymous: UserSet
    /// By the user's number, for instances that send events: the day of joining, or `nil` for those of the beginning.
    let joinedOn: [Int?]

    enum Arrival: Int, Sendable { case none, onTheDay, onTheNextDay }

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
        joinedOn = instance.telemetry == .fullAndEvents ? population.joinedOn : []
        arrivals = Self.arrivals(of: instance, days: days, settings: settings)
    }

    /// Some pings get lost. A few arrive on the day after, when a proxy that was down is up again; none so late that it
    /// would come in another month.
    private static func arrivals(of instance: PlannedInstance, days: Int, settings: DemoSettings) -> [Arrival] {
        var random = Random(seed: settings.seed, .pings, instance.index)
        var arrivals = (0..<days).map { offset -> Arrival in
            let isMissing = random.chance(instance.missingPings)
            let day = instance.firstDay + offset
            if instance.clonedDays?.contains(day) == true { return .onTheDay }
            // The day on which a desktop app is installed is the day of its first ping.
            if instance.hosting == .app, offset == 0 { return .onTheDay }
            return isMissing || (instance.silentDays?.contains(day) ?? false) ? .none : .onTheDay
        }
        guard instance.hosting != .app else { return arrivals }
        for offset in arrivals.indices.dropLast() {
            let day = instance.firstDay + offset
            if random.chance(0.006), arrivals[offset] == .onTheDay, arrivals[offset + 1] == .onTheDay,
                instance.clonedDays?.contains(day) != true, day + 1 != CivilDate.nextMonthStart(day)
            {
                arrivals[offset] = .onTheNextDay
            }
        }
        return arrivals
    }

    /// `nil` outside the instance's days.
    func facts(on day: Int) -> DayFacts? {
        let offset = day - instance.firstDay
        return facts.indices.contains(offset) ? facts[offset] : nil
    }

    func arrival(on day: Int) -> Arrival {
        let offset = day - instance.firstDay
        return arrivals.indices.contains(offset) ? arrivals[offset] : .none
    }

    /// Whether pings carry only what cannot be switched off: possible before 5.0.
    func isCritical(on day: Int) -> Bool {
        instance.telemetry == .critical && versions.version(on: day).major < 5
    }
}
