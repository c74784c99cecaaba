/// The organisations on the public instance, founded by people who had been seen there before.
struct CloudPlan: Sendable {
    private(set) var organizations: [PlannedOrganization] = []

    private let settings: DemoSettings
    private var people: People

    /// - Parameter history: That of the public instance.
    init(settings: DemoSettings, history: InstanceHistory) {
        self.settings = settings
        people = People(history)
        var names = CompanyNames(seed: settings.seed &+ 1)
        let count = max(4, settings.accounts / 5)
        let span = max(1, settings.endDay - settings.firstDay - 14)
        for index in 0..<count {
            var random = Random(seed: settings.seed, .organizations, index)
            let day = settings.firstDay + 7 + index * span / count + random.below(max(1, span / count))
            guard let founder = people.take(seenBy: day, &random) else { continue }
            organizations.append(
                organization(
                    id: organizations.count + 101, named: names.next(), on: day, founder: founder,
                    isGivenUp: index % 13 == 7, random: &random))
        }
    }

    private mutating func organization(
        id: Int, named name: CompanyNames.Name, on day: Int, founder: PlannedOrganization.Member, isGivenUp: Bool,
        random: inout Random
    ) -> PlannedOrganization {
        var founder = founder
        founder.joinedDay = day
        founder.isAdministrator = true
        var organization = PlannedOrganization(
            id: id, name: name.slug, displayName: name.name, createdDay: day, members: [founder], invitations: [],
            codeHosts: [], repositories: [])
        if isGivenUp, day + 90 < settings.endDay { organization.deletedDay = day + random.between(45, 90) }
        let lastDay = (organization.deletedDay ?? settings.endDay + 1) - 1
        invite(
            random.pick([(0, 4), (1, 5), (3, 6), (6, 5), (12, 3), (25, 1)], otherwise: 1), to: &organization,
            through: lastDay, random: &random)
        connect(&organization, through: lastDay, random: &random)
        return organization
    }

    /// Most who are invited come, within days; some never answer.
    private mutating func invite(
        _ count: Int, to organization: inout PlannedOrganization, through lastDay: Int, random: inout Random
    ) {
        for _ in 0..<count {
            let sent = organization.createdDay + random.below(random.below(120) + 2)
            let joined = sent + random.below(4)
            guard joined <= lastDay, var member = people.take(seenBy: joined, &random) else { continue }
            member.joinedDay = joined
            member.isAdministrator = random.chance(0.15)
            organization.members.append(member)
            organization.invitations.append(
                .init(sentDay: sent, respondedDay: joined, outcome: .accepted, userID: member.userID))
        }
        for _ in 0..<random.below(count / 2 + 3) {
            let sent = organization.createdDay + random.below(60)
            guard sent <= lastDay else { continue }
            let outcome: PlannedOrganization.Invitation.Outcome =
                random.pick([(.pending, 6), (.declined, 2), (.revoked, 1)], otherwise: .pending)
            let responded = outcome == .pending ? nil : min(lastDay, sent + random.below(9))
            organization.invitations.append(
                .init(
                    sentDay: sent, respondedDay: responded, outcome: outcome,
                    email: "person-\(random.code(5).lowercased())@\(organization.name).example"))
        }
        organization.members.sort { ($0.joinedDay, $0.userNumber) < ($1.joinedDay, $1.userNumber) }
        organization.invitations.sort { ($0.sentDay, $0.userID ?? "") < ($1.sentDay, $1.userID ?? "") }
    }

    private func connect(_ organization: inout PlannedOrganization, through lastDay: Int, random: inout Random) {
        let hosts = random.pick([(0, 22), (1, 62), (2, 16)], otherwise: 1)
        for number in 0..<hosts {
            let day = organization.createdDay + (number == 0 ? random.below(10) : random.between(14, 90))
            guard day <= lastDay else { continue }
            var host = PlannedOrganization.CodeHost(
                kind: random.pick([("GITHUB", 62), ("GITLAB", 28), ("BITBUCKETCLOUD", 10)], otherwise: "GITHUB"),
                connectedDay: day)
            if number == 1, random.chance(0.2), day + 30 <= lastDay { host.removedDay = day + 30 }
            organization.codeHosts.append(host)
            let place = organization.codeHosts.count - 1
            let isPrivate = random.chance(0.55)
            // Some connect a code host and never choose a repository.
            guard random.chance(0.85) else { continue }
            for _ in 0..<random.between(1, 24) {
                let added = day + (random.chance(0.6) ? random.below(3) : random.below(150))
                guard added < (host.removedDay ?? lastDay + 1) else { continue }
                organization.repositories.append(
                    .init(codeHost: place, addedDay: added, isPrivate: isPrivate && random.chance(0.8)))
            }
        }
        organization.repositories.sort { ($0.addedDay, $0.codeHost) < ($1.addedDay, $1.codeHost) }
    }
}

extension CloudPlan {
    /// Signed-in people who come back, each of whom can join one organisation.
    private struct People {
        private let instance: PlannedInstance
        /// In the order of the day on which they were first seen.
        private let firstSeen: [(number: Int, day: Int)]
        private var taken: Set<Int> = []

        init(_ history: InstanceHistory) {
            instance = history.instance
            var once: [UInt64] = []
            var twice: [UInt64] = []
            var often: [UInt64] = []
            var days: [Int: Int] = [:]
            for (offset, active) in history.activeUsers.enumerated() {
                let missing = active.count - once.count
                if missing > 0 {
                    let words = [UInt64](repeating: 0, count: missing)
                    once += words
                    twice += words
                    often += words
                }
                for (word, bits) in active.enumerated() {
                    var new = bits & ~once[word] & ~history.anonymous[word]
                    while new != 0 {
                        days[word << 6 + new.trailingZeroBitCount] = instance.firstDay + offset
                        new &= new &- 1
                    }
                    often[word] |= twice[word] & bits
                    twice[word] |= once[word] & bits
                    once[word] |= bits
                }
            }
            firstSeen =
                days
                .filter { often[$0.key >> 6] >> UInt64($0.key & 63) & 1 == 1 }
                .map { (number: $0.key, day: $0.value) }
                .sorted { ($0.day, $0.number) < ($1.day, $1.number) }
        }

        /// Somebody who was seen by the end of `day` and is in no organisation yet.
        mutating func take(seenBy day: Int, _ random: inout Random) -> PlannedOrganization.Member? {
            var low = 0
            var high = firstSeen.count
            while low < high {
                let middle = (low + high) / 2
                if firstSeen[middle].day <= day { low = middle + 1 } else { high = middle }
            }
            guard low > 0 else { return nil }
            let start = random.below(low)
            for step in 0..<low {
                let number = firstSeen[(start + step) % low].number
                if taken.insert(number).inserted {
                    return .init(
                        userNumber: number, userID: instance.userID(number), joinedDay: day, isAdministrator: false)
                }
            }
            return nil
        }
    }
}
