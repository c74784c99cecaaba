/// What every usage block of one ping is made from: the people of the instance up to and with one day, its version, and
/// numbers that look random and are the same whenever they are asked for, so that the total of a week is the sum of days
/// that were told of before.
struct UsageContext {
    let history: InstanceHistory
    let day: Int
    let facts: DayFacts
    let seed: UInt64
    let version: (text: String, major: Int, minor: Int)

    init(history: InstanceHistory, day: Int, facts: DayFacts, seed: UInt64) {
        self.history = history
        self.day = day
        self.facts = facts
        self.seed = seed
        version = history.versions.version(on: day)
    }

    var instance: PlannedInstance { history.instance }
    var weekStart: Int { CivilDate.weekStart(day) }
    var monthStart: Int { CivilDate.monthStart(day) }
    var repositories: Int { repositories(on: day) }

    /// Old versions don't know every block.
    func isAtLeast(_ major: Int, _ minor: Int) -> Bool { (version.major, version.minor) >= (major, minor) }

    /// Every code base grows: a quarter in a year.
    func repositories(on day: Int) -> Int {
        Int(Double(instance.repositories) * (1 + Double(day - instance.firstDay) / 1_460)) + facts.accounts / 4
    }

    /// The part of `whole` that `share` says, rounded down.
    func part(_ whole: Int, _ share: Double) -> Int { Int(Double(whole) * min(1, max(0, share))) }

    /// Between `low` and `high`, the same for one instance, topic and number.
    func noise(_ topic: Topic, _ number: Int = 0, _ low: Double = 0, _ high: Double = 1) -> Double {
        var random = Random(seed: seed, .usage, instance.index &* 1_000_003 &+ topic.rawValue &* 100_000_007 &+ number)
        return random.between(low, high)
    }

    /// What the numbers are for.
    enum Topic: Int {
        case habit = 1, daily, latency, operators, languages, precise, actions, uploads, requests, adoption, batches
        case changesets, merges, executors, insights, views, backfill, aggregation, retention, features, cody, ide
        case sizes, failure, arrival
    }

    /// The day on which a feature came into use here: before the first day for half of the instances, later for others.
    func adoptionDay(of feature: Int) -> Int {
        let chance = noise(.adoption, feature)
        return chance < 0.5
            ? instance.firstDay - 30 - Int(chance * 600)
            : instance.firstDay + Int((chance - 0.5) * 2 * 0.8 * Double(max(30, instance.lastDay - instance.firstDay)))
    }

    /// Days of people: the sum of the daily users from `start` to the ping's day.
    func userDays(from start: Int) -> Int {
        let first = max(start, instance.firstDay)
        guard first <= day else { return 0 }
        return (first...day).reduce(0) { $0 + (history.facts(on: $1)?.daily ?? 0) }
    }
}
