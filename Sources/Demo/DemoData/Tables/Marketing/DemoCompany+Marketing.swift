extension DemoCompany {
    /// Forms and e-mails of the marketing automation, mails of the sales sequences, visits, and what can be bought.
    var marketingTables: [DemoTable] {
        [
            marketingContacts, formSubmissions, marketingEmails, marketingEmailEvents, salesSequences, salesMails,
            webSessions,
        ]
    }

    /// The automation has a record of its own for each address, whether it is a contact's or a lead's.
    private var marketingContacts: DemoTable {
        var rows: [[DemoValue]] = []
        func add(_ email: String, contact: String?, lead: String?, _ optedIn: Bool, _ second: Int) {
            rows.append([
                .int(500_000 + rows.count), .text(email), .text(contact), .text(lead), .bool(optedIn),
                .timestamp(second: second), sync.daily,
            ])
        }
        for contact in business.contacts.contacts where contact.duplicateOf == nil {
            add(contact.email, contact: contact.id, lead: nil, contact.isOptedIn, contact.createdDay * 86_400 + 50_000)
        }
        for lead in business.marketing.leads where lead.duplicateOf == nil && lead.contact == nil {
            add(lead.email, contact: nil, lead: lead.id, lead.page != nil, lead.createdSecond)
        }
        return DemoTable(
            "marketing_contact",
            [
                "id BIGINT", "email VARCHAR", "crm_contact_id VARCHAR", "crm_lead_id VARCHAR", "has_opted_in BOOLEAN",
                "created_at TIMESTAMP", "_synced_at TIMESTAMP",
            ], rows: rows)
    }

    private var formSubmissions: DemoTable {
        var rows: [[DemoValue]] = []
        for (place, lead) in business.marketing.leads.enumerated() {
            guard let page = lead.page, let session = business.web.sessionOfLead[place] else { continue }
            let visit = business.web.sessions[session]
            rows.append([
                .text("f-\(100_000 + place)"), .text(Self.form(on: page)), .text(lead.email), .text(page),
                .text(sessionID(visit)), .text(visit.utmSource), .text(visit.utmMedium), .text(visit.utmCampaign),
                .timestamp(second: lead.createdSecond), sync.daily,
            ])
        }
        return DemoTable(
            "marketing_form_submission",
            [
                "id VARCHAR", "form VARCHAR", "email VARCHAR", "page VARCHAR", "session_id VARCHAR",
                "utm_source VARCHAR", "utm_medium VARCHAR", "utm_campaign VARCHAR", "submitted_at TIMESTAMP",
                "_synced_at TIMESTAMP",
            ], rows: rows)
    }

    private static func form(on page: String) -> String {
        switch page {
        case "/demo", "/contact", "/pricing": "Ask for a demo"
        case "/webinars": "Webinar sign-up"
        case "/get-started": "Start a trial"
        default: "Read more"
        }
    }

    private var salesSequences: DemoTable {
        DemoTable(
            "sales_sequence", ["id INTEGER", "name VARCHAR", "steps INTEGER", "_synced_at TIMESTAMP"],
            rows: PlannedSalesMail.sequences.map {
                [.int($0.id), .text($0.name), .int($0.mailDays.count), sync.hourly]
            })
    }

    private var salesMails: DemoTable {
        DemoTable(
            "sales_mail",
            [
                "id BIGINT", "sequence_id INTEGER", "step INTEGER", "recipient_email VARCHAR", "lead_id VARCHAR",
                "sender_id VARCHAR", "sent_at TIMESTAMP", "bounced_at TIMESTAMP", "opened_at TIMESTAMP",
                "clicked_at TIMESTAMP", "replied_at TIMESTAMP", "_synced_at TIMESTAMP",
            ],
            rows: business.salesMails.map { mail in
                let lead = business.marketing.leads[mail.lead]
                return [
                    .int(mail.id), .int(PlannedSalesMail.sequences[mail.sequence].id), .int(mail.step),
                    .text(lead.email), .text(lead.id), .text(mail.senderID), .timestamp(second: mail.sentSecond),
                    .timestamp(second: mail.hasBounced ? mail.sentSecond + 40 : nil),
                    .timestamp(second: mail.openedSecond), .timestamp(second: mail.clickedSecond),
                    .timestamp(second: mail.repliedSecond), sync.hourly,
                ]
            })
    }

    private func sessionID(_ session: WebPlan.Session) -> String { "ga-\(10_000_000 + session.number)" }

    private var webSessions: DemoTable {
        DemoTable(
            "web_session",
            [
                "id VARCHAR", "visitor_id VARCHAR", "host VARCHAR", "started_at TIMESTAMP", "ended_at TIMESTAMP",
                "page_views INTEGER", "landing_page VARCHAR", "referrer VARCHAR", "utm_source VARCHAR",
                "utm_medium VARCHAR", "utm_campaign VARCHAR", "country VARCHAR", "device VARCHAR",
                "_synced_at TIMESTAMP",
            ],
            rows: business.web.sessions.map { session in
                // Visits of the last moments are counted a day or two later, now and then.
                let isLate = session.number % 40 == 7
                return [
                    .text(sessionID(session)), .text("v-\(session.visitor)"),
                    .text(session.isDocs ? "docs.sourcegraph.com" : "about.sourcegraph.com"),
                    .timestamp(second: session.startSecond), .timestamp(second: session.startSecond + session.seconds),
                    .int(session.pageViews), .text(session.landingPage), .text(session.referrer),
                    .text(session.utmSource), .text(session.utmMedium), .text(session.utmCampaign),
                    .text(session.country), .text(session.device),
                    sync.next(after: session.startSecond + session.seconds + (isLate ? 170_000 : 0)),
                ]
            })
    }
}
