extension DemoCompany {
    /// Tickets with their comments, changes of status and ratings, and the companies and agents in that system.
    var supportTables: [DemoTable] { [supportOrganizations, agents, tickets, comments, statusChanges, ratings] }

    /// A company's id in the support system, by the account's place.
    func organizationID(_ account: Int) -> Int { 900_000 + account }

    /// The names that the companies had when they first wrote.
    private var supportOrganizations: DemoTable {
        let known = Set(business.support.tickets.filter(\.hasOrganization).compactMap(\.account)).sorted()
        return DemoTable(
            "support_organization",
            [
                "id BIGINT", "name VARCHAR", "external_id VARCHAR", "domain_names VARCHAR", "created_at TIMESTAMP",
                "_synced_at TIMESTAMP",
            ],
            rows: known.map { place in
                let account = plan.accounts[place]
                return [
                    .int(organizationID(place)), .text(business.name(of: place, in: plan, on: account.createdDay)),
                    .text(account.id), .text(account.domain), .timestamp(day: account.createdDay, hour: 12),
                    sync.hourly,
                ]
            })
    }

    private var agents: DemoTable {
        DemoTable(
            "support_agent",
            ["id VARCHAR", "name VARCHAR", "email VARCHAR", "is_active BOOLEAN", "_synced_at TIMESTAMP"],
            rows: business.staff.all(.supportEngineer).map { agent in
                [.text(agent.id), .text(agent.name), .text(agent.email), .bool(agent.isActive), sync.hourly]
            })
    }

    private var tickets: DemoTable {
        DemoTable(
            "support_ticket",
            [
                "id BIGINT", "subject VARCHAR", "type VARCHAR", "priority VARCHAR", "status VARCHAR", "channel VARCHAR",
                "product_area VARCHAR", "organization_id BIGINT", "requester_email VARCHAR", "assignee_id VARCHAR",
                "created_at TIMESTAMP", "updated_at TIMESTAMP", "_synced_at TIMESTAMP",
            ],
            rows: business.support.tickets.map { ticket in
                let last = max(ticket.statuses.last?.second ?? 0, ticket.comments.map(\.second).max() ?? 0)
                return [
                    .int(ticket.id), .text(subject(of: ticket)), .text(ticket.kind?.rawValue), .text(ticket.priority),
                    .text(ticket.isDeleted ? "deleted" : ticket.statuses.last?.status), .text(ticket.channel),
                    .text(ticket.area),
                    .int(ticket.hasOrganization ? ticket.account.map { organizationID($0) } : nil),
                    .text(ticket.requesterEmail), .text(ticket.assigneeID), .timestamp(second: ticket.createdSecond),
                    .timestamp(second: last), sync.hourly,
                ]
            })
    }

    private func subject(of ticket: SupportPlan.Ticket) -> String {
        let area = ticket.area ?? "The product"
        return switch ticket.kind {
        case .defect: "\(area) does not work as described"
        case .featureRequest: "\(area): a wish"
        case .question: "\(area): how to"
        case .other, nil: "\(area): about our contract"
        }
    }

    private var comments: DemoTable {
        var number = 0
        return DemoTable(
            "support_ticket_comment",
            [
                "id BIGINT", "ticket_id BIGINT", "author_id VARCHAR", "author_role VARCHAR", "is_public BOOLEAN",
                "is_acknowledgement BOOLEAN", "created_at TIMESTAMP", "_synced_at TIMESTAMP",
            ],
            rows: business.support.tickets.flatMap { ticket in
                ticket.comments.sorted { $0.second < $1.second }.map { comment in
                    number += 1
                    return [
                        .int(7_000_000 + number), .int(ticket.id), .text(comment.authorID),
                        .text(comment.authorID == nil ? "end-user" : "agent"), .bool(comment.isPublic),
                        .bool(comment.isAcknowledgement), .timestamp(second: comment.second),
                        sync.next(after: comment.second),
                    ]
                }
            })
    }

    private var statusChanges: DemoTable {
        DemoTable(
            "support_ticket_status",
            ["ticket_id BIGINT", "number INTEGER", "status VARCHAR", "created_at TIMESTAMP", "_synced_at TIMESTAMP"],
            rows: business.support.tickets.flatMap { ticket in
                ticket.statuses.enumerated().map { index, change in
                    [
                        .int(ticket.id), .int(index + 1), .text(change.status), .timestamp(second: change.second),
                        sync.next(after: change.second),
                    ]
                }
            })
    }

    private var ratings: DemoTable {
        DemoTable(
            "support_satisfaction_rating",
            ["ticket_id BIGINT", "score VARCHAR", "comment VARCHAR", "updated_at TIMESTAMP", "_synced_at TIMESTAMP"],
            rows: business.support.tickets.filter { $0.rating != nil }.map { ticket in
                let solved = ticket.statuses.last { $0.status == "solved" }?.second ?? ticket.createdSecond
                return [
                    .int(ticket.id), .text(ticket.rating), .text(ticket.ratingComment), .timestamp(second: solved),
                    sync.next(after: solved),
                ]
            })
    }
}
