/// `searchUsage`: who searched how, today, this week and this month so far.
struct SearchBlock {
    let usage: UsageContext

    private struct Kind {
        let name: StaticString
        /// Of the people who search, on one day.
        let share: Double
        /// Searches of each of them on an ordinary day.
        let each: Double
        /// Half of the searches take no longer, in milliseconds.
        let latency: Double
    }

    private static let kinds = [
        Kind(name: "Literal", share: 0.93, each: 6.2, latency: 210),
        Kind(name: "Regexp", share: 0.17, each: 3.1, latency: 380),
        Kind(name: "Commit", share: 0.05, each: 2.0, latency: 900),
        Kind(name: "Diff", share: 0.07, each: 1.8, latency: 1_250),
        Kind(name: "File", share: 0.16, each: 2.4, latency: 150),
        Kind(name: "Structural", share: 0.02, each: 1.4, latency: 1_900),
        Kind(name: "Symbol", share: 0.24, each: 2.9, latency: 165),
        Kind(name: "Repo", share: 0.11, each: 1.7, latency: 120),
    ]

    /// Operators and filters: the part of the people who use one, and uses of each of them in a week.
    private static let filters: [(name: StaticString, share: Double, each: Double)] = [
        ("OperatorOr", 0.11, 4), ("OperatorAnd", 0.08, 3), ("OperatorNot", 0.06, 3), ("SelectRepo", 0.07, 2),
        ("SelectFile", 0.04, 2), ("SelectContent", 0.01, 1), ("SelectSymbol", 0.02, 2),
        ("SelectCommitDiffAdded", 0.01, 1), ("SelectCommitDiffRemoved", 0.008, 1), ("RepoContains", 0.02, 2),
        ("RepoContainsFile", 0.05, 3), ("RepoContainsContent", 0.03, 2), ("RepoContainsCommitAfter", 0.01, 1),
        ("RepoDependencies", 0.005, 1), ("CountAll", 0.09, 3), ("NonGlobalContext", 0.14, 7), ("OnlyPatterns", 0.52, 9),
        ("OnlyPatternsThreeOrMore", 0.21, 5),
    ]

    /// The day, and the week and the month that end with it.
    func write(to body: inout TextBuffer, endings: UsageBlocks.Endings) {
        body.object("searchUsage") { block in
            period(&block, "Daily", start: usage.day, users: usage.facts.daily, withFilters: false)
            if endings.contains(.week) {
                period(&block, "Weekly", start: usage.weekStart, users: usage.facts.weekly, withFilters: true)
            }
            if endings.contains(.month) {
                period(&block, "Monthly", start: usage.monthStart, users: usage.facts.monthly, withFilters: true)
            }
        }
    }

    private func period(
        _ block: inout TextBuffer, _ name: StaticString, start: Int, users active: Int, withFilters: Bool
    ) {
        // The longer the period, the more of the active people have searched in it.
        let reach = withFilters ? 0.06 : 0
        let users = usage.part(active, usage.noise(.habit, 0, 0.72, 0.9) + reach)
        block.key(name)
        block.text("[")
        block.object { period in
            period.member("StartTime", CivilDate.midnight(start))
            period.member("TotalUsers", users)
            for (index, kind) in Self.kinds.enumerated() where usage.instance.index % 5 != 3 || index != 5 {
                let tilt = usage.noise(.habit, index + 1, 0.5, 1.5)
                let searching = usage.part(users, kind.share * tilt * (withFilters ? 1.5 : 1))
                let events = (max(start, usage.instance.firstDay)...usage.day).reduce(0) {
                    $0 + searches(index, kind.share * tilt, kind.each, on: $1)
                }
                guard searching > 0, events > 0 else { continue }
                write(&period, kind, index, users: min(searching, events), events: events, start: start)
            }
            guard withFilters else { return }
            let days = usage.day - start + 1
            for (index, filter) in Self.filters.enumerated() {
                let tilt = usage.noise(.operators, index, 0.4, 1.6)
                let people = usage.part(users, filter.share * tilt)
                guard people > 0 else { continue }
                period.object(filter.name) { count in
                    count.member("UserCount", people)
                    count.member("EventsCount", people * max(1, Int(filter.each * Double(days) / 7 * tilt)))
                }
            }
        }
        block.text("]")
    }

    private func searches(_ kind: Int, _ share: Double, _ each: Double, on day: Int) -> Int {
        let people = Double(usage.history.facts(on: day)?.daily ?? 0) * 0.8 * min(1, share)
        return Int((people * each * usage.noise(.daily, day &* 8 &+ kind, 0.7, 1.3)).rounded())
    }

    /// Searches became faster with 5.6; a larger code base is slower.
    private func write(
        _ period: inout TextBuffer, _ kind: Kind, _ index: Int, users: Int, events: Int, start: Int
    ) {
        let age = usage.isAtLeast(5, 6) ? 0.8 : 1.0
        let size = 1 + min(2, Double(usage.repositories) / 6_000)
        let half = Int(kind.latency * age * size * usage.noise(.latency, start &* 8 &+ index, 0.8, 1.35))
        period.object(kind.name) { block in
            block.member("UserCount", users)
            block.member("EventsCount", events)
            block.object("EventLatencies") { latencies in
                latencies.member("P50", half)
                latencies.member("P90", half * 4 + half / 3)
                latencies.member("P99", half * 17 + half / 2)
            }
        }
    }
}
