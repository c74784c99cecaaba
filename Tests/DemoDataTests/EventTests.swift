import Testing

@testable import DemoData

@Suite struct EventTests {
    private struct Event {
        var type: String
        var person: String
        var insertID: String
        var time: Int
        var site: String
    }

    private func events(of batch: DemoEventBatch) throws -> [Event] {
        let body = try json(batch.body)
        #expect(body["api_key"] as? String == "KEY")
        return try (body["events"] as? [[String: Any]] ?? []).map { event in
            let groups = try #require(event["groups"] as? [String: String])
            return Event(
                type: try #require(event["event_type"] as? String),
                person: try #require((event["user_id"] ?? event["device_id"]) as? String),
                insertID: try #require(event["insert_id"] as? String), time: try #require(event["time"] as? Int),
                site: try #require(groups["instance"]))
        }
    }

    @Test func `an event has an id of its own, an id of a person, and a time within its day`() throws {
        var ids: Set<String> = []
        var count = 0
        for day in smallCompany.days {
            for batch in smallCompany.eventBatches(day: day, apiKey: "KEY") {
                let events = try events(of: batch)
                #expect(events.count == batch.eventCount && events.count <= DemoEventBatch.size)
                count += events.count
                ids.formUnion(events.map(\.insertID))
                #expect(events.allSatisfy { $0.person.utf8.count >= 5 })
                #expect(events.allSatisfy { $0.time / 86_400_000 == day && Int64($0.time) * 1_000 < batch.receivedAt })
                #expect(events.map(\.time) == events.map(\.time).sorted())
            }
        }
        #expect(ids.count == count && count > 1_000)
    }

    @Test func `the people in a month's events are the month's active users`() throws {
        let publicSite = try #require(smallCompany.histories.first { $0.instance.hosting == .dotcom })
        let managed = try #require(
            smallCompany.histories.first { $0.instance.hosting == .managed && !$0.activeUsers.isEmpty })
        // February 2024.
        let month = CivilDate.day(year: 2024, month: 2, day: 1)..<CivilDate.day(year: 2024, month: 3, day: 1)
        var people: [String: Set<String>] = [:]
        for day in month {
            for batch in smallCompany.eventBatches(day: day, apiKey: "KEY") {
                for event in try events(of: batch) where event.type != "ViewSignIn" {
                    people[event.site, default: []].insert(event.person)
                }
            }
        }
        for history in [publicSite, managed] {
            let users = try #require(history.facts(on: month.upperBound - 1)).monthly
            #expect(users > 5)
            #expect(people[history.instance.siteID]?.count == users)
        }
    }
}
