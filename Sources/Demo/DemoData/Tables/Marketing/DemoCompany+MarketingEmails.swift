extension DemoCompany {
    private struct Mailing {
        var id: Int
        var campaign: MarketingPlan.Campaign
        var second: Int
    }

    /// One mail for each campaign that goes by e-mail, to all contacts who want mail.
    private var mailings: [Mailing] {
        let mailed = business.marketing.campaigns.filter { ["Newsletter", "Webinar"].contains($0.type.name) }
        return mailed.enumerated().map { index, campaign in
            Mailing(id: 3_001 + index, campaign: campaign, second: campaign.startDay * 86_400 + 54_000)
        }
    }

    var marketingEmails: DemoTable {
        DemoTable(
            "marketing_email",
            ["id BIGINT", "name VARCHAR", "campaign_id VARCHAR", "sent_at TIMESTAMP", "_synced_at TIMESTAMP"],
            rows: mailings.map { mailing in
                [
                    .int(mailing.id), .text(mailing.campaign.name), .text(mailing.campaign.id),
                    .timestamp(second: mailing.second), sync.daily,
                ]
            })
    }

    /// Some open a mail several times; some events are told days later.
    var marketingEmailEvents: DemoTable {
        var rows: [[DemoValue]] = []
        let end = (settings.endDay + 1) * 86_400
        for mailing in mailings {
            var random = Random(seed: settings.seed, .mailings, mailing.id)
            func add(_ type: String, _ email: String, at second: Int) {
                guard second < end else { return }
                rows.append([
                    .int(9_000_000 + rows.count), .int(mailing.id), .text(email), .text(type),
                    .timestamp(second: second), sync.daily,
                ])
            }
            for contact in business.contacts.contacts where contact.isOptedIn && contact.duplicateOf == nil {
                guard contact.createdDay * 86_400 < mailing.second, random.chance(0.75) else { continue }
                add("SENT", contact.email, at: mailing.second)
                if random.chance(0.02) {
                    add("BOUNCE", contact.email, at: mailing.second + 20)
                    continue
                }
                guard random.chance(0.36) else { continue }
                var opened = mailing.second + random.between(60, 250_000)
                add("OPEN", contact.email, at: opened)
                if random.chance(0.3) {
                    opened += random.between(60, 90_000)
                    add("OPEN", contact.email, at: opened)
                }
                if random.chance(0.17) { add("CLICK", contact.email, at: opened + 20) }
                if random.chance(0.012) { add("UNSUBSCRIBE", contact.email, at: opened + 60) }
            }
        }
        return DemoTable(
            "marketing_email_event",
            [
                "id BIGINT", "email_id BIGINT", "recipient VARCHAR", "type VARCHAR", "created_at TIMESTAMP",
                "_synced_at TIMESTAMP",
            ], rows: rows)
    }
}
