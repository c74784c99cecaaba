/// `codyUsage`: who uses the assistant, and through which client.
struct CodyBlock {
    let usage: UsageContext

    /// Until 5.3 a list of one for each period, the one itself since then.
    func write(to body: inout TextBuffer) {
        guard usage.isAtLeast(5, 1), usage.instance.usesCody, usage.day >= usage.adoptionDay(of: 5) else { return }
        let isListed = !usage.isAtLeast(5, 3)
        let months = Double(usage.day - usage.adoptionDay(of: 5)) / 30
        let share = min(0.75, usage.noise(.cody, 0, 0.08, 0.25) + months * 0.035)
        let periods: [(name: StaticString, start: Int, active: Int, clients: [Client])] = [
            ("Daily", usage.day, usage.facts.daily, []), ("Weekly", usage.weekStart, usage.facts.weekly, []),
            ("Monthly", usage.monthStart, usage.facts.monthly, Self.clients),
        ]
        body.object("codyUsage") { block in
            for (name, start, active, clients) in periods {
                let days = usage.day - start + 1
                block.key(name)
                if isListed { block.text("[") }
                block.object { period in
                    let users = usage.part(active, share)
                    let product = users - users / 8
                    period.member("StartTime", CivilDate.midnight(start))
                    count(&period, "TotalCodyUsers", users, events: users * (3 + days * 6))
                    count(&period, "TotalProductUsers", product, events: product * (2 + days * 5))
                    for (index, client) in clients.enumerated() {
                        let people = usage.part(product, client.share * usage.noise(.cody, index + 1, 0.6, 1.3))
                        count(&period, client.key, people, events: people * days * 4)
                    }
                }
                if isListed { block.text("]") }
            }
        }
    }

    /// A way of using it, and the part of the people who do; some use several.
    private typealias Client = (key: StaticString, share: Double)

    private static let clients: [Client] = [
        ("TotalVSCodeProductUsers", 0.62), ("TotalJetBrainsProductUsers", 0.28), ("TotalNeovimProductUsers", 0.03),
        ("TotalEmacsProductUsers", 0.01), ("TotalWebProductUsers", 0.4),
    ]

    private func count(_ block: inout TextBuffer, _ key: StaticString, _ users: Int, events: Int) {
        block.object(key) { count in
            count.member("UserCount", users)
            count.member("EventsCount", events)
        }
    }
}
