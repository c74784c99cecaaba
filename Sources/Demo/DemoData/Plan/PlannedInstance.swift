/// One installation of the product.
struct PlannedInstance: Sendable {
    enum Hosting: String, Sendable {
        case dotcom = "Sourcegraph.com", managed = "Managed instance", selfHosted = "Self-hosted", app = "App"
    }

    enum Environment: String, Sendable { case production, other }

    /// What a site sends, if it sends anything.
    enum Telemetry: String, Sendable {
        /// While its version is older than 5.0; full pings afterwards.
        case critical
        case full
        /// Full pings and the event stream.
        case fullAndEvents = "full and events"
    }

    /// How soon after a release it is installed.
    enum UpgradeHabit: Sendable {
        /// After so many days, every release.
        case prompt(days: Int)
        /// Only every so many minor releases, after so many days.
        case skipping(every: Int, days: Int)
        /// Never: stays on the version it began with.
        case never(major: Int, minor: Int, patch: Int)
        /// Stays on an old version until a day, prompt afterwards.
        case oneLeap(major: Int, minor: Int, patch: Int, until: Int)
        /// Runs what was built from the sources: its version is `dev`, and its pings are answered and not recorded.
        case unreleased
    }

    /// Place in the plan; the number of the random streams that belong to it.
    var index: Int
    var siteID: String
    /// Index of the account that it really belongs to.
    var account: Int?
    /// How that can be found out: 1 manual mapping, 2 licence, 3 opportunity, 4 customer tag, 5 external address.
    var linkStep: Int?
    /// Index of its subscription in the account's list.
    var subscription: Int?
    var hosting: Hosting
    var environment: Environment = .production
    var deployType: String
    var telemetry: Telemetry
    var upgrades: UpgradeHabit
    /// Days on which it exists.
    var firstDay: Int
    var lastDay: Int
    var externalURL: String
    var clientAddress: String
    var installerEmail: String
    var authProviders: [String]
    var codeHosts: [String]
    var operatingSystem = ""
    var repositories: Int
    /// User accounts at the beginning and at the end of its days.
    var accountsAtFirst: Int
    var accountsAtLast: Int
    /// 1 is ordinary.
    var engagement: Double
    /// Share of all days on which no ping arrives.
    var missingPings: Double
    /// Days without any ping in a row: an outage of the network or a proxy.
    var silentDays: Range<Int>?
    /// Days on which a copy of its database ran as well, to try out an upgrade: the copy has the same site id, and pings.
    var clonedDays: Range<Int>?
    /// Whether people act on weekends too.
    var isOpenToThePublic = false
    /// Minutes after 22:00 UTC at which its daily ping arrives.
    var pingMinute: Int
    /// Features that show in the usage blocks, each from a day of its own on.
    var usesBatchChanges = false
    var usesInsights = false
    var usesCody = false
}
