extension DemoCompany {
    /// What was planted, as JSON: the yardstick for reports that come out of the warehouse.
    ///
    ///     {"first_day": "2024-10-01", "end_day": "2025-11-23",
    ///      "releases": [{"version": "5.0.0", "major": 5, "minor": 0, "day": "2024-11-02"}],
    ///      "accounts": [{"id", "name", "type", "tenure_start", "unlimited", "possible_users", "telemetry",
    ///                    "account_executive", "customer_engineer", "seats": {"2024-10": 250}}],
    ///      "instances": [{"site_id", "account_id", "hosting", "environment", "deploy_type", "events", "link_step",
    ///                     "days": [[0, 1, 118, 240, 402, 0, "5.3.2", 520]],
    ///                     "usage": [[0, {"searchUsage": {...}, "newCodeIntelUsage": {...}}]]}]}
    ///
    /// A day is: days since `first_day`, 1 if its ping arrived (2: on the next day), people active on the day, in the week
    /// so far, in the month so far, 1 if the ping is a critical one, the version, user accounts. Seats are those at the end
    /// of the month. `usage` has, for each day whose ping arrived, the usage blocks as they were sent.
    package func truth() -> [UInt8] {
        var json = TextBuffer(capacity: 1 << 22)
        json.object { json in
            json.member("first_day", CivilDate.text(settings.firstDay))
            json.member("end_day", CivilDate.text(settings.endDay))
            list(&json, "releases", plan.releases.server.filter { $0.patch == 0 }) { json, release in
                json.member("version", release.version)
                json.member("major", release.major)
                json.member("minor", release.minor)
                json.member("day", CivilDate.text(release.day))
            }
            list(&json, "accounts", plan.accounts) { write($1, to: &$0) }
            list(&json, "instances", histories) { write($1, to: &$0) }
            writeBusiness(to: &json)
        }
        return json.bytes
    }

    private func list<Element>(
        _ json: inout TextBuffer, _ key: StaticString, _ elements: [Element],
        _ write: (inout TextBuffer, Element) -> Void
    ) {
        json.key(key)
        json.text("[")
        for element in elements {
            json.separate()
            json.object { write(&$0, element) }
        }
        json.text("]")
    }

    private func write(_ account: PlannedAccount, to json: inout TextBuffer) {
        json.member("id", account.id)
        json.key("name")
        json.escaped(account.name)
        json.member("type", account.kind.rawValue)
        if let start = account.firstContractDay { json.member("tenure_start", CivilDate.text(start)) }
        json.member("unlimited", account.hasUnlimitedDeal)
        if let users = account.possibleUsers { json.member("possible_users", users) }
        json.member("telemetry", account.hasNoTelemetry ? "none" : "some")
        json.key("account_executive")
        json.escaped(account.accountExecutive)
        if let engineer = account.customerEngineer {
            json.key("customer_engineer")
            json.escaped(engineer)
        }
        json.key("seats")
        json.text("{")
        var month = settings.firstDay
        while month <= settings.endDay {
            let next = CivilDate.nextMonthStart(month)
            let seats = account.subscriptions.compactMap { $0.seats(endOf: next - 1) }.reduce(0, +)
            json.text(month == settings.firstDay ? "" : ",")
            json.quoted(String(CivilDate.text(month).prefix(7)))
            json.text(":")
            json.number(seats)
            month = next
        }
        json.text("}")
    }

    private func write(_ history: InstanceHistory, to json: inout TextBuffer) {
        let instance = history.instance
        json.member("site_id", instance.siteID)
        if let account = instance.account { json.member("account_id", plan.accounts[account].id) }
        json.member("hosting", instance.hosting.rawValue)
        json.member("environment", instance.environment.rawValue)
        json.member("deploy_type", instance.deployType)
        json.member("events", instance.telemetry == .fullAndEvents)
        if let step = instance.linkStep { json.member("link_step", step) }
        json.key("days")
        json.text("[")
        for (offset, facts) in history.facts.enumerated() {
            let day = instance.firstDay + offset
            json.separate()
            json.text("[")
            json.number(day - settings.firstDay)
            let version = history.versions.version(on: day).text
            // What runs from the sources is answered and not recorded.
            let arrival = version == "dev" ? 0 : history.arrivals[offset].rawValue
            for number in [
                arrival, facts.daily, facts.weekly, facts.monthly,
                history.isCritical(on: day) ? 1 : 0,
            ] {
                json.text(",")
                json.number(number)
            }
            json.text(",")
            json.quoted(version)
            json.text(",")
            json.number(facts.accounts)
            json.text("]")
        }
        json.text("]")
        if instance.hosting != .app { writeUsage(history, to: &json) }
    }

    private func writeUsage(_ history: InstanceHistory, to json: inout TextBuffer) {
        json.key("usage")
        json.text("[")
        for (offset, facts) in history.facts.enumerated() where history.arrivals[offset] != .none {
            let day = history.instance.firstDay + offset
            let isCritical = history.isCritical(on: day)
            let usage = UsageContext(history: history, day: day, facts: facts, seed: settings.seed)
            guard usage.version.text != "dev" else { continue }
            let endings = UsageBlocks.Endings(of: day, endDay: settings.endDay)
            json.separate()
            json.text("[")
            json.number(day - settings.firstDay)
            json.text(",")
            json.object { block in
                if isCritical || !endings.isEmpty {
                    RepositoryBlocks(usage: usage).writeCritical(to: &block)
                    CodeInsightsBlock(usage: usage).writeCritical(to: &block)
                }
                if !isCritical { UsageBlocks(usage: usage, endings: endings).write(to: &block) }
            }
            json.text("]")
        }
        json.text("]")
    }
}
