/// Campaigns and the leads that they and the web site brought.
struct MarketingPlan: Sendable {
    struct Campaign: Sendable {
        var id: String
        var name: String
        var type: CampaignType
        var startDay: Int
        var endDay: Int
        var budget: Int
        var cost: Int
        /// What its links carry; nothing where people meet in a room.
        var utmCampaign: String?
    }

    struct CampaignType: Sendable {
        var name: String
        var utmSource: String?
        var utmMedium: String?
        /// Leads of one campaign in a company of the ordinary size.
        var leads: Int
        var days: Int
        var budget: Int
        var page: String
    }

    struct Lead: Sendable {
        enum Status: String, Sendable {
            case new = "New", working = "Working", qualified = "Qualified", converted = "Converted"
            case disqualified = "Disqualified"
        }

        var id: String
        var first: String
        var last: String
        var email: String
        var company: String
        var title: String
        var status: Status
        /// The place of the campaign that brought it; `nil` for those who came by themselves.
        var campaign: Int?
        var createdSecond: Int
        var ownerID: String?
        /// Where the form was filled in; `nil` for a list from an event.
        var page: String?
        var referrer: String?
        var convertedDay: Int?
        /// Places in the plan.
        var account: Int?
        var contact: Int?
        var opportunityID: String?
        /// The place of the older record of the same person.
        var duplicateOf: Int?
    }

    struct Member: Sendable {
        var campaign: Int
        var lead: Int?
        var contact: Int?
        var joinedSecond: Int
        var respondedSecond: Int?
        var status: String
    }

    private(set) var campaigns: [Campaign] = []
    private(set) var leads: [Lead] = []
    private(set) var members: [Member] = []
    /// By the opportunity's id: the campaign that gets the credit in the CRM.
    private(set) var campaignOfOpportunity: [String: Int] = [:]

    static let types = [
        CampaignType(
            name: "Webinar", utmSource: "email", utmMedium: "webinar", leads: 52, days: 21, budget: 4_000,
            page: "/webinars"),
        CampaignType(name: "Conference", leads: 70, days: 4, budget: 42_000, page: ""),
        CampaignType(
            name: "Paid search", utmSource: "google", utmMedium: "cpc", leads: 64, days: 60, budget: 30_000,
            page: "/demo"),
        CampaignType(
            name: "Paid social", utmSource: "linkedin", utmMedium: "paid-social", leads: 34, days: 45, budget: 18_000,
            page: "/code-search"),
        CampaignType(
            name: "Newsletter", utmSource: "newsletter", utmMedium: "email", leads: 18, days: 3, budget: 500,
            page: "/blog"),
        CampaignType(
            name: "Content", utmSource: "blog", utmMedium: "content", leads: 40, days: 90, budget: 6_000,
            page: "/guides/code-search"),
        CampaignType(
            name: "Partner", utmSource: "partner", utmMedium: "referral", leads: 15, days: 60, budget: 9_000,
            page: "/partners"),
    ]

    init(plan: CompanyPlan, staff: Staff, contacts: inout ContactBook) {
        planCampaigns(plan.settings)
        let size = Double(plan.settings.accounts) / 200
        var names = CompanyNames(seed: plan.settings.seed &+ 2)
        let owners = staff.all(.salesDevelopment).map(\.id)
        for (place, campaign) in campaigns.enumerated() {
            var random = Random(seed: plan.settings.seed, .leads, place)
            let wanted = Int(Double(campaign.type.leads) * size * random.between(0.55, 1.5)) + 2
            for _ in 0..<wanted {
                let day = random.between(campaign.startDay, campaign.endDay)
                addLead(plan, campaign: place, on: day, names: &names, owners: owners, &contacts, &random)
            }
        }
        var random = Random(seed: plan.settings.seed, .leads, 10_000)
        for _ in 0..<Int(320 * size) {
            let day = random.between(plan.settings.firstDay, plan.settings.endDay)
            addLead(plan, campaign: nil, on: day, names: &names, owners: owners, &contacts, &random)
        }
        addDuplicates(plan.settings, &random)
        inviteContacts(contacts, plan.settings, &random)
        credit(plan, &random)
    }

    private mutating func planCampaigns(_ settings: DemoSettings) {
        var random = Random(seed: settings.seed, .campaigns)
        let topics = [
            "Code search at scale", "Large migrations", "Finding secrets", "Faster onboarding", "Monorepos",
            "Keeping dependencies fresh",
        ]
        let count = max(7, settings.days / 13)
        let span = max(1, settings.endDay - settings.firstDay - 20)
        for index in 0..<count {
            let type = Self.types[index % Self.types.count]
            let start = settings.firstDay + index * span / count + random.below(7)
            let end = min(settings.endDay, start + type.days)
            let topic = topics[random.below(topics.count)]
            let month = CivilDate.text(start).prefix(7)
            let budget = type.budget * random.between(7, 14) / 10
            campaigns.append(
                Campaign(
                    id: "701" + random.code(12), name: "\(type.name): \(topic) (\(month))", type: type, startDay: start,
                    endDay: end, budget: budget, cost: budget * random.between(60, 115) / 100,
                    utmCampaign: type.utmSource == nil
                        ? nil : "\(month)-\(topic.lowercased().split(separator: " ").joined(separator: "-"))-\(index)"))
        }
    }

