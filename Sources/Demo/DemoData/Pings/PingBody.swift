/// Writes the body of one instance's ping.
struct PingBody {
    let usage: UsageContext
    let licenseKey: String
    /// The blocks that this ping has; `nil` for one that was sent before anything could be counted.
    let blocks: UsageBlocks?
    /// The address at which the instance believes to be, if not its own.
    var externalURL: String?

    private var history: InstanceHistory { usage.history }
    private var instance: PlannedInstance { usage.instance }
    private var day: Int { usage.day }
    private var facts: DayFacts { usage.facts }
    private var endsAPeriod: Bool { blocks.map { !$0.endings.isEmpty } ?? false }

    func bytes() -> [UInt8] {
        var body = TextBuffer(capacity: endsAPeriod ? 12_288 : 2_400)
        body.object { body in
            body.member("site", instance.siteID)
            body.member("version", appVersion ?? usage.version.text)
            body.member("deployType", instance.deployType)
            if !licenseKey.isEmpty { body.member("LicenseKey", licenseKey) }
            if instance.hosting == .app {
                app(&body)
            } else if history.isCritical(on: day) {
                critical(&body)
            } else {
                full(&body)
            }
        }
        return body.bytes
    }

    /// Desktop apps add a build to the version.
    private var appVersion: String? {
        guard instance.hosting == .app else { return nil }
        let version = usage.version
        return "\(version.text)+\(200_000 + version.minor * 731).\(instance.siteID.suffix(6))"
    }

    private func app(_ body: inout TextBuffer) {
        body.member("os", instance.operatingSystem)
        body.member("totalRepos", Self.repositories(usage))
        if facts.daily > 0 { body.member("activeToday", true) }
    }

    /// Repositories at the end of the day. People add a few to their app in the first weeks.
    static func repositories(_ usage: UsageContext) -> Int {
        guard usage.instance.hosting == .app else { return usage.repositories }
        let weeks = (usage.day - usage.instance.firstDay) / 7
        return max(1, usage.instance.repositories * min(weeks + 2, 10) / 10)
    }

    private func critical(_ body: inout TextBuffer) {
        RepositoryBlocks(usage: usage).writeDependencies(to: &body)
        body.object("act") { act in
            act.key("DAUs")
            act.text("[],\"WAUs\":[]")
            act.key("MAUs")
            period(&act, start: CivilDate.monthStart(day), monthly)
        }
        for block in Self.blocksOfCriticalPings {
            body.key(block)
            body.text("{}")
        }
        RepositoryBlocks(usage: usage).writeCritical(to: &body)
        CodeInsightsBlock(usage: usage).writeCritical(to: &body)
        administrator(&body)
    }

    private static let blocksOfCriticalPings: [StaticString] = [
        "batchChangesUsage", "growthStatistics", "savedSearches", "newCodeIntelUsage", "searchUsage",
        "codeInsightsUsage",
    ]

    private func full(_ body: inout TextBuffer) {
        let repositories = RepositoryBlocks(usage: usage)
        repositories.writeDependencies(to: &body)
        let address = externalURL ?? instance.externalURL
        if !address.isEmpty { body.member("externalURL", address) }
        body.texts("auth", instance.authProviders)
        body.texts("extsvcs", repositories.codeHosts)
        if instance.isOpenToThePublic { body.member("signup", true) }
        body.member("hasExtURL", true)
        if facts.daily > 0 { body.member("u", facts.daily) }
        body.object("act") { act in
            act.key("DAUs")
            period(&act, start: day, (facts.daily, facts.dailyRegistered, facts.dailyIntegration))
            act.key("WAUs")
            period(
                &act, start: CivilDate.weekStart(day),
                (facts.weekly, facts.weeklyRegistered, facts.weeklyIntegration))
            act.key("MAUs")
            period(&act, start: CivilDate.monthStart(day), monthly)
        }
        if endsAPeriod {
            repositories.writeCritical(to: &body)
            CodeInsightsBlock(usage: usage).writeCritical(to: &body)
        }
        blocks?.write(to: &body)
        administrator(&body)
        body.member("totalOrgs", 1 + instance.repositories % 7)
        body.member("repos", true)
        body.member("searched", true)
        body.member("refs", true)
        if instance.usesCody { body.member("hasCodyEnabled", true) }
    }

    private var monthly: (Int, Int, Int) { (facts.monthly, facts.monthlyRegistered, facts.monthlyIntegration) }

    private func period(_ act: inout TextBuffer, start: Int, _ counts: (all: Int, registered: Int, integration: Int)) {
        act.text("[")
        act.object { period in
            period.member("StartTime", CivilDate.midnight(start))
            period.member("UserCount", counts.all)
            period.member("RegisteredUserCount", counts.registered)
            period.member("AnonymousUserCount", counts.all - counts.registered)
            period.member("IntegrationUserCount", counts.integration)
        }
        act.text("]")
    }

    private func administrator(_ body: inout TextBuffer) {
        body.member("initAdmin", instance.installerEmail)
        body.member("tosAccepted", true)
        body.member("totalUsers", facts.accounts)
    }
}
