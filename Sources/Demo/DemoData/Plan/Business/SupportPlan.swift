/// Support tickets from their first line to their rating.
struct SupportPlan: Sendable {
    struct Ticket: Sendable {
        enum Kind: String, Sendable { case defect, question, featureRequest = "feature_request", other }

        var id: Int
        /// Whom it is really from; `nil` for strangers.
        var account: Int?
        /// Whether the support system knows that company.
        var hasOrganization: Bool
        var requesterEmail: String
        var kind: Kind?
        var priority: String?
        var channel: String
        var area: String?
        var assigneeID: String?
        var createdSecond: Int
        var comments: [Comment]
        /// Changes of the status in the order of time; the first is the creation.
        var statuses: [(second: Int, status: String)]
        var rating: String?
        var ratingComment: String?
        var isDeleted = false

        /// The first public word of an agent that is more than an acknowledgement.
        var firstReplySecond: Int? {
            comments.first { $0.authorID != nil && $0.isPublic && !$0.isAcknowledgement }?.second
        }
    }

    struct Comment: Sendable {
        var second: Int
        /// An agent; `nil` is the requester.
        var authorID: String?
        var isPublic: Bool
        var isAcknowledgement: Bool
    }

    let tickets: [Ticket]

    init(plan: CompanyPlan, staff: Staff, contacts: ContactBook) {
        let agents = staff.all(.supportEngineer).map(\.id)
        var made: [Ticket] = []
        for (place, account) in plan.accounts.enumerated()
        where account.kind != .free || account.firstContractDay != nil {
            var random = Random(seed: plan.settings.seed, .tickets, place)
            let isCustomer = account.firstContractDay != nil
            let perMonth = isCustomer ? random.pick([(3, 30), (8, 40), (18, 22), (34, 8)], otherwise: 8) : 3
            let first = max(plan.settings.firstDay, (account.firstContractDay ?? account.createdDay) - 10)
            let people = contacts.byAccount[place] ?? []
            for day in stride(from: first, through: plan.settings.endDay, by: 1) {
                // A tenth of a ticket a month is the unit; weekends are quiet.
                let weekend = [0, 6].contains(CivilDate.weekday(day))
                guard random.below(300) < perMonth * (weekend ? 3 : 12) / 10 else { continue }
                let email =
                    people.isEmpty
                    ? "help@\(account.domain)" : contacts.contacts[people[random.below(people.count)]].email
                made.append(
                    Self.ticket(
                        account: place, region: account.region, email: email, on: day, agents: agents,
                        end: plan.settings.endDay, &random))
            }
        }
        var random = Random(seed: plan.settings.seed, .tickets, 1_000_000)
        for _ in 0..<max(2, plan.settings.accounts / 6) {
            let person = PeopleNames.person(at: "mail.example", &random)
            var ticket = Self.ticket(
                account: nil, region: "Americas", email: person.email,
                on: random.between(plan.settings.firstDay, plan.settings.endDay), agents: agents,
                end: plan.settings.endDay, &random)
            ticket.hasOrganization = false
            made.append(ticket)
        }
        made.sort { ($0.createdSecond, $0.requesterEmail) < ($1.createdSecond, $1.requesterEmail) }
        for place in made.indices { made[place].id = 4_000 + place }
        tickets = made
    }

    private static func ticket(
        account: Int?, region: String, email: String, on day: Int, agents: [String], end: Int, _ random: inout Random
    ) -> Ticket {
        let now = (end + 1) * 86_400
        let opening = region == "APAC" ? 0 : region == "EMEA" ? 7 : 14
        let created = min(now - 900, day * 86_400 + opening * 3_600 + random.below(9 * 3_600))
        let kind: Ticket.Kind? = random.pick(
            [(.question, 50), (.defect, 28), (.featureRequest, 11), (.other, 7), (nil, 4)], otherwise: .question)
        let priority: String? = random.pick(
            [(nil, 18), ("p3", 34), ("p2", 30), ("p1", 13), ("p0", 5)], otherwise: nil)
        var ticket = Ticket(
            id: 0, account: account, hasOrganization: random.chance(0.91), requesterEmail: email, kind: kind,
            priority: priority,
            channel: random.pick(
                [("email", 44), ("web", 26), ("chat", 18), ("phone", 5), ("api", 7)], otherwise: "email"),
            area: random.pick(
                [
                    ("Search", 24), ("Code navigation", 16), ("Batch Changes", 11), ("Code Insights", 7), ("Cody", 9),
                    ("Deployment", 15), ("Permissions", 8), ("Licensing", 5), (nil, 5),
                ], otherwise: nil),
            assigneeID: random.chance(0.95) ? agents[random.below(agents.count)] : nil, createdSecond: created,
            comments: [Comment(second: created, authorID: nil, isPublic: true, isAcknowledgement: false)],
            statuses: [(created, "new")], rating: nil, ratingComment: nil, isDeleted: random.chance(0.01))
        ticket.answer(before: now, otherwise: agents[0], &random)
        return ticket
    }
}

