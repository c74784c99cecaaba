extension DemoCompany {
    /// The tables of the company's other systems, as they are at the end of the last day.
    package func tables() -> [DemoTable] {
        let copied =
            crmTables + campaignTables + [subscriptions, licenses, releases, ownInstances] + sheets + supportTables
            + surveyTables + marketingTables + environmentTables + enrichmentTables + productionTables
            + monitoringTables
        return copied + [syncState(of: copied)]
    }

    /// The same tables without rows, for a project that is served before anything was loaded.
    package static var emptyTables: [DemoTable] {
        let tables = DemoCompany(settings: DemoSettings(endDay: 0, days: 1, accounts: 10, scale: 0.01)).tables()
        return tables.map { table in
            var empty = table
            empty.rows = []
            return empty
        }
    }

    private var subscriptions: DemoTable {
        DemoTable(
            "subscriptions",
            [
                "id VARCHAR", "account_number VARCHAR", "name VARCHAR", "created_at TIMESTAMP", "archived_at TIMESTAMP",
                "_synced_at TIMESTAMP",
            ],
            rows: plan.accounts.flatMap { account in
                account.subscriptions.map { subscription in
                    [
                        .text(subscription.id), .text(account.id), .text("\(account.slug)-\(account.id)"),
                        .timestamp(day: subscription.createdDay, hour: 9), .timestamp(day: subscription.archivedDay),
                        sync.hourly,
                    ]
                }
            })
    }

    private var licenses: DemoTable {
        DemoTable(
            "licenses",
            [
                "id VARCHAR", "subscription_id VARCHAR", "license_key VARCHAR", "tags VARCHAR", "user_count INTEGER",
                "created_at TIMESTAMP", "expires_at TIMESTAMP", "revoked_at TIMESTAMP", "revoke_reason VARCHAR",
                "site_id VARCHAR", "salesforce_opportunity_id VARCHAR", "_synced_at TIMESTAMP",
            ],
            rows: plan.accounts.flatMap { account in
                account.subscriptions.flatMap { subscription in
                    subscription.licenses.map { license in
                        [
                            .text(license.id), .text(subscription.id), .text(license.key),
                            .text("[" + license.tags.map { "\"\($0)\"" }.joined(separator: ",") + "]"),
                            .int(license.seats), .timestamp(day: license.createdDay, hour: 9),
                            .timestamp(day: license.expiresDay), .timestamp(day: license.revokedDay, hour: 8),
                            .text(license.revokedDay == nil ? nil : "The key was published by mistake"),
                            .text(license.siteID), .text(license.opportunityID), sync.hourly,
                        ]
                    }
                }
            })
    }

    private var releases: DemoTable {
        DemoTable(
            "releases", ["family VARCHAR", "version VARCHAR", "released_on DATE", "_synced_at TIMESTAMP"],
            rows: (plan.releases.server + plan.releases.app).map { release in
                [.text(release.family.rawValue), .text(release.version), .date(release.day), sync.hourly]
            })
    }

    private var ownInstances: DemoTable {
        DemoTable(
            "own_instances", ["site_id VARCHAR", "name VARCHAR", "_synced_at TIMESTAMP"],
            rows: plan.instances.filter { $0.hosting == .dotcom }.map {
                [.text($0.siteID), .text("Sourcegraph.com"), sync.hourly]
            })
    }
}
