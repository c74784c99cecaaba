extension DemoCompany {
    /// What was planted, as JSON: the yardstick for reports that come out of the warehouse. Nothing in it depends on what
    /// of it was sent, how it was written or what was lost on the way; that stands beside it, as `flaws`.
    ///
    ///     {"first_day": "2024-10-01", "end_day": "2025-11-23",
    ///      "releases": [{"version": "5.0.0", "major": 5, "minor": 0, "day": "2024-11-02"}],
    ///      "accounts": [{"id", "name", "type", "tenure_start"?, "unlimited", "possible_users"?, "telemetry",
    ///                    "telemetry_by_hand"?, "account_executive", "customer_engineer"?, "revenue_per_year",
    ///                    "seats": {"2024-10": 250},
    ///                    "opportunities": [{"id", "stage", "amount", "created", "closes"}],
    ///                    "subscriptions": [{"id", "archived"?,
    ///                                       "licenses": [{"id", "tags", "seats", "created", "expires", "revoked"?}]}]}],
    ///      "instances": […], "tickets": […], …}
    ///
    /// Seats are those at the end of the month. What an instance has is said at `write(_:to:)` of instances, and the rest
    /// at `writeBusiness(to:)`.
    package func truth() -> [UInt8] {
        var json = TextBuffer(capacity: 1 << 22)
        json.object { json in
            json.member("first_day", CivilDate.text(settings.firstDay))
            json.member("end_day", CivilDate.text(settings.endDay))
            json.list("releases", plan.releases.server.filter { $0.patch == 0 }) { json, release in
                json.member("version", release.version)
                json.member("major", release.major)
                json.member("minor", release.minor)
                json.member("day", CivilDate.text(release.day))
            }
            json.list("accounts", Array(plan.accounts.enumerated())) { write($1.element, at: $1.offset, to: &$0) }
            json.list("instances", histories) { write($1, to: &$0) }
            writeBusiness(to: &json)
        }
        return json.bytes
    }

    private func write(_ account: PlannedAccount, at place: Int, to json: inout TextBuffer) {
        json.member("id", account.id)
        json.key("name")
        json.escaped(account.name)
        json.member("type", account.kind.rawValue)
        json.day("tenure_start", account.firstContractDay)
        json.member("unlimited", account.hasUnlimitedDeal)
        if let users = account.possibleUsers { json.member("possible_users", users) }
        json.member("telemetry", account.hasNoTelemetry ? "none" : "some")
        if let word = telemetryWords.first(where: { $0.account == place }) {
            json.member("telemetry_by_hand", word.status)
        }
        json.key("account_executive")
        json.escaped(account.accountExecutive)
        if let engineer = account.customerEngineer {
            json.key("customer_engineer")
            json.escaped(engineer)
        }
        json.member("revenue_per_year", account.revenuePerYear)
        writeSeats(of: account, to: &json)
        json.list("opportunities", account.opportunities) { json, opportunity in
            json.member("id", opportunity.id)
            json.member("stage", opportunity.stage)
            json.member("amount", opportunity.amount)
            json.day("created", opportunity.createdDay)
            json.day("closes", opportunity.closeDay)
        }
        json.list("subscriptions", account.subscriptions) { json, subscription in
            json.member("id", subscription.id)
            json.day("archived", subscription.archivedDay)
            json.list("licenses", subscription.licenses) { json, license in
                json.member("id", license.id)
                json.texts("tags", license.tags)
                json.member("seats", license.seats)
                json.day("created", license.createdDay)
                json.day("expires", license.expiresDay)
                json.day("revoked", license.revokedDay)
            }
        }
    }

    private func writeSeats(of account: PlannedAccount, to json: inout TextBuffer) {
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
}
