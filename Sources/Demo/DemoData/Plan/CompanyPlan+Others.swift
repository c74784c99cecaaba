extension CompanyPlan {
    /// The company's own public instance, its development instances and one for its own work.
    mutating func addOwnInstances() {
        var random = Random(seed: settings.seed, .ownInstances)
        let size = Double(min(settings.accounts, 400)) / 200
        var dotcom = ordinaryInstance(
            hosting: .dotcom, deployType: "kubernetes", domain: "soundings.example",
            externalURL: "https://sourcegraph.com", random: &random)
        dotcom.telemetry = .fullAndEvents
        dotcom.upgrades = .prompt(days: -10)
        dotcom.accountsAtFirst = scaled(2_400 * size)
        dotcom.accountsAtLast = scaled(4_200 * size)
        dotcom.engagement = 0.13
        dotcom.isOpenToThePublic = true
        dotcom.repositories = 2_000_000
        dotcom.missingPings = 0.01
        add(dotcom)
        for number in 0..<4 {
            var instance = ordinaryInstance(
                hosting: .selfHosted, deployType: "dev", domain: "soundings.example",
                externalURL: "https://dev-\(number + 1).soundings.example", random: &random)
            instance.upgrades = number == 3 ? .unreleased : .prompt(days: 0)
            instance.accountsAtFirst = scaled(2)
            instance.accountsAtLast = scaled(3)
            instance.missingPings = 0.3
            add(instance)
        }
        var scratch = ordinaryInstance(
            hosting: .selfHosted, deployType: "docker-compose", domain: "soundings.example",
            externalURL: "https://scratch.soundings.example", random: &random)
        scratch.environment = .other
        scratch.accountsAtLast = scaled(9)
        add(scratch)
        add(
            InstanceOverride(
                siteID: scratch.siteID, accountID: nil, hosting: nil, environment: "other",
                reason: "Scratch instance of the support team"))
    }

    mutating func addProspect(_ number: Int, named name: CompanyNames.Name) {
        var random = Random(seed: settings.seed, .prospects, number)
        var account = newAccount(name, kind: .prospect, random: &random)
        account.crmType = "Prospect"
        let start = settings.endDay - random.between(10, 330)
        account.opportunities = [
            PlannedOpportunity(
                id: "006" + random.code(12), name: "\(account.name) new",
                stage: random.pick(["Discovery", "Trial", "Proposal"]),
                amount: random.between(20, 400) * 1_000, createdDay: start,
                closeDay: settings.endDay + random.between(20, 120))
        ]
        let place = add(account)
        guard number % 10 < 7 else { return }
        var subscription = PlannedSubscription(id: random.uuid(), createdDay: start)
        let seats = random.between(4, 20) * 5
        // Trials are prolonged once as a rule; some prospects go on with the free plan afterwards.
        for period in 0..<2 {
            subscription.licenses.append(
                newLicense(
                    tags: ["plan:enterprise-1", "trial", "customer:\(account.slug)"], seats: seats,
                    createdDay: start + period * 60, expiresDay: start + period * 60 + 62,
                    subscriptionID: subscription.id, opportunityID: account.opportunities.first?.id, random: &random))
        }
        subscription.licenses.removeAll { $0.createdDay > settings.endDay }
        let isManaged = number % 4 == 0
        var instance = ordinaryInstance(
            hosting: isManaged ? .managed : .selfHosted,
            deployType: isManaged ? "kubernetes" : random.pick(Self.selfHostedTypes, otherwise: "docker-compose"),
            domain: account.domain,
            externalURL: "https://"
                + (isManaged ? "\(account.slug)-trial.sourcegraphcloud.com" : "code.\(account.domain)"),
            random: &random)
        instance.account = place
        instance.subscription = append(subscription, to: place)
        instance.linkStep = 2
        instance.firstDay = max(settings.firstDay, start)
        instance.accountsAtFirst = scaled(3)
        instance.accountsAtLast = scaled(Double(seats) * random.between(0.3, 0.8))
        instance.engagement = random.between(0.6, 1.3)
        setSite(instance.siteID, account: place, subscription: 0)
        add(instance)
    }

    /// A company with a free instance that the CRM knows by its address.
    mutating func addFreeAccount(_ number: Int, named name: CompanyNames.Name) {
        var random = Random(seed: settings.seed, .free, number)
        var account = newAccount(name, kind: .free, random: &random)
        account.lifecycleStage = "Prospect"
        account.crmType = number % 3 == 0 ? nil : "Other"
        if number % 4 == 1 {
            account.opportunities = [
                PlannedOpportunity(
                    id: "006" + random.code(12), name: "\(account.name) new", stage: "Closed Lost", amount: 30_000,
                    createdDay: settings.endDay - 300, closeDay: settings.endDay - 200)
            ]
        }
        let place = add(account)
        guard number % 10 < 7 else { return }
        var instance = freeInstance(domain: account.domain, random: &random)
        instance.account = place
        instance.linkStep = 5
        add(instance)
    }

    /// A free instance of somebody who is in no list; it can be found by the installer's email.
    mutating func addUnknownInstance(_ number: Int, named name: CompanyNames.Name) {
        var random = Random(seed: settings.seed, .unknownInstances, number)
        var instance = freeInstance(domain: name.domain, random: &random)
        // Some were set up by people of a company that the CRM knows, which is no proof of whose they are.
        if number % 5 == 2, !accounts.isEmpty {
            instance.installerEmail = "it-ops@\(accounts[accounts.count - 1 - number % accounts.count].domain)"
        }
        add(instance)
    }

    private func freeInstance(domain: String, random: inout Random) -> PlannedInstance {
        var instance = ordinaryInstance(
            hosting: .selfHosted,
            deployType: random.pick(
                [("docker-container", 30), ("docker-compose", 30), ("server", 25), ("kubernetes", 8), ("helm", 7)],
                otherwise: "server"),
            domain: domain, externalURL: "https://code.\(domain)", random: &random)
        if random.chance(0.5) { instance.firstDay = settings.firstDay + random.below(max(1, settings.days - 20)) }
        if random.chance(0.25) { instance.lastDay = min(settings.endDay, instance.firstDay + random.between(20, 160)) }
        instance.accountsAtFirst = scaled(Double(random.between(2, 8)))
        instance.accountsAtLast = scaled(Double(random.between(3, 30)))
        instance.engagement = random.between(0.5, 1.2)
        instance.missingPings = random.between(0.03, 0.12)
        instance.upgrades =
            random.chance(0.4)
            ? .never(major: random.chance(0.3) ? 4 : 5, minor: random.between(0, 5), patch: 0)
            : .skipping(every: random.between(2, 4), days: random.between(10, 60))
        return instance
    }

    /// A desktop app: one person, counted on the days on which it runs.
    mutating func addApp(_ number: Int) {
        var random = Random(seed: settings.seed, .apps, number)
        var instance = ordinaryInstance(
            hosting: .app, deployType: "app", domain: "mail.example", externalURL: "", random: &random)
        instance.operatingSystem = random.pick(["mac", "mac", "linux", "windows"])
        instance.firstDay = settings.firstDay + random.below(max(1, settings.days - 10))
        if random.chance(0.4) { instance.lastDay = min(settings.endDay, instance.firstDay + random.between(5, 120)) }
        instance.installerEmail = ""
        instance.accountsAtFirst = 1
        instance.accountsAtLast = 1
        instance.repositories = random.between(1, 40)
        instance.missingPings = random.between(0.05, 0.4)
        add(instance)
    }
}
