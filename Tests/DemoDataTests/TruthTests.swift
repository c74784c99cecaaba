import Foundation
import Testing

@testable import DemoData

@Suite struct TruthTests {
    private func instances() throws -> [[String: Any]] {
        try #require(try json(smallCompany.truth())["instances"] as? [[String: Any]])
    }

    @Test func `every day that was lived is there, whatever became of its ping`() throws {
        let instances = try instances()
        #expect(instances.count == smallCompany.histories.count)
        for (instance, history) in zip(instances, smallCompany.histories) {
            let days = try #require(instance["days"] as? [[Any]])
            #expect(days.compactMap { $0[1] as? Int } == history.facts.map(\.daily))
            let flaws = try #require(instance["flaws"] as? [String: Any])
            let lost = try #require(flaws["lost"] as? [Int])
            let isUnrecorded = (flaws["unrecorded"] as? [Int])?.isEmpty == false
            #expect(isUnrecorded || lost.count == history.arrivals.count { $0 == .none })
            if instance["hosting"] as? String != "App", !isUnrecorded {
                let told = try #require(instance["usage"] as? [[Any]])
                #expect(told.count == days.count, "features of lost days are planned, too")
            }
        }
    }

    @Test func `the flaws account for every ping that was sent`() throws {
        var sent: [String: Int] = [:]
        for day in smallCompany.days.lowerBound...(smallCompany.days.upperBound + 1) {
            for ping in smallCompany.pings(day: day) { sent[ping.siteID, default: 0] += 1 }
        }
        var flawed = 0
        for instance in try instances() {
            let flaws = try #require(instance["flaws"] as? [String: Any])
            func count(_ name: String) -> Int { (flaws[name] as? [Any])?.count ?? 0 }
            guard count("unrecorded") == 0 else { continue }
            let days = try #require(instance["days"] as? [Any])
            let further = count("doubled") + count("noon") + count("cloned")
            flawed += further + count("lost") + count("late")
            let site = try #require(instance["site_id"] as? String)
            #expect(sent[site] ?? 0 == days.count - count("lost") + further, "\(site)")
        }
        #expect(flawed > 100)
    }

    @Test func `a block that failed is whole in the truth and empty in the ping`() throws {
        var checked = 0
        for (instance, history) in zip(try instances(), smallCompany.histories) {
            let flaws = try #require(instance["flaws"] as? [String: Any])
            let usage = try #require(instance["usage"] as? [[Any]] ?? [])
            for case let failed as [Any] in flaws["failed"] as? [Any] ?? [] {
                let offset = try #require(failed[0] as? Int)
                let block = try #require(failed[1] as? String)
                let planned = usage.first { $0[0] as? Int == offset }?[1] as? [String: Any]
                guard (planned?[block] as? [String: Any])?.isEmpty == false else { continue }
                let day = smallCompany.settings.firstDay + offset
                guard history.arrival(on: day) == .onTheDay else { continue }
                for ping in smallCompany.pings(day: day) where ping.siteID == history.instance.siteID {
                    let told = try json(ping.body)[block] as? [String: Any]
                    #expect(told?.isEmpty ?? true, "\(block)")
                }
                checked += 1
            }
        }
        #expect(checked > 3)
    }

    @Test func `one customer has the name that old links hold, and uses every feature`() throws {
        for accounts in [10, 60] {
            let company = DemoCompany(
                settings: DemoSettings(seed: 7, endDay: 19_802, days: 60, accounts: accounts, scale: 0.1))
            let places = company.plan.accounts.indices.filter { company.plan.accounts[$0].name == "Databricks" }
            #expect(places.count == 1)
            let place = try #require(places.first)
            #expect(company.plan.accounts[place].kind == .customer)
            #expect(company.plan.accounts[place].domain == "databricks.example")
            let instance = try #require(company.plan.instances.first { $0.account == place })
            #expect(instance.usesBatchChanges && instance.usesInsights && instance.usesCody)
            #expect(instance.telemetry != .critical)
        }
    }

    @Test func `each table has a word of its sync, and rare rows make none late`() throws {
        let tables = smallCompany.tables()
        let state = try #require(tables.first { $0.name == "sync_state" })
        #expect(state.rows.map { $0[0] } == tables.dropLast().map { DemoValue.text($0.name) })
        let ratings = try #require(state.rows.first { $0[0] == .text("support_satisfaction_rating") })
        // A quarter of an hour before the last day ends: 2024-03-20 23:45.
        #expect(ratings[1] == .timestamp(1_710_978_300_000_000))
    }
}
