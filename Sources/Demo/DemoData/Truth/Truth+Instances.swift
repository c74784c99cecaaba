extension DemoCompany {
    /// One instance as it was lived, and what went wrong with its pings:
    ///
    ///     {"site_id", "account_id"?, "hosting", "hosting_by_hand", "environment", "deploy_type", "events", "link_step"?,
    ///      "external_url", "installer_email", "auth": ["saml"], "code_hosts": [["GITHUB", 0]], "ping_minute", "index",
    ///      "days": [[0, 118, 240, 402, 0, "5.3.2", 520, 31, 850]],
    ///      "flaws": {"lost": [3], "late": [9], "doubled": [20], "noon": [31], "cloned": [], "unrecorded": [],
    ///                "failed": [[12, "searchUsage"]]},
    ///      "usage": [[0, {"searchUsage": {...}, "newCodeIntelUsage": {...}}]]}
    ///
    /// All numbers of days count from `first_day` of the company. A day is: its number, people active on the day, in the
    /// week so far, in the month so far, 1 if telemetry is cut down to what is critical, the version, user accounts,
    /// people of the week who came through an editor or a browser extension, repositories. A code host has the day of its
    /// connection. `account_id` is whose it really is, also where nothing tells (`link_step` is missing).
    ///
    /// `usage` has what each feature would tell at the end of each day, whether that day's ping arrived or not: the
    /// searches of the day, and everything else where the period that it counts ends.
    ///
    /// Flaws, by the days that they concern: the ping was lost; came on the next day; came twice; one more came at noon,
    /// with half of the people; a copy of the database pinged as well, with a person or two; was answered and not
    /// recorded; a block was `{}`.
    func write(_ history: InstanceHistory, to json: inout TextBuffer) {
        let instance = history.instance
        json.member("site_id", instance.siteID)
        if let account = instance.account { json.member("account_id", plan.accounts[account].id) }
        json.member("hosting", instance.hosting.rawValue)
        json.member("hosting_by_hand", plan.overrides.contains { $0.siteID == instance.siteID && $0.hosting != nil })
        json.member("environment", instance.environment.rawValue)
        json.member("deploy_type", instance.deployType)
        json.member("events", instance.telemetry == .fullAndEvents)
        if let step = instance.linkStep { json.member("link_step", step) }
        json.member("external_url", instance.externalURL)
        json.member("installer_email", instance.installerEmail)
        json.texts("auth", instance.authProviders)
        json.member("ping_minute", instance.pingMinute)
        json.member("index", instance.index)
        writeCodeHosts(history, to: &json)
        writeDays(history, to: &json)
        json.object("flaws") { writeFlaws(history, to: &$0) }
        if instance.hosting != .app { writeUsage(history, to: &json) }
    }

    private func usage(_ history: InstanceHistory, _ offset: Int) -> UsageContext {
        UsageContext(
            history: history, day: history.instance.firstDay + offset, facts: history.facts[offset],
            seed: settings.seed)
    }

    private func writeCodeHosts(_ history: InstanceHistory, to json: inout TextBuffer) {
        json.key("code_hosts")
        json.text("[")
        var known: Set<String> = []
        for offset in history.facts.indices {
            let context = usage(history, offset)
            for host in RepositoryBlocks(usage: context).codeHosts where known.insert(host).inserted {
                json.separate()
                json.text("[")
                json.quoted(host)
                json.text(",")
                json.number(context.day - settings.firstDay)
                json.text("]")
            }
        }
        json.text("]")
    }

    private func writeDays(_ history: InstanceHistory, to json: inout TextBuffer) {
        json.key("days")
        json.text("[")
        for (offset, facts) in history.facts.enumerated() {
            let context = usage(history, offset)
            json.separate()
            json.text("[")
            for number in [
                context.day - settings.firstDay, facts.daily, facts.weekly, facts.monthly,
                history.isCritical(on: context.day) ? 1 : 0,
            ] {
                json.number(number)
                json.text(",")
            }
            json.quoted(context.version.text)
            for number in [facts.accounts, facts.weeklyIntegration, PingBody.repositories(context)] {
                json.text(",")
                json.number(number)
            }
            json.text("]")
        }
        json.text("]")
    }

    private func writeFlaws(_ history: InstanceHistory, to json: inout TextBuffer) {
        var days: [String: [Int]] = [:]
        var failed: [(day: Int, block: StaticString)] = []
        for offset in history.facts.indices {
            let context = usage(history, offset)
            let ping = PingDay(history: history, plan: plan, day: context.day)
            let number = context.day - settings.firstDay
            if context.version.text == "dev" {
                days["unrecorded", default: []].append(number)
                continue
            }
            switch history.arrivals[offset] {
            case .none: days["lost", default: []].append(number)
            case .onTheNextDay: days["late", default: []].append(number)
            case .onTheDay: break
            }
            if ping.isDoubled { days["doubled", default: []].append(number) }
            if ping.hasNoonPing { days["noon", default: []].append(number) }
            if ping.isOfCopyToo { days["cloned", default: []].append(number) }
            guard history.instance.hosting != .app, !history.isCritical(on: context.day) else { continue }
            let endings = UsageBlocks.Endings(of: context.day, endDay: settings.endDay)
            failed += UsageBlocks(usage: context, endings: endings).failedBlocks.map { (number, $0) }
        }
        for key: StaticString in ["lost", "late", "doubled", "noon", "cloned", "unrecorded"] {
            json.key(key)
            json.text("[" + (days["\(key)"] ?? []).map(String.init).joined(separator: ",") + "]")
        }
        json.key("failed")
        json.text("[")
        for (day, block) in failed {
            json.separate()
            json.text("[\(day),\"\(block)\"]")
        }
        json.text("]")
    }

    private func writeUsage(_ history: InstanceHistory, to json: inout TextBuffer) {
        json.key("usage")
        json.text("[")
        for offset in history.facts.indices {
            let context = usage(history, offset)
            guard context.version.text != "dev" else { continue }
            let isCritical = history.isCritical(on: context.day)
            let endings = UsageBlocks.Endings(of: context.day, endDay: settings.endDay)
            json.separate()
            json.text("[")
            json.number(context.day - settings.firstDay)
            json.text(",")
            json.object { block in
                RepositoryBlocks(usage: context).writeDependencies(to: &block)
                if isCritical || !endings.isEmpty {
                    RepositoryBlocks(usage: context).writeCritical(to: &block)
                    CodeInsightsBlock(usage: context).writeCritical(to: &block)
                }
                if !isCritical { UsageBlocks(usage: context, endings: endings, isWhole: true).write(to: &block) }
            }
            json.text("]")
        }
        json.text("]")
    }
}
