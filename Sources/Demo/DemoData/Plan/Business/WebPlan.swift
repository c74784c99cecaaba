/// Visits to the marketing site and to the documentation, as the web analytics count them.
struct WebPlan: Sendable {
    struct Session: Sendable {
        var number: Int
        var visitor: Int
        var isDocs: Bool
        var startSecond: Int
        var seconds: Int
        var pageViews: Int
        var landingPage: String
        var referrer: String?
        var utmSource: String?
        var utmMedium: String?
        var utmCampaign: String?
        var country: String
        var device: String
        /// The place of the lead who filled in a form in this session.
        var lead: Int?
    }

    /// In the order of time.
    let sessions: [Session]
    /// By the lead's place: the place of the session of its form.
    let sessionOfLead: [Int: Int]

    private static let marketingPages = [
        "/", "/", "/", "/code-search", "/pricing", "/blog", "/blog/monorepos", "/case-studies", "/demo",
        "/get-started", "/guides/code-search", "/cody",
    ]
    private static let docsPages = [
        "/", "/admin/install", "/admin/install/kubernetes", "/admin/pings", "/code_search/reference/queries",
        "/batch_changes", "/code_insights", "/admin/external_service/github", "/cody/overview",
    ]
    private static let referrers: [(choice: String?, weight: Int)] = [
        (nil, 30), ("https://www.google.com/", 30), ("https://github.com/", 9), ("https://news.ycombinator.com/", 6),
        ("https://duckduckgo.com/", 4), ("https://www.linkedin.com/feed/", 4),
        ("https://stackoverflow.com/questions", 3),
        ("https://www.reddit.com/r/programming/", 3), ("https://sourcegraph.com/search", 6),
        ("https://www.bing.com/", 3),
        ("https://t.co/x7", 2),
    ]
    private static let countries: [(choice: String, weight: Int)] = [
        ("US", 42), ("DE", 11), ("GB", 9), ("IN", 12), ("BR", 5), ("FR", 5), ("JP", 4), ("NL", 4), ("(not set)", 2),
    ]

    /// Where a visitor with such a campaign link comes from.
    static func referrer(medium: String?, _ random: inout Random) -> String? {
        switch medium {
        case "cpc": "https://www.google.com/"
        case "paid-social": "https://www.linkedin.com/feed/"
        case "referral": "https://partner.example/tools"
        case nil: random.pick(referrers, otherwise: nil)
        default: nil
        }
    }

    init(settings: DemoSettings, marketing: MarketingPlan) {
        var made: [Session] = []
        var random = Random(seed: settings.seed, .webSessions)
        let size = 55 * Double(settings.accounts) / 200
        var visitors = 0
        for day in settings.firstDay...settings.endDay {
            let weekday = [0.5, 1, 1.05, 1.05, 1, 0.9, 0.5][CivilDate.weekday(day)]
            let growth = 1 + 0.5 * Double(day - settings.firstDay) / Double(max(1, settings.days))
            let paid = marketing.campaigns.indices.filter {
                marketing.campaigns[$0].utmCampaign != nil && marketing.campaigns[$0].startDay <= day
                    && marketing.campaigns[$0].endDay >= day
            }
            for _ in 0..<Int(size * weekday * growth * random.between(0.85, 1.15)) {
                let isNew = visitors == 0 || random.chance(0.62)
                if isNew { visitors += 1 }
                // Those who come back were here lately.
                let visitor = isNew ? visitors - 1 : max(0, visitors - 1 - random.below(random.below(900) + 1))
                var session = Self.session(visitor: visitor, at: day * 86_400 + random.below(86_400), &random)
                if !paid.isEmpty, !session.isDocs, random.chance(0.16) {
                    let campaign = marketing.campaigns[paid[random.below(paid.count)]]
                    session.tag(campaign, sloppily: random.chance(0.12))
                    session.landingPage = campaign.type.page
                    session.referrer = Self.referrer(medium: campaign.type.utmMedium, &random)
                }
                made.append(session)
            }
        }
        for (place, lead) in marketing.leads.enumerated() {
            guard let page = lead.page else { continue }
            visitors += 1
            let minutes = random.between(1, 14)
            var session = Self.session(visitor: visitors - 1, at: lead.createdSecond - minutes * 60, &random)
            session.isDocs = false
            session.landingPage = page
            session.referrer = lead.referrer
            session.seconds = minutes * 60 + random.below(120)
            session.pageViews = max(2, session.pageViews)
            session.lead = place
            if let campaign = lead.campaign {
                session.tag(marketing.campaigns[campaign], sloppily: random.chance(0.05))
            }
            made.append(session)
        }
        made.sort { ($0.startSecond, $0.visitor) < ($1.startSecond, $1.visitor) }
        var places: [Int: Int] = [:]
        for place in made.indices {
            made[place].number = place + 1
            if let lead = made[place].lead { places[lead] = place }
        }
        sessions = made
        sessionOfLead = places
    }

    private static func session(visitor: Int, at second: Int, _ random: inout Random) -> Session {
        let isDocs = random.chance(0.38)
        let isBounce = random.chance(0.44)
        let views = isBounce ? 1 : 2 + random.below(random.below(9) + 1)
        return Session(
            number: 0, visitor: visitor, isDocs: isDocs, startSecond: second,
            seconds: isBounce ? 0 : views * random.between(15, 140), pageViews: views,
            landingPage: random.pick(isDocs ? docsPages : marketingPages),
            referrer: random.pick(referrers, otherwise: nil),
            utmSource: nil, utmMedium: nil, utmCampaign: nil, country: random.pick(countries, otherwise: "US"),
            device: random.pick([("desktop", 84), ("mobile", 14), ("tablet", 2)], otherwise: "desktop"), lead: nil)
    }
}

extension WebPlan.Session {
    /// - Parameter sloppily: Somebody wrote the link by hand, in capitals.
    fileprivate mutating func tag(_ campaign: MarketingPlan.Campaign, sloppily: Bool) {
        utmSource = sloppily ? campaign.type.utmSource?.uppercased() : campaign.type.utmSource
        utmMedium = campaign.type.utmMedium
        utmCampaign = sloppily ? campaign.utmCampaign?.uppercased() : campaign.utmCampaign
    }
}
