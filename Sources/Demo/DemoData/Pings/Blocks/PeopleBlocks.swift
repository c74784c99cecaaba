/// `growthStatistics` and `retentionStatistics`: accounts that come and go, and how many of the new ones stay.
struct PeopleBlocks {
    let usage: UsageContext

    func write(to body: inout TextBuffer) {
        let facts = usage.facts
        body.object("growthStatistics") { block in
            block.member("DeletedUsers", facts.deleted)
            block.member("CreatedUsers", facts.created)
            block.member("ResurrectedUsers", facts.resurrected)
            block.member("ChurnedUsers", facts.churned)
            block.member("RetainedUsers", facts.retained)
            guard usage.isAtLeast(5, 2) else { return }
            let month = usage.monthStart
            let asked = usage.noise(.features, month, 0, 6)
            block.member("PendingAccessRequests", Int(asked / 3))
            block.member("ApprovedAccessRequests", Int(asked))
            block.member("RejectedAccessRequests", Int(asked / 5))
        }
        retention(&body)
    }

    /// Twelve cohorts, the newest first. A week that is not over is not known yet.
    private func retention(_ body: inout TextBuffer) {
        let thisWeek = usage.day - (CivilDate.weekday(usage.day) + 6) % 7
        body.object("retentionStatistics") { block in
            block.key("Weekly")
            block.text("[")
            for age in 0..<12 {
                let week = thisWeek - age * 7
                let size = (week..<(week + 7)).reduce(0) { $0 + created(on: $1) }
                block.separate()
                block.object { cohort in
                    cohort.member("WeekStart", CivilDate.midnight(week))
                    cohort.key("CohortSize")
                    size > 0 ? cohort.number(size) : cohort.text("null")
                    for number in 0..<12 {
                        cohort.text(",\"Week\(number)\":")
                        size > 0 && number <= age ? cohort.decimal(share(week, number, of: size)) : cohort.text("null")
                    }
                }
            }
            block.text("]")
        }
    }

    private func created(on day: Int) -> Int {
        guard day <= usage.day, let facts = usage.history.facts(on: day) else { return 0 }
        if day == CivilDate.monthStart(day) { return facts.created }
        return facts.created - (usage.history.facts(on: day - 1)?.created ?? 0)
    }

    /// In thousandths: a whole number of people out of `size`.
    private func share(_ week: Int, _ number: Int, of size: Int) -> Int {
        let stays = usage.noise(.retention, 0, 0.5, 0.85)
        let wanted =
            number == 0
            ? usage.noise(.retention, week, 0.88, 1)
            : (stays - 0.02 * Double(number)) * usage.noise(.retention, week &* 16 &+ number, 0.85, 1.1)
        let people = min(size, Int((Double(size) * wanted).rounded()))
        return (people * 2_000 + size) / (size * 2)
    }
}
