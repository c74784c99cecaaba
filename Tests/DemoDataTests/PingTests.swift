import Foundation
import Testing

@testable import DemoData

@Suite struct PingTests {
    @Test func `an instance pings at most once a day, late in the evening`() throws {
        for day in smallCompany.days {
            let pings = smallCompany.pings(day: day)
            #expect(Set(pings.map(\.siteID)).count == pings.count)
            #expect(pings.map(\.receivedAt) == pings.map(\.receivedAt).sorted())
            let evening = Int64(day * 24 + 22) * 3_600_000_000
            #expect(pings.allSatisfy { $0.receivedAt >= evening && $0.receivedAt < evening + 7_200_000_000 })
        }
    }

    @Test func `bodies are JSON objects of the protocol and small`() throws {
        for day in smallCompany.days {
            for ping in smallCompany.pings(day: day) {
                let body = try json(ping.body)
                #expect(body["site"] as? String == ping.siteID)
                #expect((body["version"] as? String)?.isEmpty == false)
                #expect((body["deployType"] as? String)?.isEmpty == false)
                #expect(ping.body.count <= (CivilDate.weekday(day) == 6 ? 5_000 : 1_700))
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

    @Test func `usage blocks come once a week`() throws {
        let last = smallCompany.days.upperBound
        for day in (last - 6)...last {
            let withBlocks = try smallCompany.pings(day: day).filter { try json($0.body)["searchUsage"] != nil }
            let full = try withBlocks.filter { period("DAUs", of: try json($0.body)) != nil }
            #expect(full.isEmpty == (CivilDate.weekday(day) != 6))
        }
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
