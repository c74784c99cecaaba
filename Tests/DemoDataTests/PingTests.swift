import Foundation
import Testing

@testable import DemoData

@Suite struct PingTests {
    @Test func `an instance pings in the evening as a rule, and all pings of a day arrive on it`() throws {
        var inTheEvening = 0
        var all = 0
        for day in smallCompany.days {
            let pings = smallCompany.pings(day: day)
            #expect(pings.map(\.receivedAt) == pings.map(\.receivedAt).sorted())
            #expect(Set(pings.map { "\($0.siteID) \($0.receivedAt)" }).count == pings.count)
            #expect(pings.allSatisfy { Int($0.receivedAt / 86_400_000_000) == day })
            let evening = Int64(day * 24 + 22) * 3_600_000_000
            inTheEvening += pings.count { $0.receivedAt >= evening }
            all += pings.count
        }
        #expect(inTheEvening > all * 95 / 100 && inTheEvening < all)
    }

    @Test func `pings can be late, doubled, of the noon before, or lost`() throws {
        var late = 0
        var doubled = 0
        var atNoon = 0
        var before: [String: DemoPing] = [:]
        for day in smallCompany.days {
            for ping in smallCompany.pings(day: day) {
                let body = try json(ping.body)
                if let spoken = period("DAUs", of: body)?.start, spoken != CivilDate.midnight(day) {
                    #expect(spoken == CivilDate.midnight(day - 1))
                    late += 1
                }
                if let last = before[ping.siteID], last.body == ping.body, body["deployType"] as? String != "app" {
                    doubled += ping.receivedAt - last.receivedAt < 60_000_000 ? 1 : 0
                }
                if ping.receivedAt / 3_600_000_000 % 24 == 12 || ping.receivedAt / 3_600_000_000 % 24 == 11 {
                    atNoon += 1
                }
                before[ping.siteID] = ping
            }
        }
        #expect(late > 0 && doubled > 0 && atNoon > 0)
        #expect(smallCompany.histories.contains { $0.arrivals.contains(.none) })
    }

    @Test func `a copy of a database pings under the site id of the original, with smaller numbers`() throws {
        let settings = DemoSettings(seed: 7, endDay: 19_802, days: 120, accounts: 60, scale: 0.3)
        let company = DemoCompany(settings: settings)
        let copied = try #require(company.histories.first { $0.instance.clonedDays != nil })
        let days = try #require(copied.instance.clonedDays)
        for day in days {
            let pings = company.pings(day: day).filter { $0.siteID == copied.instance.siteID }
            let people = try pings.compactMap { period("MAUs", of: try json($0.body))?.users }
            #expect(pings.count >= 2)
            #expect(people.last == copied.facts(on: day)?.monthly)
            #expect(try #require(people.first) <= 2)
        }
    }

    @Test func `what runs from the sources says dev`() throws {
        let built = try #require(smallCompany.histories.first { $0.versions.version(on: 0).text == "dev" })
        let bodies = try smallCompany.pings(day: smallCompany.days.upperBound - 1)
            .filter { $0.siteID == built.instance.siteID }.map { try json($0.body) }
        #expect(bodies.allSatisfy { $0["version"] as? String == "dev" })
    }

    @Test func `bodies are JSON objects of the protocol and small`() throws {
        for day in smallCompany.days {
            for ping in smallCompany.pings(day: day) {
                let body = try json(ping.body)
                #expect(body["site"] as? String == ping.siteID)
                #expect((body["version"] as? String)?.isEmpty == false)
                #expect((body["deployType"] as? String)?.isEmpty == false)
                let isLarge = !UsageBlocks.Endings(of: day, endDay: smallCompany.days.upperBound).isEmpty
                #expect(ping.body.count <= (isLarge ? 40_000 : 2_700) || ping.receivedAt / 3_600_000_000 % 24 < 6)
            }
        }
    }

    @Test func `counts of a day fit those of its week and month, which only grow`() throws {
        var months: [String: (start: String, users: Int)] = [:]
        var checked = 0
        for day in smallCompany.days {
            for ping in smallCompany.pings(day: day) {
                let body = try json(ping.body)
                guard let month = period("MAUs", of: body) else { continue }
                let isTheDays = period("DAUs", of: body).map { $0.start == CivilDate.midnight(day) } ?? true
                // A copy begins anew.
                let isACopy = (body["externalURL"] as? String ?? "").contains("upgrade-test")
                guard isTheDays, !isACopy else { continue }
                #expect(month.start == CivilDate.midnight(CivilDate.monthStart(day)))
                if let before = months[ping.siteID], before.start == month.start {
                    #expect(month.users >= before.users)
                }
                months[ping.siteID] = month
                guard let week = period("WAUs", of: body), let today = period("DAUs", of: body) else { continue }
                #expect(today.start == CivilDate.midnight(day))
                #expect(week.start == CivilDate.midnight(CivilDate.weekStart(day)))
                #expect(today.users <= week.users && today.users <= month.users)
                if CivilDate.weekStart(day) >= CivilDate.monthStart(day) { #expect(week.users <= month.users) }
                checked += 1
            }
        }
        #expect(checked > 1_000)
    }

    @Test func `critical pings come from versions before 5 and have monthly users only`() throws {
        var critical = 0
        for ping in smallCompany.pings(day: smallCompany.days.upperBound - 1) {
            let body = try json(ping.body)
            guard let activity = body["act"] as? [String: [Any]], activity["DAUs"]?.isEmpty == true else { continue }
            critical += 1
            #expect(activity["WAUs"]?.isEmpty == true)
            #expect(activity["MAUs"]?.count == 1)
            #expect((body["version"] as? String)?.hasPrefix("4.") == true)
            #expect(body["u"] == nil && body["auth"] == nil)
            #expect((body["searchUsage"] as? [String: Any])?.isEmpty == true)
        }
        #expect(critical > 0)
    }

    @Test func `licence keys are base64 for addresses around JSON around base64`() throws {
        let keys = try smallCompany.pings(day: smallCompany.days.upperBound).compactMap {
            try json($0.body)["LicenseKey"] as? String
        }
        #expect(keys.count > 10)
        for key in keys {
            #expect(!key.contains("=") && !key.contains("+") && !key.contains("/"))
            let standard = key.replacingOccurrences(of: "-", with: "+").replacingOccurrences(of: "_", with: "/")
            let padded = standard + String(repeating: "=", count: (4 - standard.count % 4) % 4)
            let envelope = try json(Array(try #require(Data(base64Encoded: padded))))
            let inner = try #require(envelope["info"] as? String)
            let info = try json(Array(try #require(Data(base64Encoded: inner))))
            #expect(info["v"] as? Int == 3)
            #expect((info["n"] as? [Int])?.count == 8)
            #expect((info["t"] as? [String])?.first?.hasPrefix("plan:") == true)
        }
    }
}
