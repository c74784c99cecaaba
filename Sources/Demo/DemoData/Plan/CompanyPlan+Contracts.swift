extension CompanyPlan {
    /// An account with what every kind has.
    func newAccount(_ name: CompanyNames.Name, kind: PlannedAccount.Kind, random: inout Random) -> PlannedAccount {
        PlannedAccount(
            id: "001" + random.code(12), name: name.name, slug: name.slug, domain: name.domain,
            industry: name.industry, region: random.pick(StaffNames.regions, otherwise: "EMEA"),
            employees: random.between(40, 4_000), kind: kind, createdDay: settings.endDay - random.between(30, 900),
            accountExecutive: random.pick(StaffNames.accountExecutives),
            customerEngineer: kind == .free ? nil : random.pick(StaffNames.customerEngineers),
            technicalAdvisor: kind == .customer ? random.pick(StaffNames.technicalAdvisors) : nil,
            lifecycleStage: "Prospect", instanceDomain: "code.\(name.domain)", revenuePerYear: 0)
    }

    /// The won opportunities and the yearly licences of a customer's first subscription.
    ///
    /// - Returns: The day on which the contract ends.
    func addContracts(
        to account: inout PlannedAccount, start: Int, seats: Int, isFormer: Bool, leaksKey: Bool, random: inout Random
    ) -> Int {
        let end = isFormer ? settings.endDay - random.between(40, 200) : settings.endDay + 1
        let years = max(1, (end - start) / 365 + (isFormer ? 0 : 1))
        var subscription = PlannedSubscription(id: random.uuid(), createdDay: start)
        var tags = planTags(of: account, random: &random)
        // Large customers may have more people than seats, and are billed for them later.
        if account.hasUnlimitedDeal || seats >= 500 { tags.append("true-up") }
        tags.append("customer:\(account.slug)")
        var contractEnd = start + 365
        for year in 0..<years {
            // Renewals are signed up to three weeks early, and the licence runs ten days over the contract's end.
            let anniversary = start + year * 365
            contractEnd = isFormer && year == years - 1 ? max(end, anniversary + 30) : anniversary + 365
            let created = year == 0 ? anniversary : anniversary - random.below(21)
            let opportunity = PlannedOpportunity(
                id: "006" + random.code(12), name: "\(account.name) \(year == 0 ? "new" : "renewal") \(year + 1)",
                stage: "Closed Won", amount: account.revenuePerYear, createdDay: created - random.between(30, 120),
                closeDay: year == 0 ? start : created)
            account.opportunities.append(opportunity)
            let share = isFormer ? 1 : 1 - 0.12 * Double(min(5, years - 1 - year))
            var license = newLicense(
                tags: tags, seats: account.hasUnlimitedDeal ? 0 : max(5, Int(Double(seats) * share) / 5 * 5),
                createdDay: created, expiresDay: contractEnd + 10, subscriptionID: subscription.id,
                opportunityID: opportunity.id, random: &random)
            if leaksKey, year == years - 1, created + 40 < settings.endDay {
                // The key leaked: revoked after a month, replaced a day later.
                license.revokedDay = created + 31
                subscription.licenses.append(license)
                license = newLicense(
                    tags: tags, seats: license.seats, createdDay: created + 32, expiresDay: contractEnd + 10,
                    subscriptionID: subscription.id, opportunityID: opportunity.id, random: &random)
            }
            subscription.licenses.append(license)
        }
        if isFormer, contractEnd + 30 <= settings.endDay { subscription.archivedDay = contractEnd + 30 }
        account.subscriptions = [subscription]
        return contractEnd
    }

    private func planTags(of account: PlannedAccount, random: inout Random) -> [String] {
        if account.hasNoTelemetry { return ["plan:enterprise-air-gap-0", "allow-air-gapped"] }
        var tags = [random.chance(0.75) ? "plan:enterprise-1" : "plan:business-0"]
        if random.chance(0.3) { tags.append("batch-changes") }
        if random.chance(0.25) { tags.append("code-insights") }
        if random.chance(0.2) { tags.append("cody") }
        return tags
    }

    func newLicense(
        tags: [String], seats: Int, createdDay: Int, expiresDay: Int, subscriptionID: String, opportunityID: String?,
        random: inout Random
    ) -> PlannedLicense {
        PlannedLicense(
            id: random.uuid(), tags: tags, seats: seats, createdDay: createdDay, expiresDay: expiresDay,
            opportunityID: opportunityID,
            key: LicenseKey.text(
                tags: tags, seats: seats, createdDay: createdDay, expiresDay: expiresDay,
                subscriptionID: String(subscriptionID.prefix(8)), opportunityID: opportunityID, random: &random))
    }

    /// One more subscription of an account, with a licence for each contract year.
    ///
    /// - Returns: Its place in the account's list.
    mutating func addSubscription(
        to place: Int, start: Int, seats: Int, tags extra: [String], siteID: String, isProduction: Bool,
        random: inout Random
    ) -> Int {
        let account = accounts[place]
        var subscription = PlannedSubscription(id: random.uuid(), createdDay: start, isProduction: isProduction)
        let base = account.subscriptions.first?.licenses.first?.tags ?? ["plan:enterprise-1"]
        var created = start
        while created <= settings.endDay {
            let opportunity = account.opportunities.last { $0.closeDay <= created } ?? account.opportunities.first
            var license = newLicense(
                tags: base + extra, seats: account.hasUnlimitedDeal ? 0 : seats, createdDay: created,
                expiresDay: min(created + 375, (account.contractEndDay ?? created + 365) + 10),
                subscriptionID: subscription.id, opportunityID: opportunity?.id, random: &random)
            license.siteID = siteID
            subscription.licenses.append(license)
            created += 365
        }
        return append(subscription, to: place)
    }
}
