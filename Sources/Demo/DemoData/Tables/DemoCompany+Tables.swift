extension DemoCompany {
    /// The tables of the CRM, of the licence pages and of the release list, as they are on the last day.
    package func tables() -> [DemoTable] {
        [
            crmAccounts, crmOpportunities, subscriptions, licenses, releases, instanceOverrides, telemetryOverrides,
            ownInstances,
        ]
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

    private var crmAccounts: DemoTable {
        DemoTable(
            "crm_accounts",
            [
                "id VARCHAR", "name VARCHAR", "slug VARCHAR", "type VARCHAR", "industry VARCHAR", "region VARCHAR",
                "employees INTEGER", "domain VARCHAR", "instance_domain VARCHAR", "account_executive VARCHAR",
                "customer_engineer VARCHAR", "technical_advisor VARCHAR", "lifecycle_stage VARCHAR",
                "first_contract_start DATE", "contract_end DATE", "unlimited_deal BOOLEAN",
                "total_addressable_users INTEGER", "revenue_per_year DOUBLE", "created_at TIMESTAMP",
            ],
            rows: plan.accounts.map { account in
                [
                    .text(account.id), .text(account.name), .text(account.slug), .text(account.crmType),
                    .text(account.industry), .text(account.region), .int(account.employees), .text(account.domain),
                    .text(account.instanceDomain), .text(account.accountExecutive), .text(account.customerEngineer),
                    .text(account.technicalAdvisor), .text(account.lifecycleStage), .date(account.firstContractDay),
                    .date(account.contractEndDay), .bool(account.hasUnlimitedDeal), .int(account.possibleUsers),
                    .double(Double(account.revenuePerYear)), .timestamp(day: account.createdDay, hour: 10),
                ]
            })
    }

    private var crmOpportunities: DemoTable {
        DemoTable(
            "crm_opportunities",
            [
                "id VARCHAR", "account_id VARCHAR", "name VARCHAR", "stage VARCHAR", "amount DOUBLE",
                "created_at TIMESTAMP", "close_date DATE",
            ],
            rows: plan.accounts.flatMap { account in
                account.opportunities.map { opportunity in
                    [
                        .text(opportunity.id), .text(account.id), .text(opportunity.name), .text(opportunity.stage),
                        .double(Double(opportunity.amount)), .timestamp(day: opportunity.createdDay, hour: 11),
                        .date(opportunity.closeDay),
                    ]
                }
            })
    }

    private var subscriptions: DemoTable {
        DemoTable(
            "subscriptions",
            [
                "id VARCHAR", "account_number VARCHAR", "name VARCHAR", "created_at TIMESTAMP", "archived_at TIMESTAMP",
            ],
            rows: plan.accounts.flatMap { account in
                account.subscriptions.map { subscription in
                    [
                        .text(subscription.id), .text(account.id), .text("\(account.slug)-\(account.id)"),
                        .timestamp(day: subscription.createdDay, hour: 9), .timestamp(day: subscription.archivedDay),
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
                "site_id VARCHAR", "salesforce_opportunity_id VARCHAR",
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
                            .text(license.siteID), .text(license.opportunityID),
                        ]
                    }
                }
            })
    }

    private var releases: DemoTable {
        DemoTable(
            "releases", ["family VARCHAR", "version VARCHAR", "released_on DATE"],
            rows: (plan.releases.server + plan.releases.app).map { release in
                [.text(release.family.rawValue), .text(release.version), .date(release.day)]
            })
    }

    private var instanceOverrides: DemoTable {
        DemoTable(
            "instance_overrides",
            [
                "site_id VARCHAR", "account_id VARCHAR", "hosting_type VARCHAR", "environment VARCHAR",
                "author VARCHAR", "reason VARCHAR", "changed_at TIMESTAMP",
            ],
            rows: plan.overrides.map { override in
                [
                    .text(override.siteID), .text(override.accountID), .text(override.hosting),
                    .text(override.environment), .text("Data team"), .text(override.reason),
                    .timestamp(day: settings.endDay - 60, hour: 12),
                ]
            })
    }

    /// One status by hand, where the wire can't tell: the site is being moved.
    private var telemetryOverrides: DemoTable {
        let moved = plan.accounts.first { $0.hasNoTelemetry && $0.kind == .customer }
        return DemoTable(
            "telemetry_overrides",
            ["account_id VARCHAR", "status VARCHAR", "author VARCHAR", "reason VARCHAR", "changed_at TIMESTAMP"],
            rows: moved.map { account in
                [
                    [
                        .text(account.id), .text("No telemetry"), .text("Data team"),
                        .text("Air-gapped by contract"), .timestamp(day: settings.endDay - 90, hour: 12),
                    ]
                ]
            } ?? [])
    }

    private var ownInstances: DemoTable {
        DemoTable(
            "own_instances", ["site_id VARCHAR", "name VARCHAR"],
            rows: plan.instances.filter { $0.hosting == .dotcom }.map { [.text($0.siteID), .text("Sourcegraph.com")] })
    }
}