extension SupportPlan.Ticket {
    /// Lets agents answer, solve, and be wrong about it.
    fileprivate mutating func answer(before now: Int, otherwise agent: String, _ random: inout Random) {
        let agent = assigneeID ?? agent
        if random.chance(0.25) {
            say(created: createdSecond + random.between(20, 90), agent, acknowledges: true, before: now)
        }
        // A note among colleagues is no answer.
        if random.chance(0.15) {
            say(created: createdSecond + random.between(200, 1_500), agent, isPublic: false, before: now)
        }
        guard random.chance(0.975) else {
            // Told twice, or settled by itself: put away without a word.
            let second = createdSecond + random.between(40_000, 300_000)
            if random.chance(0.7), second < now { statuses.append((second, "solved")) }
            return
        }
        let minutes =
            switch priority {
            case "p0": random.between(6, random.chance(0.1) ? 260 : 100)
            case "p1": random.between(12, random.chance(0.1) ? 560 : 200)
            case "p2": random.between(25, random.chance(0.1) ? 1_100 : 420)
            default: random.between(60, random.chance(0.12) ? 9_000 : 2_400)
            }
        let reply = Self.afterWeekend(createdSecond + minutes * 60 + random.below(60), &random)
        guard reply < now else { return }
        say(created: reply, agent, before: now)
        statuses.append((reply, "open"))
        var last = reply
        for turn in 0..<random.below(5) {
            last += random.between(1_800, 130_000)
            let isAgent = turn % 2 == 1
            guard last < now else { break }
            comments.append(
                .init(second: last, authorID: isAgent ? agent : nil, isPublic: true, isAcknowledgement: false))
            if isAgent, random.chance(0.3) { statuses.append((last, random.chance(0.8) ? "pending" : "hold")) }
        }
        let isOld = createdSecond < now - 60 * 86_400
        guard random.chance(isOld ? 0.99 : 0.95) else { return }
        var solved = last + random.between(900, random.chance(0.15) ? 1_600_000 : 260_000)
        guard solved < now else { return }
        statuses.append((solved, "solved"))
        if random.chance(0.09), solved + 90_000 < now {
            let reopened = solved + random.between(3_600, 80_000)
            statuses.append((reopened, "open"))
            comments.append(.init(second: reopened, authorID: nil, isPublic: true, isAcknowledgement: false))
            solved = reopened + random.between(7_200, 400_000)
            guard solved < now else { return }
            statuses.append((solved, "solved"))
        }
        if random.chance(0.36) {
            rating = random.chance(0.88) ? "good" : "bad"
            if random.chance(0.3) { ratingComment = rating == "good" ? "Quick and clear" : "It took too long" }
        } else if random.chance(0.5) {
            rating = "offered"
        }
        if solved + 4 * 86_400 < now { statuses.append((solved + 4 * 86_400, "closed")) }
    }

    private mutating func say(
        created second: Int, _ agent: String, isPublic: Bool = true, acknowledges: Bool = false, before now: Int
    ) {
        guard second < now else { return }
        comments.append(.init(second: second, authorID: agent, isPublic: isPublic, isAcknowledgement: acknowledges))
    }

    /// From Friday evening to Sunday afternoon in California hardly anybody answers.
    private static func afterWeekend(_ second: Int, _ random: inout Random) -> Int {
        let weekday = CivilDate.weekday(second / 86_400)
        let hour = second % 86_400 / 3_600
        guard weekday == 6 || weekday == 0 && hour < 22 else { return second }
        guard random.chance(0.85) else { return second }
        let sunday = second / 86_400 + (weekday == 6 ? 1 : 0)
        return sunday * 86_400 + 22 * 3_600 + random.below(10_800)
    }
}
