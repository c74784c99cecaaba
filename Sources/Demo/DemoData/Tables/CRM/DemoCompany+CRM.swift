extension DemoCompany {
    /// Accounts, opportunities and their history, and the people of our own company.
    var crmTables: [DemoTable] {
        [crmAccounts, crmAccountHistory, crmOpportunities, crmOpportunityHistory, crmUsers, crmContacts]
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
                "owner_id VARCHAR", "customer_engineer_id VARCHAR", "technical_advisor_id VARCHAR",
                "advisor_sentiment VARCHAR", "system_modstamp TIMESTAMP", "_synced_at TIMESTAMP",
            ],
            rows: plan.accounts.enumerated().map { place, account in
                var random = Random(seed: settings.seed, .crmHistory, 500_000 + place)
                let changed =
                    business.renames[place]?.day ?? max(account.createdDay, settings.endDay - random.below(200))
                let sentiment =
                    account.kind == .customer
                    ? random.pick([("healthy", 60), ("concerning", 25), ("poor", 10), (nil, 5)], otherwise: nil) : nil
                return [
                    .text(account.id), .text(account.name), .text(account.slug), .text(account.crmType),
                    .text(account.industry), .text(account.region), .int(account.employees), .text(account.domain),
                    .text(account.instanceDomain), .text(account.accountExecutive), .text(account.customerEngineer),
                    .text(account.technicalAdvisor), .text(account.lifecycleStage), .date(account.firstContractDay),
                    .date(account.contractEndDay), .bool(account.hasUnlimitedDeal), .int(account.possibleUsers),
                    .double(Double(account.revenuePerYear)), .timestamp(day: account.createdDay, hour: 10),
                    .text(business.staff.id(of: account.accountExecutive)),
                    .text(business.staff.id(of: account.customerEngineer)),
                    .text(business.staff.id(of: account.technicalAdvisor)), .text(sentiment),
                    .timestamp(day: changed, hour: 15), sync.hourly,
                ]
            })
    }

    /// Changes of single fields, as the CRM keeps them.
    private var crmAccountHistory: DemoTable {
        DemoTable(
            "crm_account_history",
            [
                "id VARCHAR", "account_id VARCHAR", "field VARCHAR", "old_value VARCHAR", "new_value VARCHAR",
                "created_at TIMESTAMP", "_synced_at TIMESTAMP",
            ],
            rows: business.renames.sorted { $0.key < $1.key }.map { place, rename in
                let account = plan.accounts[place]
                return [
                    .text("017" + account.id.dropFirst(3)), .text(account.id), .text("Name"),
                    .text(rename.formerName), .text(account.name), .timestamp(day: rename.day, hour: 15), sync.hourly,
                ]
            })
    }

    private var crmOpportunities: DemoTable {
        DemoTable(
            "crm_opportunities",
            [
                "id VARCHAR", "account_id VARCHAR", "name VARCHAR", "stage VARCHAR", "amount DOUBLE",
                "created_at TIMESTAMP", "close_date DATE", "type VARCHAR", "owner_id VARCHAR",
                "campaign_id VARCHAR", "_synced_at TIMESTAMP",
            ],
            rows: plan.accounts.flatMap { account in
                account.opportunities.map { opportunity in
                    [
                        .text(opportunity.id), .text(account.id), .text(opportunity.name), .text(opportunity.stage),
                        .double(Double(opportunity.amount)), .timestamp(day: opportunity.createdDay, hour: 11),
                        .date(opportunity.closeDay),
                        .text(opportunity.name.contains(" renewal ") ? "Renewal" : "New business"),
                        .text(business.staff.id(of: account.accountExecutive)),
                        .text(
                            business.marketing.campaignOfOpportunity[opportunity.id].map {
                                business.marketing.campaigns[$0].id
                            }), sync.hourly,
                    ]
                }
            })
    }

    /// Every stage that an opportunity entered.
    private var crmOpportunityHistory: DemoTable {
        let order = ["Discovery", "Trial", "Proposal"]
        return DemoTable(
            "crm_opportunity_history",
            [
                "opportunity_id VARCHAR", "stage VARCHAR", "amount DOUBLE", "created_at TIMESTAMP",
                "_synced_at TIMESTAMP",
            ],
            rows: plan.accounts.flatMap(\.opportunities).flatMap { opportunity -> [[DemoValue]] in
                let isClosed = opportunity.stage.hasPrefix("Closed")
                let passed = isClosed ? order : Array(order.prefix(1 + (order.firstIndex(of: opportunity.stage) ?? 0)))
                let end = min(settings.endDay, opportunity.closeDay)
                let stages = passed + (isClosed ? [opportunity.stage] : [])
                let step = max(0, end - opportunity.createdDay) / max(1, isClosed ? stages.count - 1 : stages.count)
                return stages.enumerated().map { index, stage in
                    let day = isClosed && index == stages.count - 1 ? end : opportunity.createdDay + index * step
                    return [
                        .text(opportunity.id), .text(stage), .double(Double(opportunity.amount)),
                        .timestamp(day: day, hour: 11), sync.hourly,
                    ]
                }
            })
    }

    private var crmUsers: DemoTable {
        DemoTable(
            "crm_user",
            [
                "id VARCHAR", "name VARCHAR", "email VARCHAR", "role VARCHAR", "is_active BOOLEAN",
                "_synced_at TIMESTAMP",
            ],
            rows: business.staff.colleagues.map { colleague in
                [
                    .text(colleague.id), .text(colleague.name), .text(colleague.email), .text(colleague.role.rawValue),
                    .bool(colleague.isActive), sync.hourly,
                ]
            })
    }

    private var crmContacts: DemoTable {
        DemoTable(
            "crm_contact",
            [
                "id VARCHAR", "account_id VARCHAR", "first_name VARCHAR", "last_name VARCHAR", "email VARCHAR",
                "title VARCHAR", "role VARCHAR", "has_opted_in BOOLEAN", "created_at TIMESTAMP",
                "last_activity_at TIMESTAMP", "_synced_at TIMESTAMP",
            ],
            rows: business.contacts.contacts.map { contact in
                [
                    .text(contact.id), .text(contact.account.map { plan.accounts[$0].id }), .text(contact.first),
                    .text(contact.last), .text(contact.email), .text(contact.title), .text(contact.role.rawValue),
                    .bool(contact.isOptedIn), .timestamp(day: contact.createdDay, hour: 13),
                    .timestamp(day: contact.lastActivityDay, hour: 16), sync.hourly,
                ]
            })
    }
}
