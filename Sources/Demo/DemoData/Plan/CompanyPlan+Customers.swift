extension CompanyPlan {
    /// What becomes of a customer. A tenth is unhealthy, so that the health report has something to say.
    private enum Fortune { case healthy, growing, stagnant, unhealthy, former }

    mutating func addCustomer(_ number: Int, named name: CompanyNames.Name) {
        var random = Random(seed: settings.seed, .customers, number)
        let fortune: Fortune =
            number % 24 == 7
            ? .former
            : random.pick([(.healthy, 42), (.growing, 24), (.stagnant, 20), (.unhealthy, 14)], otherwise: .healthy)
        var account = newAccount(name, kind: fortune == .former ? .free : .customer, random: &random)
        account.crmType = fortune == .former ? "Former customer" : "Customer"
        account.hasNoTelemetry = number % 13 == 5
        account.hasUnlimitedDeal = number % 23 == 3
        let seats = random.pick(
            [(30, 14), (60, 20), (120, 26), (250, 20), (500, 12), (900, 5), (1_800, 3)], otherwise: 60)
        let isNew = number % 9 == 4
        let tenure = isNew ? random.between(25, 300) : random.between(400, 1_900)
        let start = settings.endDay - tenure
        account.firstContractDay = start
        account.createdDay = start - random.between(60, 240)
        account.employees = seats * random.between(4, 30)
        account.revenuePerYear = seats * random.between(320, 590)
        if account.hasUnlimitedDeal {
            account.possibleUsers = seats * random.between(3, 4)
            account.employees = (account.possibleUsers ?? seats) * random.between(2, 5)
        }
        let endDay = addContracts(
            to: &account, start: start, seats: seats, isFormer: fortune == .former, leaksKey: number % 30 == 9,
            random: &random)
        account.contractEndDay = endDay
        account.lifecycleStage =
            fortune == .former
            ? "Churned"
            : tenure <= 60
                ? "Onboarding"
                : endDay - settings.endDay <= 120 ? "Renewing" : fortune == .growing ? "Adopting" : "Nurturing"
        let place = add(account)
        guard !account.hasNoTelemetry else { return }

        let adoption =
            switch fortune {
            case .healthy: (random.between(0.66, 0.86), random.between(0.72, 0.95))
            case .growing: (random.between(0.30, 0.50), random.between(0.70, 0.92))
            case .stagnant: (random.between(0.45, 0.62), random.between(0.42, 0.60))
            case .unhealthy: (random.between(0.28, 0.45), random.between(0.10, 0.26))
            case .former: (random.between(0.40, 0.50), random.between(0.05, 0.15))
            }
        let engagement =
            switch fortune {
            case .healthy: random.between(0.95, 1.45)
            case .growing: random.between(0.85, 1.30)
            case .stagnant: random.between(0.65, 0.95)
            case .unhealthy, .former: random.between(0.35, 0.65)
            }
        // About four in five accounts are active in a month, so this many accounts make the adoption that is wanted.
        let people = Double(account.possibleUsers ?? seats) / (account.hasUnlimitedDeal ? 2 : 1) / 0.81
        let isManaged = number % 3 == 1
        var instance = ordinaryInstance(
            hosting: isManaged ? .managed : .selfHosted,
            deployType: isManaged
                ? (random.chance(0.8) ? "kubernetes" : "docker-compose")
                : random.pick(Self.selfHostedTypes, otherwise: "kubernetes"),
            domain: account.domain,
            externalURL: "https://"
                + (isManaged ? "\(account.slug).sourcegraphcloud.com" : "code.\(account.domain)"),
            random: &random)
        accounts[place].instanceDomain = String(instance.externalURL.dropFirst("https://".count))
        instance.account = place
        instance.subscription = 0
        instance.linkStep = 2
        instance.firstDay = max(settings.firstDay, start - random.between(5, 30))
        if fortune == .former { instance.lastDay = min(settings.endDay, endDay + 20) }
        instance.accountsAtFirst = scaled(isNew ? people * 0.12 : people * adoption.0)
        instance.accountsAtLast = scaled(people * adoption.1)
        instance.engagement = engagement
        instance.repositories = seats * random.between(3, 14)
        instance.upgrades = upgradeHabit(number, isManaged: isManaged, random: &random)
        if case .never(let major, _, _) = instance.upgrades, major < 5 { instance.telemetry = .critical }
        if case .oneLeap = instance.upgrades { instance.telemetry = .critical }
        if isManaged, seats <= 120, !account.hasUnlimitedDeal, number % 2 == 0 { instance.telemetry = .fullAndEvents }
        if number % 11 == 2 {
            let from = random.between(settings.firstDay + 60, max(settings.firstDay + 61, settings.endDay - 50))
            instance.silentDays = from..<(from + random.between(17, 24))
        }
        let copied = settings.endDay - 56 - number % 50
        if number % 17 == 4, copied > instance.firstDay { instance.clonedDays = copied..<(copied + 16) }
        instance.usesBatchChanges = random.chance(0.5)
        instance.usesInsights = random.chance(0.45)
        instance.usesCody = random.chance(0.4)
        // Links to each feature's dashboard name this customer.
        if name.slug == CompanyNames.wellKnown.slug {
            (instance.usesBatchChanges, instance.usesInsights, instance.usesCody) = (true, true, true)
        }
        addLinked(&instance, number: number, account: place, random: &random)
        addFurtherInstances(number, account: place, like: instance, random: &random)
    }

    private func upgradeHabit(
        _ number: Int, isManaged: Bool, random: inout Random
    ) -> PlannedInstance.UpgradeHabit {
        if isManaged { return .prompt(days: random.between(2, 9)) }
        switch number % 16 {
        case 3, 11: return .never(major: 4, minor: random.between(2, 5), patch: 0)
        case 6:
            return .oneLeap(
                major: 4, minor: 5, patch: 1,
                until: settings.endDay - random.between(60, max(61, min(250, settings.days - 60))))
        case 8: return .never(major: 5, minor: random.between(3, 7), patch: 1)
        case 2, 9, 12: return .skipping(every: 3, days: random.between(15, 40))
        case 5, 15: return .skipping(every: 2, days: random.between(10, 30))
        default: return .prompt(days: random.between(8, 28))
        }
    }

    /// A staging instance, or a second one in production for another part of the company.
    private mutating func addFurtherInstances(
        _ number: Int, account place: Int, like first: PlannedInstance, random: inout Random
    ) {
        let isSecond = number % 12 == 1
        guard isSecond || number % 5 == 2 else { return }
        var instance = ordinaryInstance(
            hosting: first.hosting, deployType: first.deployType, domain: accounts[place].domain,
            externalURL: first.externalURL.replacingPrefix(
                "https://", with: isSecond ? "https://emea-" : "https://staging-"),
            random: &random)
        instance.account = place
        instance.linkStep = 2
        instance.firstDay = first.firstDay
        instance.lastDay = first.lastDay
        instance.upgrades = isSecond ? first.upgrades : .prompt(days: 5)
        instance.telemetry = isSecond ? first.telemetry : .full
        if case .prompt = instance.upgrades {
        } else if instance.telemetry == .full {
            instance.upgrades = .prompt(days: 12)
        }
        instance.environment = isSecond ? .production : .other
        instance.accountsAtFirst = isSecond ? max(1, first.accountsAtFirst / 3) : scaled(4)
        instance.accountsAtLast = isSecond ? max(1, first.accountsAtLast / 3) : scaled(7)
        instance.engagement = first.engagement
        instance.repositories = first.repositories / 4
        let seats = accounts[place].subscriptions.first?.licenses.last?.seats ?? 100
        let start = accounts[place].firstContractDay ?? settings.firstDay
        instance.subscription = addSubscription(
            to: place, start: start, seats: isSecond ? max(5, seats / 3) : 25,
            tags: isSecond ? [] : ["instance:\(random.chance(0.5) ? "test" : "staging")"], siteID: instance.siteID,
            isProduction: isSecond, random: &random)
        add(instance)
    }

    /// Hides the link of a few instances from the licence table, so that each rule of the link has work to do.
    private mutating func addLinked(
        _ instance: inout PlannedInstance, number: Int, account place: Int, random: inout Random
    ) {
        switch number % 20 {
        case 6:
            instance.linkStep = 1
            let override = InstanceOverride(
                siteID: instance.siteID, accountID: accounts[place].id,
                hosting: instance.hosting == .selfHosted && number % 40 == 6 ? "Managed instance" : nil,
                environment: nil, reason: "Confirmed by the account team")
            if override.hosting != nil { instance.hosting = .managed }
            add(override)
            unlist(&instance, account: place, opportunity: false, customerTag: false, random: &random)
        case 10:
            instance.linkStep = 3
            unlist(&instance, account: place, opportunity: true, customerTag: false, random: &random)
        case 14:
            instance.linkStep = 4
            unlist(&instance, account: place, opportunity: false, customerTag: true, random: &random)
        case 18:
            instance.linkStep = 5
            unlist(&instance, account: place, opportunity: false, customerTag: false, random: &random)
        default:
            setSite(instance.siteID, account: place, subscription: 0)
        }
        add(instance)
    }

    /// Gives the instance keys that the licence table doesn't have.
    private mutating func unlist(
        _ instance: inout PlannedInstance, account place: Int, opportunity: Bool, customerTag: Bool,
        random: inout Random
    ) {
        let account = accounts[place]
        guard let listed = account.subscriptions.first else { return }
        var hidden = PlannedSubscription(id: listed.id, createdDay: listed.createdDay)
        for license in listed.licenses {
            var copy = license
            copy.isListed = false
            copy.tags = license.tags.filter { !$0.hasPrefix("customer:") }
            if customerTag { copy.tags.append("customer:\(account.slug)") }
            copy.key = LicenseKey.text(
                tags: copy.tags, seats: copy.seats, createdDay: copy.createdDay, expiresDay: copy.expiresDay,
                subscriptionID: nil, opportunityID: opportunity ? account.opportunities.first?.id : nil,
                random: &random)
            hidden.licenses.append(copy)
        }
        accounts[place].hiddenSubscriptions[instance.siteID] = hidden
    }
}

extension String {
    func replacingPrefix(_ prefix: String, with other: String) -> String {
        hasPrefix(prefix) ? other + dropFirst(prefix.count) : self
    }
}
