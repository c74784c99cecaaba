/// Answers to "how likely are you to recommend us to a friend", given in the product.
struct SurveyPlan: Sendable {
    struct Answer: Sendable {
        var id: Int
        /// The instance's place in the plan.
        var instance: Int
        /// Whether the answer says which instance it came from; else only the address tells.
        var namesSite: Bool
        var userID: String?
        var email: String?
        var score: Int
        var reason: String?
        var better: String?
        var otherUse: String?
        var second: Int
        var receivedSecond: Int
        /// The id of an earlier answer of the same person on the same day, which this one replaces.
        var replaces: Int?
    }

    let answers: [Answer]

    init(plan: CompanyPlan, histories: [InstanceHistory]) {
        var made: [Answer] = []
        for history in histories where history.instance.environment == .production {
            let instance = history.instance
            guard instance.hosting != .app, instance.deployType != "dev" else { continue }
            var random = Random(seed: plan.settings.seed, .answers, instance.index)
            for offset in history.facts.indices where history.facts[offset].daily > 0 {
                let people = history.facts[offset].daily
                guard random.fraction() < min(0.25, Double(people) * 0.0011) else { continue }
                let first = Self.answer(
                    instance, plan: plan, on: instance.firstDay + offset, accounts: history.facts[offset].accounts,
                    &random)
                made.append(first)
                if random.chance(0.03), first.userID ?? first.email != nil {
                    var again = first
                    again.second += random.between(30, 600)
                    again.receivedSecond = max(again.receivedSecond, again.second + 60)
                    again.score = min(10, first.score + random.below(3))
                    again.replaces = made.count - 1
                    made.append(again)
                }
            }
        }
        // Numbered in the order of time; a second answer comes right after its first.
        let order = made.indices.sorted { (made[$0].second, $0) < (made[$1].second, $1) }
        var numbers: [Int: Int] = [:]
        for (number, place) in order.enumerated() { numbers[place] = number + 1 }
        answers = order.map { place in
            var answer = made[place]
            answer.id = numbers[place] ?? 0
            answer.replaces = answer.replaces.flatMap { numbers[$0] }
            return answer
        }
    }

    private static func answer(
        _ instance: PlannedInstance, plan: CompanyPlan, on day: Int, accounts: Int, _ random: inout Random
    ) -> Answer {
        let mood = min(1, max(0, instance.engagement - 0.25 + random.between(-0.6, 0.6)))
        let score =
            instance.isOpenToThePublic
            ? random.pick([(10, 20), (9, 22), (8, 26), (7, 14), (5, 10), (2, 8)], otherwise: 8)
            : min(10, Int(mood * 7.2) + random.between(2, 4))
        let second = day * 86_400 + 28_800 + random.below(39_600)
        let delay = random.chance(0.05) ? random.between(3, 12) * 86_400 : random.between(30, 4_000)
        // From an instance of an account, at the company's own address.
        let domain = instance.account.map { plan.accounts[$0].domain }
        let number = random.below(max(1, accounts))
        let namesSite = random.chance(0.86)
        let hasEmail = !namesSite && random.chance(0.8) || random.chance(0.25)
        return Answer(
            id: 0, instance: instance.index, namesSite: namesSite,
            userID: namesSite && random.chance(0.9) ? instance.userID(number) : nil,
            email: hasEmail ? "user\(number)@\(domain ?? "mail.example")" : nil, score: score,
            reason: random.chance(0.4) ? reason(score, &random) : nil,
            better: random.chance(0.25)
                ? random.pick([
                    "Faster first results", "Better names of symbols", "Fewer clicks to a file", "Clearer errors",
                ])
                : nil,
            otherUse: random.chance(0.12) ? random.pick(["Reviews", "Incident work", "Onboarding", "Audits"]) : nil,
            second: second, receivedSecond: min(second + delay, (plan.settings.endDay + 1) * 86_400 - 1))
    }

    private static func reason(_ score: Int, _ random: inout Random) -> String {
        score >= 9
            ? random.pick(["I find everything at once", "I could not do without it", "Saves me hours"])
            : score >= 7
                ? random.pick(["Good, but slow at times", "Useful for search"])
                : random.pick(["Results are stale", "Too slow for our monorepo", "I don't know what it is for"])
    }
}
