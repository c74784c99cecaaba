import Testing

@testable import DemoData

@Suite struct EventTests {
    private struct Event {
        var type: String
        var person: String
        var device: String
        var isSignedIn: Bool
        var insertID: String
        var time: Int
        /// `nil` on the company's web pages.
        var site: String?
    }

    private func events(of batch: DemoEventBatch) throws -> [Event] {
        let body = try json(batch.body)
        #expect(body["api_key"] as? String == "KEY")
        return try (body["events"] as? [[String: Any]] ?? []).map { event in
            let groups = event["groups"] as? [String: String]
            return Event(
                type: try #require(event["event_type"] as? String),
                person: try #require((event["user_id"] ?? event["device_id"]) as? String),
                device: try #require(event["device_id"] as? String), isSignedIn: event["user_id"] != nil,
                insertID: try #require(event["insert_id"] as? String), time: try #require(event["time"] as? Int),
                site: groups?["instance"])
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
        var users: [String: String] = [:]
        var seen: [(site: String, person: String, device: String)] = []
        for day in month.lowerBound..<smallCompany.days.upperBound {
            for batch in smallCompany.eventBatches(day: day, apiKey: "KEY") {
                for event in try events(of: batch) {
                    // Whoever signs in later was the same person before.
                    if event.isSignedIn { users[event.device] = event.person }
                    guard let site = event.site, month.contains(day),
                        !["ViewSignIn", "ViewSignUp"].contains(event.type)
                    else { continue }
                    seen.append((site, event.person, event.device))
                }
            }
        }
        var people: [String: Set<String>] = [:]
        for event in seen { people[event.site, default: []].insert(users[event.device] ?? event.person) }
        for history in [publicSite, managed] {
            let users = try #require(history.facts(on: month.upperBound - 1)).monthly
            #expect(users > 5)
            #expect(people[history.instance.siteID]?.count == users)
        }
    }

    @Test func `people sign up on the device on which they looked around, and some connect a code host`() throws {
        var signedUp: [String: Int] = [:]
        var signedOutBefore: Set<String> = []
        var connected: Set<String> = []
        for day in smallCompany.days {
            for batch in smallCompany.eventBatches(day: day, apiKey: "KEY") {
                for event in try events(of: batch) {
                    if !event.isSignedIn { signedOutBefore.insert(event.device) }
                    if event.type == "SignupCompleted" {
                        #expect(event.isSignedIn && signedOutBefore.contains(event.device))
                        #expect(signedUp.updateValue(event.time, forKey: event.person) == nil)
                    }
                    if event.type == "CodeHostConnected" {
                        #expect(try #require(signedUp[event.person]) < event.time)
                        #expect(connected.insert(event.person).inserted)
                    }
                }
            }
        }
        let publicSite = try #require(smallCompany.histories.first { $0.instance.hosting == .dotcom })
        let joined = publicSite.joinedOn.enumerated().filter { $1 != nil && !Visitor(publicSite, $0).isAnonymous }
        #expect(signedUp.count == joined.count && joined.count > 10)
        #expect(!connected.isEmpty && connected.count < signedUp.count)
    }

    @Test func `visitors of the web pages take the app along for every system`() throws {
        var kinds: Set<String> = []
        for day in smallCompany.days {
            for batch in smallCompany.eventBatches(day: day, apiKey: "KEY") {
                let body = try json(batch.body)
                for event in body["events"] as? [[String: Any]] ?? [] {
                    let properties = event["event_properties"] as? [String: Any]
                    guard properties?["source"] as? String == "STATICWEB" else { continue }
                    #expect(event["user_id"] == nil && event["groups"] == nil)
                    if let kind = properties?["kind"] as? String { kinds.insert(kind) }
                }
            }
        }
        #expect(kinds == ["mac", "linux", "brew"])
    }
}
