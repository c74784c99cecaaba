import Foundation
import Testing

@testable import DemoData

@Suite struct BusinessTests {
    private let business = smallCompany.business

    @Test func `an answer to a ticket comes after it, and an acknowledgement is none`() {
        #expect(business.support.tickets.count > 20)
        for ticket in business.support.tickets {
            #expect(ticket.comments.allSatisfy { $0.second >= ticket.createdSecond })
            #expect(zip(ticket.statuses, ticket.statuses.dropFirst()).allSatisfy { $0.second <= $1.second })
            #expect(ticket.statuses.first?.status == "new")
        }
        var ticket = business.support.tickets[0]
        ticket.comments = [
            .init(second: 10, authorID: nil, isPublic: true, isAcknowledgement: false),
            .init(second: 20, authorID: "a", isPublic: true, isAcknowledgement: true),
            .init(second: 30, authorID: "a", isPublic: false, isAcknowledgement: false),
            .init(second: 40, authorID: "a", isPublic: true, isAcknowledgement: false),
        ]
        #expect(ticket.firstReplySecond == 40)
    }

    @Test func `nothing happens after the last day`() {
        let end = (smallCompany.settings.endDay + 1) * 86_400
        #expect(business.support.tickets.allSatisfy { $0.statuses.allSatisfy { $0.second < end } })
        #expect(business.survey.answers.allSatisfy { $0.receivedSecond < end && $0.second <= $0.receivedSecond })
        #expect(business.marketing.leads.allSatisfy { $0.createdSecond < end })
        #expect(business.salesMails.allSatisfy { ($0.repliedSecond ?? $0.sentSecond) < end })
    }

    @Test func `duplicates are the same person with the address written otherwise`() throws {
        let leads = business.marketing.leads
        let duplicates = leads.filter { $0.duplicateOf != nil }
        #expect(!duplicates.isEmpty)
        for lead in duplicates {
            let original = leads[try #require(lead.duplicateOf)]
            #expect(lead.email != original.email && lead.email.lowercased() == original.email.lowercased())
            #expect(lead.createdSecond > original.createdSecond)
        }
        let people = leads.filter { $0.duplicateOf == nil }.map { $0.email.lowercased() }
        #expect(Set(people).count == people.count)
    }

    @Test func `every form was filled in during a visit`() {
        for (place, lead) in business.marketing.leads.enumerated() where lead.page != nil {
            let visit = business.web.sessionOfLead[place].map { business.web.sessions[$0] }
            #expect(visit?.lead == place)
            #expect(visit.map { $0.startSecond <= lead.createdSecond } == true)
        }
    }

    @Test func `members of organisations are people of the public instance, each of one organisation`() throws {
        let organizations = smallCompany.organizations
        #expect(organizations.count >= 4)
        let members = organizations.flatMap(\.members)
        #expect(Set(members.map(\.userNumber)).count == members.count)
        let history = try #require(smallCompany.histories.first { $0.instance.hosting == .dotcom })
        for organization in organizations {
            for member in organization.members {
                let word = member.userNumber >> 6
                let bit = UInt64(1) << UInt64(member.userNumber & 63)
                #expect(history.anonymous[word] & bit == 0)
                let days = history.activeUsers.prefix(member.joinedDay - history.instance.firstDay + 1)
                #expect(days.contains { $0.indices.contains(word) && $0[word] & bit != 0 }, "seen before joining")
                #expect(member.joinedDay >= organization.createdDay)
            }
        }
    }

    @Test func `the truth is JSON with every part of the business`() throws {
        let truth = try json(smallCompany.truth())
        for part in ["tickets", "answers", "leads", "visits", "organizations"] {
            #expect((truth[part] as? [Any])?.isEmpty == false, "\(part)")
        }
        let tickets = try #require(truth["tickets"] as? [[String: Any]])
        #expect(tickets.count == business.support.tickets.count { !$0.isDeleted })
    }

    @Test func `each hand-kept line has an author, and its list an owner and a last edit`() {
        for sheet in smallCompany.sheets {
            let names = sheet.columns.map(\.name)
            #expect(Set(names).isSuperset(of: ["author", "reason", "changed_at", "owner", "sheet_edited_at"]))
            for row in sheet.rows {
                for (name, cell) in zip(names, row) where ["author", "owner", "sheet_edited_at"].contains(name) {
                    #expect(cell != .null, "\(sheet.name).\(name)")
                }
            }
        }
    }
}
