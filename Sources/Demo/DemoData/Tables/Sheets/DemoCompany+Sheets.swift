extension DemoCompany {
    /// The two lists that people keep by hand: whose an instance is, and what telemetry a customer sends.
    var sheets: [DemoTable] { [instanceOverrides, telemetryOverrides] }

    private var instanceOverrides: DemoTable {
        DemoTable(
            "instance_overrides",
            [
                "site_id VARCHAR", "account_id VARCHAR", "hosting_type VARCHAR", "environment VARCHAR",
                "author VARCHAR", "reason VARCHAR", "changed_at TIMESTAMP", "owner VARCHAR",
                "sheet_edited_at TIMESTAMP", "_synced_at TIMESTAMP",
            ],
            rows: plan.overrides.enumerated().map { index, override in
                [
                    .text(override.siteID), .text(override.accountID), .text(override.hosting),
                    .text(override.environment), .text(author(index)), .text(override.reason),
                    .timestamp(day: settings.endDay - 60 - index * 9, hour: 12), .text("Data team"),
                    .timestamp(day: settings.endDay - 60, hour: 12), sync.hourly,
                ]
            })
    }

    /// A few statuses by hand: one that agrees with the wire, one that is out of date, one of a site that moves.
    var telemetryWords: [TelemetryWord] {
        let customers = plan.accounts.indices.filter { plan.accounts[$0].kind == .customer }
        let silent = customers.first { plan.accounts[$0].hasNoTelemetry }
        let critical = customers.first { place in
            plan.instances.contains {
                $0.account == place && $0.telemetry == .critical && $0.environment == .production
            }
        }
        let streaming = customers.first { place in
            plan.instances.contains { $0.account == place && $0.telemetry == .fullAndEvents }
        }
        let entries: [(place: Int?, status: String, reason: String, age: Int)] = [
            (silent, "No telemetry", "Air-gapped by contract", 90),
            (critical, "Critical pings", "Asked for by their security team", 210),
            (streaming, "Full pings", "Before the move to a managed instance", 300),
        ]
        return entries.compactMap { entry in
            entry.place.map {
                TelemetryWord(account: $0, status: entry.status, reason: entry.reason, ageInDays: entry.age)
            }
        }
    }

    /// What somebody wrote down about a customer's telemetry.
    struct TelemetryWord {
        /// The account's place.
        var account: Int
        var status: String
        var reason: String
        var ageInDays: Int
    }

    private var telemetryOverrides: DemoTable {
        DemoTable(
            "telemetry_overrides",
            [
                "account_id VARCHAR", "status VARCHAR", "author VARCHAR", "reason VARCHAR", "changed_at TIMESTAMP",
                "owner VARCHAR", "sheet_edited_at TIMESTAMP", "_synced_at TIMESTAMP",
            ],
            rows: telemetryWords.enumerated().map { index, word in
                [
                    .text(plan.accounts[word.account].id), .text(word.status), .text(author(index)), .text(word.reason),
                    .timestamp(day: settings.endDay - word.ageInDays, hour: 12), .text("Customer engineering"),
                    .timestamp(day: settings.endDay - 90, hour: 12), sync.hourly,
                ]
            })
    }

    private func author(_ index: Int) -> String {
        index == 0 ? "Data team" : StaffNames.customerEngineers[index % StaffNames.customerEngineers.count]
    }
}
