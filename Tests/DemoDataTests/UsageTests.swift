import Foundation
import Testing

@testable import DemoData

/// The usage blocks of pings: which come when, and that their counts fit each other.
@Suite struct UsageTests {
    private typealias Block = [String: Any]

    /// Bodies of the full pings of a day that were sent in its evening.
    private func bodies(day: Int) throws -> [Block] {
        try smallCompany.pings(day: day).filter { $0.receivedAt / 3_600_000_000 % 24 >= 22 }.map { try json($0.body) }
            .filter { period("DAUs", of: $0) != nil }
    }

    /// 2024-02-24 is a Saturday, 2024-02-29 a Thursday and the end of the month.
    @Test func `blocks come where what they count ends`() throws {
        for (day, blocks, absent) in [
            (19_777, ["searchUsage", "newCodeIntelUsage", "codeInsightsUsage", "savedSearches"], "growthStatistics"),
            (19_782, ["searchUsage", "growthStatistics", "batchChangesUsage"], "newCodeIntelUsage"),
            (19_783, ["searchUsage"], "savedSearches"),
        ] {
            let found = try bodies(day: day)
            #expect(found.count > 10)
            for block in blocks { #expect(found.contains { ($0[block] as? Block)?.isEmpty == false }, "\(block)") }
            #expect(found.allSatisfy { $0[absent] == nil }, "\(absent)")
        }
    }

    @Test func `versions before 5 know neither sizes nor owners, and Cody comes as a list at first`() throws {
        var lists = 0
        var objects = 0
        for body in try bodies(day: 19_782) {
            let version = try #require(body["version"] as? String).split(separator: ".").compactMap { Int($0) }
            guard version.count == 3 else { continue }
            if version[0] < 5 { #expect(body["repository_size_histogram"] == nil && body["ownUsage"] == nil) }
            guard let cody = body["codyUsage"] as? Block else { continue }
            #expect((version[0], version[1]) >= (5, 1))
            lists += cody["Monthly"] is [Any] ? 1 : 0
            objects += cody["Monthly"] is Block ? 1 : 0
            #expect((cody["Monthly"] is [Any]) == ((version[0], version[1]) < (5, 3)))
        }
        #expect(lists + objects > 0)
    }

    @Test func `a week's searches of each kind are those of its days`() throws {
        // 2024-02-18 to 2024-02-24.
        var days: [String: [String: Int]] = [:]
        for day in 19_771...19_777 {
            var seen: Set<String> = []
            for body in try bodies(day: day) {
                // A ping may come twice.
                guard let site = body["site"] as? String,
                    let daily = ((body["searchUsage"] as? Block)?["Daily"] as? [Block])?.first,
                    seen.insert(site).inserted
                else { continue }
                for kind in ["Literal", "Symbol", "Regexp"] {
                    days[site, default: [:]][kind, default: 0] += (daily[kind] as? Block)?["EventsCount"] as? Int ?? 0
                }
                days[site, default: [:]]["days", default: 0] += 1
            }
        }
        var checked = 0
        for body in try bodies(day: 19_777) {
            guard let site = body["site"] as? String, days[site]?["days"] == 7,
                let weekly = ((body["searchUsage"] as? Block)?["Weekly"] as? [Block])?.first
            else { continue }
            #expect(weekly["StartTime"] as? String == "2024-02-18T00:00:00Z")
            for kind in ["Literal", "Symbol", "Regexp"] {
                guard let count = (weekly[kind] as? Block)?["EventsCount"] as? Int else { continue }
                // On days with too few people a kind is left out, so the week may have a few more.
                let sum = days[site]?[kind] ?? 0
                #expect(count >= sum && count - sum <= 7 * 12)
                checked += sum > 0 ? 1 : 0
            }
        }
        #expect(checked > 10)
    }

    @Test func `the cohorts of batch changes add up to the totals`() throws {
        let settings = DemoSettings(seed: 7, endDay: 19_802, days: 200, accounts: 60, scale: 0.3)
        let company = DemoCompany(settings: settings)
        var checked = 0
        for ping in company.pings(day: company.days.upperBound) {
            guard let block = try json(ping.body)["batchChangesUsage"] as? Block,
                let cohorts = block["BatchChangesCohorts"] as? [Block]
            else { continue }
            func total(_ key: String) -> Int { cohorts.compactMap { $0[key] as? Int }.reduce(0, +) }
            for cohort in cohorts {
                func count(_ key: String) -> Int { cohort[key] as? Int ?? -1 }
                #expect(
                    count("ChangesetsPublished") == count("ChangesetsPublishedOpen") + count("ChangesetsPublishedDraft")
                        + count("ChangesetsPublishedMerged") + count("ChangesetsPublishedClosed"))
            }
            // Cohorts older than a year are in the totals only.
            let published = try #require(block["PublishedChangesetsCount"] as? Int)
            let merged = try #require(block["PublishedChangesetsMergedCount"] as? Int)
            #expect(published >= total("ChangesetsPublished") && merged <= published)
            checked += cohorts.isEmpty ? 0 : 1
        }
        #expect(checked > 0)
    }

    @Test func `shares of cohorts are thousandths of whole people, and weeks to come are unknown`() throws {
        var known = 0
        for body in try bodies(day: 19_782) {
            guard let cohorts = (body["retentionStatistics"] as? Block)?["Weekly"] as? [Block] else { continue }
            #expect(cohorts.count == 12)
            // The week that began on Monday 2024-02-26.
            #expect(cohorts.first?["WeekStart"] as? String == "2024-02-26T00:00:00Z")
            for (age, cohort) in cohorts.enumerated() {
                guard let size = cohort["CohortSize"] as? Int else { continue }
                for week in 0..<12 {
                    let share = (cohort["Week\(week)"] as? NSNumber)?.doubleValue
                    #expect((share == nil) == (week > age))
                    guard let share else { continue }
                    #expect((0...1).contains(share))
                    #expect(abs((share * Double(size)).rounded() - share * Double(size)) < 0.0006 * Double(size))
                    known += 1
                }
            }
        }
        #expect(known > 20)
    }

    @Test func `the parts of a histogram are all repositories`() throws {
        var checked = 0
        for body in try bodies(day: 19_777) {
            guard let buckets = body["repository_size_histogram"] as? [Block],
                let total = ((body["ownUsage"] as? Block)?["repos_count"] as? Block)?["total"] as? Int
            else { continue }
            #expect(buckets.compactMap { $0["count"] as? Int }.reduce(0, +) == total)
            #expect(buckets.first?["gte"] == nil && buckets.last?["lt"] == nil && buckets.count == 9)
            checked += 1
        }
        #expect(checked > 10)
    }
}
