/// Everything that is decided before the first day: accounts, their contracts, and every instance.
struct CompanyPlan: Sendable {
    let settings: DemoSettings
    let releases: ReleaseLine
    var accounts: [PlannedAccount] = []
    private(set) var instances: [PlannedInstance] = []
    /// Instances whose account, hosting or environment somebody wrote down.
    private(set) var overrides: [InstanceOverride] = []

    struct InstanceOverride: Sendable {
        var siteID: String
        var accountID: String?
        var hosting: String?
        var environment: String?
        var reason: String
    }

    init(settings: DemoSettings) {
        self.settings = settings
        releases = ReleaseLine(settings: settings)
        var names = CompanyNames(seed: settings.seed)
        let customers = settings.accounts * 48 / 100
        let prospects = settings.accounts * 22 / 100
        addOwnInstances()
        for index in 0..<customers {
            let name = names.next()
            addCustomer(index, named: index == 0 ? CompanyNames.wellKnown : name)
        }
        for index in 0..<prospects { addProspect(index, named: names.next()) }
        for index in 0..<(settings.accounts - customers - prospects) { addFreeAccount(index, named: names.next()) }
        for index in 0..<max(2, settings.accounts / 8) { addUnknownInstance(index, named: names.next()) }
        for index in 0..<max(6, settings.accounts / 2) { addApp(index) }
    }

    mutating func add(_ account: PlannedAccount) -> Int {
        accounts.append(account)
        return accounts.count - 1
    }

    mutating func add(_ instance: PlannedInstance) {
        var instance = instance
        instance.index = instances.count
        instances.append(instance)
    }

    /// - Returns: The subscription's place in the account's list.
    mutating func append(_ subscription: PlannedSubscription, to account: Int) -> Int {
        accounts[account].subscriptions.append(subscription)
        return accounts[account].subscriptions.count - 1
    }

    /// Ties the licences of a subscription to the instance that uses them.
    mutating func setSite(_ siteID: String, account: Int, subscription: Int) {
        guard accounts[account].subscriptions.indices.contains(subscription) else { return }
        for license in accounts[account].subscriptions[subscription].licenses.indices {
            accounts[account].subscriptions[subscription].licenses[license].siteID = siteID
        }
    }

    /// The licence key that an instance sends on `day`; empty on the free plan.
    func licenseKey(of instance: PlannedInstance, on day: Int) -> String {
        guard let account = instance.account, let place = instance.subscription else { return "" }
        let subscription =
            accounts[account].hiddenSubscriptions[instance.siteID] ?? accounts[account].subscriptions[place]
        return subscription.license(on: day)?.key ?? ""
    }

    mutating func add(_ override: InstanceOverride) { overrides.append(override) }

    /// People on an instance of the ordinary size `count`.
    func scaled(_ count: Double) -> Int { max(1, Int((count * settings.scale).rounded())) }

    /// A full-ping instance in production with everything common filled in.
    func ordinaryInstance(
        hosting: PlannedInstance.Hosting, deployType: String, domain: String, externalURL: String, random: inout Random
    ) -> PlannedInstance {
        let administrators = ["admin", "it-ops", "devtools", "platform", "root"]
        let network = random.pick(["192.0.2", "198.51.100", "203.0.113"])
        let logins = random.pick(
            [
                (["builtin"], 25), (["saml"], 25), (["builtin", "saml"], 15), (["openidconnect"], 15),
                (["builtin", "github"], 12), (["http-header"], 8),
            ], otherwise: ["builtin"])
        let hosts = random.pick(
            [
                (["GITHUB"], 45), (["GITLAB"], 18), (["GITHUB", "GITLAB"], 12), (["BITBUCKETSERVER"], 12),
                (["GITHUB", "BITBUCKETSERVER"], 8), (["GITLAB", "OTHER"], 5),
            ], otherwise: ["GITHUB"])
        return PlannedInstance(
            index: 0, siteID: random.uuid(), hosting: hosting, deployType: deployType, telemetry: .full,
            upgrades: .prompt(days: 14), firstDay: settings.firstDay, lastDay: settings.endDay,
            externalURL: externalURL, clientAddress: "\(network).\(random.between(1, 254))",
            installerEmail: "\(random.pick(administrators))@\(domain)", authProviders: logins, codeHosts: hosts,
            repositories: random.between(20, 900), accountsAtFirst: 10, accountsAtLast: 12, engagement: 1,
            missingPings: random.between(0.01, 0.05), pingMinute: random.below(118))
    }

    /// Deployment types of self-hosted instances, old names included.
    static let selfHostedTypes: [(choice: String, weight: Int)] = [
        ("kubernetes", 26), ("helm", 17), ("kustomize", 5), ("k8s", 3), ("cluster", 2), ("k3s", 1),
        ("docker-compose", 24), ("pure-docker", 5), ("docker-container", 6), ("server", 11),
    ]
}
