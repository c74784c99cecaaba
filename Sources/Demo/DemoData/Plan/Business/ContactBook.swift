/// The people at our accounts whom the CRM knows.
struct ContactBook: Sendable {
    struct Contact: Sendable {
        enum Role: String, Sendable {
            case champion = "Champion", buyer = "Economic buyer", administrator = "Administrator", user = "User"
        }

        var id: String
        /// The account's place in the plan; a few contacts have none.
        var account: Int?
        var first: String
        var last: String
        /// As somebody typed it; the same address may be written differently in two records.
        var email: String
        var title: String
        var role: Role
        var isOptedIn: Bool
        var createdDay: Int
        var lastActivityDay: Int?
        /// The place of the older record of the same person.
        var duplicateOf: Int?
    }

    private(set) var contacts: [Contact] = []
    private(set) var byAccount: [Int: [Int]] = [:]

    init(plan: CompanyPlan) {
        for (place, account) in plan.accounts.enumerated() {
            var random = Random(seed: plan.settings.seed, .contacts, place)
            let count =
                switch account.kind {
                case .customer: random.between(4, 9)
                case .prospect: random.between(2, 5)
                case .free: random.between(0, 2)
                }
            for number in 0..<count {
                let person = PeopleNames.person(at: account.domain, &random)
                let created = account.createdDay + random.below(max(1, plan.settings.endDay - account.createdDay))
                add(
                    Contact(
                        id: "003" + random.code(12), account: number == 8 ? nil : place, first: person.first,
                        last: person.last, email: person.email, title: random.pick(PeopleNames.titles),
                        role: role(number, of: account, &random), isOptedIn: random.chance(0.62), createdDay: created,
                        lastActivityDay: number < 3 ? lastActivity(account, created, plan.settings, &random) : nil))
            }
            // The same person once more, typed by somebody who did not look first.
            if place % 9 == 4, let first = byAccount[place]?.first,
                contacts[first].createdDay + 30 < plan.settings.endDay
            {
                var again = contacts[first]
                again.id = "003" + random.code(12)
                again.email = again.email.uppercased()
                again.createdDay += 30
                again.lastActivityDay = again.createdDay
                again.duplicateOf = first
                add(again)
            }
        }
    }

    /// - Returns: Its place.
    @discardableResult
    mutating func add(_ contact: Contact) -> Int {
        contacts.append(contact)
        if let account = contact.account { byAccount[account, default: []].append(contacts.count - 1) }
        return contacts.count - 1
    }

    private func role(_ number: Int, of account: PlannedAccount, _ random: inout Random) -> Contact.Role {
        guard account.kind == .customer else { return number == 0 ? .administrator : .user }
        switch number {
        case 0: return .administrator
        case 1: return random.chance(0.78) ? .champion : .user
        case 2: return random.chance(0.6) ? .buyer : .user
        default: return .user
        }
    }

    private func lastActivity(
        _ account: PlannedAccount, _ created: Int, _ settings: DemoSettings, _ random: inout Random
    ) -> Int {
        max(
            created,
            settings.endDay - (account.kind == .customer ? random.below(random.below(70) + 1) : random.below(200)))
    }
}
