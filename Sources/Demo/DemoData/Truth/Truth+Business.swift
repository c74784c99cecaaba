extension DemoCompany {
    /// What was planted in the offices' systems, as further members of the truth:
    ///
    ///     "tickets": [{"id", "account_id"?, "kind", "priority", "organization"?, "assignee"?, "channel", "area"?,
    ///                  "created", "reply"?, "open", "reopens", "rating"?, "level", "statuses": [[second, 1 if open]]}],
    ///     "answers": [{"id", "account_id"?, "score", "second", "reason"?, "better"?}],
    ///     "leads": [{"id", "campaign_id"?, "created", "converted"}],
    ///     "visits": [[month, site, referrer, count]],
    ///     "seats": [{"id", "seats"}],
    ///     "campaigns": [{"id", "name"}],
    ///     "organizations": […]
    ///
    /// Seats are those of each account when the last day ended. Moments are seconds since 1970 (UTC). Tickets that were
    /// deleted, answers that were given again and further records of the same lead are left out, as every count has to
    /// leave them out. A ticket without an account is a stranger's. The organizations are described where they are written.
    func writeBusiness(to json: inout TextBuffer) {
        json.member("read_at", (settings.endDay + 1) * 86_400 - 900)
        json.list("tickets", business.support.tickets.filter { !$0.isDeleted }) { write($1, to: &$0) }
        let replaced = Set(business.survey.answers.compactMap(\.replaces))
        json.list("answers", business.survey.answers.filter { !replaced.contains($0.id) }) { write($1, to: &$0) }
        json.list("leads", business.marketing.leads.filter { $0.duplicateOf == nil }) { write($1, to: &$0) }
        json.list("campaigns", business.marketing.campaigns) { json, campaign in
            json.member("id", campaign.id)
            json.member("name", campaign.name)
        }
        writeVisits(to: &json)
        json.list("seats", plan.accounts) { json, account in
            json.member("id", account.id)
            json.member("seats", account.subscriptions.compactMap { $0.seats(endOf: settings.endDay) }.reduce(0, +))
        }
        let history = histories.first { $0.instance.hosting == .dotcom }
        json.list("organizations", organizations) { write($1, history, to: &$0) }
    }

    private func write(_ ticket: SupportPlan.Ticket, to json: inout TextBuffer) {
        json.member("id", ticket.id)
        if let account = ticket.account { json.member("account_id", plan.accounts[account].id) }
        switch ticket.kind {
        case .defect: json.member("kind", "Defect")
        case .question: json.member("kind", "Help")
        case .featureRequest: json.member("kind", "Feature request")
        case .other, nil: json.member("kind", "Other")
        }
        json.member("priority", ticket.priority ?? "None")
        if ticket.hasOrganization, let account = ticket.account { json.member("organization", organizationID(account)) }
        if let assignee = ticket.assigneeID { json.member("assignee", assignee) }
        json.member("channel", ticket.channel)
        if let area = ticket.area { json.member("area", area) }
        json.member("created", ticket.createdSecond)
        if let reply = ticket.firstReplySecond { json.member("reply", reply) }
        let open = { (status: String) in status != "solved" && status != "closed" }
        let statuses = ticket.statuses.map(\.status)
        json.member("open", open(statuses.last ?? "new"))
        json.member("reopens", zip(statuses, statuses.dropFirst()).count { !open($0) && open($1) })
        if let rating = ticket.rating, rating != "offered" { json.member("rating", rating) }
        json.member("level", supportLevel(of: ticket))
        json.key("statuses")
        json.numbers(ticket.statuses.map { [$0.second, open($0.status) ? 1 : 0] })
    }

    /// By the newest paid licence for production that was in force when the ticket came.
    private func supportLevel(of ticket: SupportPlan.Ticket) -> String {
        guard let account = ticket.account else { return "None" }
        let licenses = plan.accounts[account].subscriptions.filter(\.isProduction).flatMap(\.licenses).filter {
            $0.createdDay * 86_400 + 9 * 3_600 <= ticket.createdSecond && $0.expiresDay * 86_400 > ticket.createdSecond
                && !$0.tags.contains("trial")
        }
        guard let newest = licenses.max(by: { ($0.createdDay, $0.id) < ($1.createdDay, $1.id) }) else { return "None" }
        return newest.tags.contains { $0.hasPrefix("plan:enterprise") } ? "Enterprise" : "Other paid"
    }

    private func write(_ answer: SurveyPlan.Answer, to json: inout TextBuffer) {
        let instance = plan.instances[answer.instance]
        json.member("id", answer.id)
        // The instance tells the account if anything links them, an address always does.
        if let account = instance.account, answer.namesSite && instance.linkStep != nil || answer.email != nil {
            json.member("account_id", plan.accounts[account].id)
        }
        json.member("score", answer.score)
        json.member("second", answer.second)
        if let reason = answer.reason { json.member("reason", reason) }
        if let better = answer.better { json.member("better", better) }
    }

    private func write(_ lead: MarketingPlan.Lead, to json: inout TextBuffer) {
        json.member("id", lead.id)
        if let campaign = lead.campaign { json.member("campaign_id", business.marketing.campaigns[campaign].id) }
        json.member("created", lead.createdSecond)
        json.member("converted", lead.status == .converted)
    }

    private func writeVisits(to json: inout TextBuffer) {
        var counts: [[String]: Int] = [:]
        for session in business.web.sessions {
            let month = String(CivilDate.text(session.startSecond / 86_400).prefix(7))
            let site = session.isDocs ? "docs.sourcegraph.com" : "about.sourcegraph.com"
            counts[[month, site, session.referrer ?? ""], default: 0] += 1
        }
        json.list("visits", counts.sorted { $0.key.lexicographicallyPrecedes($1.key) }) { json, visit in
            json.texts("of", visit.key)
            json.member("count", visit.value)
        }
    }
}
