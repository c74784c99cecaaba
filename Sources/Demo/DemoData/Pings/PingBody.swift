/// Writes the body of one instance's ping at the end of a day.
struct PingBody {
    let history: InstanceHistory
    let licenseKey: String
    let day: Int
    let facts: DayFacts
    var random: Random

    private var instance: PlannedInstance { history.instance }
    /// Usage blocks go with the last day of the week, when their week is complete.
    private var isWeekly: Bool { CivilDate.weekday(day) == 6 }

    func bytes() -> [UInt8] {
        var body = TextBuffer(capacity: isWeekly ? 4_096 : 1_400)
        var random = random
        body.object { body in
            body.member("site", instance.siteID)
            body.member("version", appVersion ?? history.versions.version(on: day).text)
            body.member("deployType", instance.deployType)
            if !licenseKey.isEmpty { body.member("LicenseKey", licenseKey) }
            if instance.hosting == .app {
                app(&body)
            } else if history.isCritical(on: day) {
                critical(&body)
            } else {
                full(&body, random: &random)
            }
        }
        return body.bytes
    }

    /// Desktop apps add a build to the version.
    private var appVersion: String? {
        guard instance.hosting == .app else { return nil }
        let version = history.versions.version(on: day)
        return "\(version.text)+\(200_000 + version.minor * 731).\(instance.siteID.suffix(6))"
    }

    private func app(_ body: inout TextBuffer) {
        body.member("os", instance.operatingSystem)
        body.member("totalRepos", instance.repositories)
        if facts.daily > 0 { body.member("activeToday", true) }
    }

    private func critical(_ body: inout TextBuffer) {
        dependencies(&body)
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
        sizes(&body)
        administrator(&body)
    }

    private static let blocksOfCriticalPings: [StaticString] = [
        "batchChangesUsage", "growthStatistics", "savedSearches", "newCodeIntelUsage", "searchUsage",
        "codeInsightsUsage",
    ]

    private func full(_ body: inout TextBuffer, random: inout Random) {
        dependencies(&body)
        if !instance.externalURL.isEmpty { body.member("externalURL", instance.externalURL) }
        body.texts("auth", instance.authProviders)
        body.texts("extsvcs", instance.codeHosts)
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
        if isWeekly {
            sizes(&body)
            UsageBlocks(instance: instance, day: day, facts: facts).write(to: &body, random: &random)
        }
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

    private func dependencies(_ body: inout TextBuffer) {
        body.object("dependencyVersions") { versions in
            versions.member("postgresVersion", instance.index % 4 == 0 ? "16.3" : "12.17")
            versions.member("redisCacheVersion", "7.0.12")
            versions.member("redisStoreVersion", "7.0.12")
        }
    }

    private func sizes(_ body: inout TextBuffer) {
        let repositories = instance.repositories + facts.accounts / 4
        body.object("repositories") { sizes in
            sizes.member("GitDirBytes", repositories * 48_000_000)
            sizes.member("NewLinesCount", repositories * 71_000)
            sizes.member("DefaultBranchNewLinesCount", repositories * 69_000)
            sizes.member("OtherBranchesNewLinesCount", repositories * 2_000)
        }
        body.object("codeInsightsCriticalTelemetry") { insights in
            insights.member("TotalInsights", instance.usesInsights ? 4 + facts.accounts / 20 : 0)
        }
    }

    private func administrator(_ body: inout TextBuffer) {
        body.member("initAdmin", instance.installerEmail)
        body.member("tosAccepted", true)
        body.member("totalUsers", facts.accounts)
    }
}
