/// The event stream of the company's web pages and documentation on one day: people who read, and some who take the
/// desktop app along. They are devices; nobody signs in there.
struct WebsiteDay {
    let settings: DemoSettings
    let day: Int
    private var random: Random
    private var writer: EventWriter

    init(settings: DemoSettings, day: Int) {
        self.settings = settings
        self.day = day
        random = Random(seed: settings.seed, .events, -day)
        writer = EventWriter(siteID: nil, accountSlug: nil, version: "", prefix: "web-\(day)")
    }

    mutating func events() -> [StreamEvent] {
        for number in 0..<Self.newVisitors(on: day, settings) {
            visit(EventPerson(deviceID: "web-\(day)-\(number)"))
            // Some come back within three weeks, at the same time of other days.
            let back = day - 1 - random.below(21)
            if random.chance(0.3), back >= settings.firstDay, number < Self.newVisitors(on: back, settings) {
                visit(EventPerson(deviceID: "web-\(back)-\(number)"))
            }
        }
        return writer.events
    }

    /// More every month, fewer at the weekend.
    private static func newVisitors(on day: Int, _ settings: DemoSettings) -> Int {
        let growth = 1 + Double(day - settings.firstDay) / 400
        let weekday = [0.45, 1, 1.05, 1.05, 1, 0.85, 0.4][CivilDate.weekday(day)]
        var random = Random(seed: settings.seed, .events, -day &* 7)
        let accounts = Double(min(settings.accounts, 400)) / 200
        return Int(26 * accounts * growth * weekday * random.between(0.8, 1.2))
    }

    private mutating func visit(_ person: EventPerson) {
        let start = (day * 86_400 + 25_200 + random.below(46_800)) * 1_000 + random.below(1_000)
        let isDocs = random.chance(0.3)
        // Links out of the app say so.
        let isFromTheApp = isDocs && random.chance(0.08)
        let arrival =
            isFromTheApp ? Arrival(campaign: ("code-search", "referral", "sg_app")) : Arrival.any(&random)
        let site: StaticString = isDocs ? "docs.sourcegraph.com" : "about.sourcegraph.com"
        let pages: [StaticString] =
            isDocs ? ["/", "/app", "/admin", "/code_search"] : ["/", "/pricing", "/app", "/blog"]
        var time = start
        var page = pages[random.below(pages.count)]
        for step in 0..<(1 + random.below(4)) {
            writer.add(
                "PageViewed", of: person, at: time, session: start, source: "STATICWEB", page: page,
                arrival: step == 0 ? arrival : nil
            ) { properties in
                properties.member("site", site)
                if isFromTheApp { properties.member("app_version", "2025.\(1 + random.below(11)).0") }
            }
            time += 8_000 + random.below(60_000)
            page = pages[random.below(pages.count)]
        }
        guard random.chance(isDocs ? 0.05 : 0.09) else { return }
        let kind = random.pick([("mac", 50), ("linux", 26), ("brew", 24)], otherwise: "mac")
        let isCommand = kind == "brew" || random.chance(0.15)
        for _ in 0..<(random.chance(0.12) ? 2 : 1) {
            writer.add(
                isCommand ? "AppInstallCommandCopied" : "AppDownloadClicked", of: person, at: time, session: start,
                source: "STATICWEB", page: "/app"
            ) { properties in
                properties.member("site", site)
                properties.member("kind", kind)
            }
            time += 20_000
        }
    }
}
