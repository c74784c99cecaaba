/// One event and its time in milliseconds since 1970, to put several senders in order.
struct StreamEvent {
    var time: Int
    var json: [UInt8]
}

/// Who an event is of: a device, and the account if somebody is signed in on it.
struct EventPerson {
    var userID: String?
    var deviceID: String
    /// Works for the company itself.
    var isTeammate = false
    /// In the half of the people who see the new home page.
    var hasNewHome: Bool?
}

/// How somebody came: the page before, and the campaign that the address named.
struct Arrival {
    var referrer: StaticString?
    var campaign: (source: StaticString, medium: StaticString, campaign: StaticString)?

    static func any(_ random: inout Random) -> Arrival {
        let referrers: [(choice: StaticString?, weight: Int)] = [
            (nil, 38), ("https://www.google.com/", 27), ("https://github.com/", 13),
            ("https://news.ycombinator.com/", 5),
            ("https://www.reddit.com/", 4), ("https://about.sourcegraph.com/", 8), ("https://stackoverflow.com/", 5),
        ]
        let campaigns: [(choice: (StaticString, StaticString, StaticString)?, weight: Int)] = [
            (nil, 84), (("google", "cpc", "code-search"), 6), (("newsletter", "email", "monthly-digest"), 4),
            (("twitter", "social", "launch-week"), 3), (("linkedin", "paid-social", "large-codebases"), 3),
        ]
        return Arrival(
            referrer: random.pick(referrers, otherwise: nil), campaign: random.pick(campaigns, otherwise: nil))
    }
}

/// Writes the events of one sender on one day, as a client library would.
struct EventWriter {
    /// The instance on which it happens; `nil` for the company's web pages.
    let siteID: String?
    let accountSlug: String?
    let version: String
    /// Begins every `insert_id`.
    let prefix: String
    private(set) var events: [StreamEvent] = []

    init(siteID: String?, accountSlug: String?, version: String, prefix: String) {
        self.siteID = siteID
        self.accountSlug = accountSlug
        self.version = version
        self.prefix = prefix
    }

    /// - Parameters:
    ///   - time: Milliseconds since 1970.
    ///   - session: The time at which the visit began.
    ///   - properties: Adds to `event_properties`.
    mutating func add(
        _ name: StaticString, of person: EventPerson, at time: Int, session: Int, source: StaticString = "WEB",
        page: StaticString? = nil, arrival: Arrival? = nil, organization: String? = nil,
        properties: (inout TextBuffer) -> Void = { _ in }
    ) {
        var json = TextBuffer(capacity: 420)
        json.object { event in
            event.member("event_type", name)
            if let userID = person.userID { event.member("user_id", userID) }
            event.member("device_id", person.deviceID)
            event.member("time", time)
            event.member("session_id", session)
            event.member("insert_id", "\(prefix)-\(events.count)")
            event.member("platform", "Web")
            if !version.isEmpty { event.member("app_version", version) }
            if let siteID {
                event.object("groups") { groups in
                    groups.member("instance", siteID)
                    if let accountSlug { groups.member("account", accountSlug) }
                    if let organization { groups.member("organization", organization) }
                }
            }
            event.object("event_properties") { own in
                own.member("source", source)
                if let page { own.member("page", page) }
                if let referrer = arrival?.referrer { own.member("referrer", referrer) }
                if let campaign = arrival?.campaign {
                    own.member("utm_source", campaign.source)
                    own.member("utm_medium", campaign.medium)
                    own.member("utm_campaign", campaign.campaign)
                }
                properties(&own)
            }
            event.object("user_properties") { own in
                own.member("signed_in", person.userID != nil)
                if person.isTeammate { own.member("teammate", true) }
                if let hasNewHome = person.hasNewHome { own.member("flag_new_home", hasNewHome) }
            }
        }
        events.append(StreamEvent(time: time, json: json.bytes))
    }
}
