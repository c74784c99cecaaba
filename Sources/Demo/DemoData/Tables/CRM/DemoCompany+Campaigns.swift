extension DemoCompany {
    /// Campaigns, whom they reached, and leads.
    var campaignTables: [DemoTable] { [campaigns, campaignMembers, leads] }

    private var campaigns: DemoTable {
        DemoTable(
            "crm_campaign",
            [
                "id VARCHAR", "name VARCHAR", "type VARCHAR", "status VARCHAR", "start_date DATE", "end_date DATE",
                "budgeted_cost DOUBLE", "actual_cost DOUBLE", "utm_campaign VARCHAR", "_synced_at TIMESTAMP",
            ],
            rows: business.marketing.campaigns.map { campaign in
                [
                    .text(campaign.id), .text(campaign.name), .text(campaign.type.name),
                    .text(campaign.endDay >= settings.endDay ? "In progress" : "Completed"), .date(campaign.startDay),
                    .date(campaign.endDay), .double(Double(campaign.budget)), .double(Double(campaign.cost)),
                    .text(campaign.utmCampaign), sync.hourly,
                ]
            })
    }

    private var campaignMembers: DemoTable {
        let marketing = business.marketing
        return DemoTable(
            "crm_campaign_member",
            [
                "id VARCHAR", "campaign_id VARCHAR", "lead_id VARCHAR", "contact_id VARCHAR", "status VARCHAR",
                "has_responded BOOLEAN", "created_at TIMESTAMP", "first_responded_at TIMESTAMP",
                "_synced_at TIMESTAMP",
            ],
            rows: marketing.members.enumerated().map { place, member in
                [
                    .text("00v" + String(100_000 + place)), .text(marketing.campaigns[member.campaign].id),
                    .text(member.lead.map { marketing.leads[$0].id }),
                    .text(member.contact.map { business.contacts.contacts[$0].id }), .text(member.status),
                    .bool(member.respondedSecond != nil), .timestamp(second: member.joinedSecond),
                    .timestamp(second: member.respondedSecond), sync.hourly,
                ]
            })
    }

    private var leads: DemoTable {
        let marketing = business.marketing
        return DemoTable(
            "crm_lead",
            [
                "id VARCHAR", "first_name VARCHAR", "last_name VARCHAR", "email VARCHAR", "company VARCHAR",
                "title VARCHAR", "source VARCHAR", "status VARCHAR", "owner_id VARCHAR", "created_at TIMESTAMP",
                "is_converted BOOLEAN", "converted_at TIMESTAMP", "converted_account_id VARCHAR",
                "converted_contact_id VARCHAR", "converted_opportunity_id VARCHAR", "_synced_at TIMESTAMP",
            ],
            rows: marketing.leads.map { lead in
                let type = lead.campaign.map { marketing.campaigns[$0].type.name }
                return [
                    .text(lead.id), .text(lead.first), .text(lead.last), .text(lead.email), .text(lead.company),
                    .text(lead.title), .text(type ?? "Web"), .text(lead.status.rawValue), .text(lead.ownerID),
                    .timestamp(second: lead.createdSecond), .bool(lead.status == .converted),
                    .timestamp(day: lead.convertedDay, hour: 17), .text(lead.account.map { plan.accounts[$0].id }),
                    .text(lead.contact.map { business.contacts.contacts[$0].id }), .text(lead.opportunityID),
                    sync.hourly,
                ]
            })
    }
}
