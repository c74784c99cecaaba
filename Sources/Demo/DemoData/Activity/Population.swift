/// The people of one instance from day to day: they join, leave, and are active or not.
///
/// People fall into four kinds by how often they come. A day decides over 64 people at once with a few random words, so
/// that a year of a large company takes milliseconds even in a debug build.
struct Population {
    private let instance: PlannedInstance
    private var random: Random
    private var heavy: UserSet = []
    private var regular: UserSet = []
    private var light: UserSet = []
    private var integration: UserSet = []
    private(set) var anonymous: UserSet = []
    private var present: UserSet = []
    private var createdThisMonth: UserSet = []
    private var createdToday: UserSet = []
    private var week: UserSet = []
    private var month: UserSet = []
    private var lastMonth: UserSet = []
    /// Who was active on the day that was lived last.
    private(set) var today: UserSet = []
    /// By the user's number: the day of joining, or `nil` for those who were there from the start.
    private(set) var joinedOn: [Int?] = []

    private var users = 0
    private var accounts = 0
    private var created = 0
    private var deleted = 0
    /// Leavers come in fractions of a person a day.
    private var leaving = 0.0

    init(_ instance: PlannedInstance, seed: UInt64) {
        self.instance = instance
        random = Random(seed: seed, .activity, instance.index)
        for _ in 0..<instance.accountsAtFirst { join(on: nil) }
    }

    /// One more day.
    ///
    /// - Parameter day: The day after the last one lived.
    mutating func live(through day: Int) -> DayFacts {
        if day == CivilDate.monthStart(day) { beginMonth() }
        if CivilDate.weekday(day) == 0 { week = UserSet(repeating: 0, count: week.count) }
        comeAndGo(on: day)
        beActive(on: day)
        return count()
    }

    private mutating func beginMonth() {
        lastMonth = month
        month = UserSet(repeating: 0, count: month.count)
        createdThisMonth = month
        created = 0
        deleted = 0
    }

    private mutating func comeAndGo(on day: Int) {
        for word in createdToday.indices { createdToday[word] = 0 }
        guard instance.hosting != .app else { return }
        leaving += Double(accounts) * 0.0006
        while leaving >= 1 {
            leaving -= 1
            let place = random.below(users)
            let bit: UInt64 = 1 << (place & 63)
            guard accounts > 1, present[place >> 6] & bit != 0 else { continue }
            present[place >> 6] &= ~bit
            accounts -= 1
            deleted += 1
        }
        let days = max(1, instance.lastDay - instance.firstDay)
        let progress = Double(day - instance.firstDay) / Double(days)
        let wanted =
            Double(instance.accountsAtFirst) + Double(instance.accountsAtLast - instance.accountsAtFirst) * progress
        // Nobody is dismissed to shrink: fewer accounts come about by not replacing those who leave.
        while accounts < Int(wanted) { join(on: day) }
    }

    private mutating func join(on day: Int?) {
        let word = users >> 6
        let bit: UInt64 = 1 << (users & 63)
        if word == present.count { growByAWord() }
        present[word] |= bit
        joinedOn.append(day)
        if day != nil {
            createdThisMonth[word] |= bit
            createdToday[word] |= bit
            created += 1
        }
        users += 1
        accounts += 1
    }

    private mutating func growByAWord() {
        let (first, second, third) = (random.next(), random.next(), random.next())
        if instance.hosting == .app {
            heavy.append(~0)
            regular.append(0)
            light.append(0)
        } else {
            // A quarter heavy, three eighths regular, a quarter light, an eighth never there.
            heavy.append(first & second)
            regular.append(first & ~second | ~first & ~second & third)
            light.append(~first & second)
        }
        integration.append(random.bits(threshold: 60))
        anonymous.append(instance.isOpenToThePublic ? random.bits(threshold: 90) : 0)
        for set in [\Population.present, \.createdThisMonth, \.createdToday, \.week, \.month, \.lastMonth, \.today] {
            self[keyPath: set].append(0)
        }
    }

    private mutating func beActive(on day: Int) {
        let rhythm = instance.engagement * rhythm(of: day) * 256
        let heavyChance = min(250, Int(rhythm * 0.75))
        let regularChance = min(240, Int(rhythm * 0.35))
        let lightChance = Int(rhythm * 0.06)
        for word in present.indices {
            guard present[word] != 0 else {
                today[word] = 0
                continue
            }
            // Whoever comes to the public instance for the first time does something there.
            let newcomers = instance.isOpenToThePublic ? createdToday[word] : 0
            let active =
                present[word]
                & (newcomers | heavy[word] & random.bits(threshold: heavyChance)
                    | regular[word] & random.bits(threshold: regularChance)
                    | light[word] & random.bits(threshold: lightChance))
            today[word] = active
            week[word] |= active
            month[word] |= active
        }
    }

    /// 1 on an ordinary Tuesday.
    private func rhythm(of day: Int) -> Double {
        let weekday = CivilDate.weekday(day)
        let (_, month, dayOfMonth) = CivilDate.parts(day)
        var rhythm =
            instance.isOpenToThePublic
            ? [0.55, 0.98, 1, 1, 0.98, 0.9, 0.6][weekday] : [0.08, 0.94, 1, 1, 0.98, 0.86, 0.11][weekday]
        if instance.hosting == .app { rhythm = [0.5, 0.8, 0.8, 0.8, 0.8, 0.8, 0.5][weekday] }
        if month == 12 && dayOfMonth >= 22 || month == 1 && dayOfMonth <= 3 { return rhythm * 0.3 }
        return month == 8 ? rhythm * 0.88 : rhythm
    }

    private func count() -> DayFacts {
        var facts = DayFacts()
        facts.accounts = accounts
        facts.created = created
        facts.deleted = deleted
        for word in present.indices {
            let (today, week, month) = (today[word], week[word], month[word])
            guard month | lastMonth[word] != 0 else { continue }
            let (registered, integration) = (~anonymous[word], integration[word])
            facts.daily += today.nonzeroBitCount
            facts.weekly += week.nonzeroBitCount
            facts.monthly += month.nonzeroBitCount
            facts.dailyRegistered += (today & registered).nonzeroBitCount
            facts.weeklyRegistered += (week & registered).nonzeroBitCount
            facts.monthlyRegistered += (month & registered).nonzeroBitCount
            facts.dailyIntegration += (today & integration).nonzeroBitCount
            facts.weeklyIntegration += (week & integration).nonzeroBitCount
            facts.monthlyIntegration += (month & integration).nonzeroBitCount
            facts.retained += (month & lastMonth[word]).nonzeroBitCount
            facts.churned += (lastMonth[word] & ~month & present[word]).nonzeroBitCount
            facts.resurrected += (month & ~lastMonth[word] & ~createdThisMonth[word]).nonzeroBitCount
        }
        return facts
    }
}