    private mutating func addLead(
        _ plan: CompanyPlan, campaign place: Int?, on day: Int, names: inout CompanyNames, owners: [String],
        _ contacts: inout ContactBook, _ random: inout Random
    ) {
        let account = random.chance(0.36) ? random.below(plan.accounts.count) : nil
        let name = names.next()
        let domain = account.map { plan.accounts[$0].domain } ?? (random.chance(0.25) ? "mail.example" : name.domain)
        let person = PeopleNames.person(at: domain, &random)
        let campaign = place.map { campaigns[$0] }
        let isForm = campaign.map { $0.utmCampaign != nil } ?? true
        let age = plan.settings.endDay - day
        var lead = Lead(
            id: "00Q" + random.code(12), first: person.first, last: person.last, email: person.email,
            company: account.map { plan.accounts[$0].name } ?? name.name, title: random.pick(PeopleNames.titles),
            status: age < 3
                ? .new
                : random.pick(
                    [(.new, 14), (.working, 30), (.qualified, 18), (.converted, 14), (.disqualified, 24)],
                    otherwise: .new),
            campaign: place, createdSecond: day * 86_400 + 25_200 + random.below(54_000),
            ownerID: random.chance(0.94) ? owners[random.below(owners.count)] : nil,
            page: isForm ? campaign?.type.page ?? random.pick(["/demo", "/contact", "/get-started", "/pricing"]) : nil)
        if isForm { lead.referrer = WebPlan.referrer(medium: campaign?.type.utmMedium, &random) }
        if lead.status == .converted {
            // What is converted becomes a contact of an account.
            let owner = account ?? random.below(plan.accounts.count)
            lead.account = owner
            lead.convertedDay = min(plan.settings.endDay, day + random.between(1, 25))
            lead.opportunityID = plan.accounts[owner].opportunities.first { $0.createdDay >= day }?.id
            lead.contact = contacts.add(
                .init(
                    id: "003" + random.code(12), account: owner, first: lead.first, last: lead.last, email: lead.email,
                    title: lead.title, role: .user, isOptedIn: true, createdDay: lead.convertedDay ?? day,
                    lastActivityDay: lead.convertedDay))
        }
        leads.append(lead)
        if let place { addMember(place, lead: leads.count - 1, at: lead.createdSecond, &random) }
        // Some come to a later campaign, too.
        if random.chance(0.15),
            let later = campaigns.indices.first(where: { campaigns[$0].startDay > day + 2 && $0 % 3 == leads.count % 3 }
            )
        {
            addMember(
                later, lead: leads.count - 1, at: campaigns[later].startDay * 86_400 + 50_000 + random.below(20_000),
                &random)
        }
    }

    private mutating func addMember(_ campaign: Int, lead: Int, at second: Int, _ random: inout Random) {
        let isForm = campaigns[campaign].utmCampaign != nil
        let hasResponded = isForm || random.chance(0.7)
        members.append(
            Member(
                campaign: campaign, lead: lead, contact: nil, joinedSecond: second,
                respondedSecond: hasResponded ? second : nil,
                status: hasResponded ? (isForm ? "Responded" : "Attended") : "Sent"))
    }

    /// One in sixteen fills in a second form with the address written otherwise, and is a lead once more.
    private mutating func addDuplicates(_ settings: DemoSettings, _ random: inout Random) {
        let originals = leads.count
        for place in 0..<originals where random.chance(0.065) {
            var again = leads[place]
            let second = again.createdSecond + random.between(3, 60) * 86_400
            guard second / 86_400 < settings.endDay else { continue }
            again.id = "00Q" + random.code(12)
            again.email = again.email.prefix(1).uppercased() + again.email.dropFirst()
            again.createdSecond = second
            again.status = .new
            (again.convertedDay, again.account, again.contact, again.opportunityID) = (nil, nil, nil, nil)
            again.duplicateOf = place
            let running = campaigns.indices.filter {
                campaigns[$0].startDay <= second / 86_400 && campaigns[$0].endDay >= second / 86_400
                    && campaigns[$0].utmCampaign != nil
            }
            again.campaign = running.isEmpty ? nil : running[random.below(running.count)]
            again.page = again.campaign.map { campaigns[$0].type.page } ?? "/contact"
            again.referrer = nil
            leads.append(again)
            if let campaign = again.campaign { addMember(campaign, lead: leads.count - 1, at: second, &random) }
        }
    }

    private mutating func inviteContacts(_ book: ContactBook, _ settings: DemoSettings, _ random: inout Random) {
        for place in campaigns.indices
        where ["Webinar", "Conference", "Newsletter"].contains(campaigns[place].type.name) {
            let start = campaigns[place].startDay
            for (contact, person) in book.contacts.enumerated() where person.createdDay < start && person.isOptedIn {
                guard random.chance(0.07) else { continue }
                let sent = start * 86_400 + 36_000 + random.below(3_600)
                let responded = random.chance(0.3)
                members.append(
                    Member(
                        campaign: place, lead: nil, contact: contact, joinedSecond: sent,
                        respondedSecond: responded ? sent + random.below(200_000) : nil,
                        status: responded ? "Responded" : "Sent"))
            }
        }
    }

    private mutating func credit(_ plan: CompanyPlan, _ random: inout Random) {
        for account in plan.accounts {
            for opportunity in account.opportunities where random.chance(0.6) {
                let earlier = campaigns.indices.filter {
                    campaigns[$0].startDay <= opportunity.createdDay
                        && campaigns[$0].startDay > opportunity.createdDay - 120
                }
                guard !earlier.isEmpty else { continue }
                campaignOfOpportunity[opportunity.id] = earlier[random.below(earlier.count)]
            }
        }
    }
}
