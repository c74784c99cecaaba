/// The statistics that go with one ping of each week: a few counters of each block, in proportion to the people there.
struct UsageBlocks {
    let instance: PlannedInstance
    let day: Int
    let facts: DayFacts

    private var weekStart: String { CivilDate.midnight(CivilDate.weekStart(day)) }
    private var repositories: Int { instance.repositories + facts.accounts / 4 }

    func write(to body: inout TextBuffer, random: inout Random) {
        if !instance.isOpenToThePublic {
            growth(&body)
            codeIntelligence(&body, random: &random)
            search(&body, random: &random)
        }
        if instance.usesBatchChanges { batchChanges(&body, random: &random) }
        if instance.usesInsights { insights(&body, random: &random) }
        body.object("savedSearches") { block in
            block.member("TotalSavedSearches", facts.accounts / 12)
            block.member("UniqueUsers", facts.accounts / 20)
            block.member("NotificationsSent", facts.accounts / 3)
        }
        body.key("codeHostVersions")
        body.text("[")
        for host in instance.codeHosts {
            body.separate()
            body.object { version in
                version.member("external_service_kind", host)
                version.member("version", host == "GITLAB" ? "16.8.1" : host == "GITHUB" ? "3.11.4" : "8.9.0")
            }
        }
        body.text("]")
        if instance.usesCody { cody(&body, random: &random) }
    }

    private func growth(_ body: inout TextBuffer) {
        body.object("growthStatistics") { block in
            block.member("DeletedUsers", facts.deleted)
            block.member("CreatedUsers", facts.created)
            block.member("ResurrectedUsers", facts.resurrected)
            block.member("ChurnedUsers", facts.churned)
            block.member("RetainedUsers", facts.retained)
        }
    }

    private func codeIntelligence(_ body: inout TextBuffer, random: inout Random) {
        let users = part(facts.weekly, 0.62)
        let precise = part(users, 0.2 + Double(instance.index % 6) / 10)
        body.object("newCodeIntelUsage") { block in
            block.member("StartOfWeek", weekStart)
            block.member("WAUs", users)
            block.member("PreciseWAUs", precise)
            block.member("SearchBasedWAUs", part(users, 0.8))
            block.member("CrossRepositoryWAUs", part(users, 0.2))
            block.key("EventSummaries")
            block.text("[")
            for (language, share) in [("go", 0.5), ("typescript", 0.35), ("java", 0.15)] {
                for (action, actions) in [(1, 34), (2, 11), (3, 3)] {
                    for (source, people) in [(1, precise), (2, users)] {
                        let active = part(people, share)
                        guard active > 0 else { continue }
                        block.separate()
                        block.object { summary in
                            summary.member("Action", action)
                            summary.member("Source", source)
                            summary.member("LanguageID", language)
                            summary.member("CrossRepository", false)
                            summary.member("WAUs", active)
                            summary.member("TotalActions", active * actions + random.below(20))
                        }
                    }
                }
            }
            block.text("]")
            block.member("NumRepositories", repositories)
            block.member("NumRepositoriesWithUploadRecords", part(repositories, Double(instance.index % 8) / 20))
            block.member("NumRepositoriesWithFreshUploadRecords", part(repositories, Double(instance.index % 8) / 30))
        }
    }

    private func search(_ body: inout TextBuffer, random: inout Random) {
        let users = part(facts.weekly, 0.88)
        body.object("searchUsage") { block in
            block.key("Weekly")
            block.text("[")
            block.object { week in
                week.member("StartTime", weekStart)
                week.member("TotalUsers", users)
                searches(&week, "Literal", part(users, 0.93), each: 22, latency: 210, random: &random)
                searches(&week, "Regexp", part(users, 0.22), each: 6, latency: 380, random: &random)
                searches(&week, "Symbol", part(users, 0.3), each: 8, latency: 160, random: &random)
                searches(&week, "Commit", part(users, 0.07), each: 4, latency: 900, random: &random)
            }
            block.text("]")
        }
    }

    private func searches(
        _ week: inout TextBuffer, _ kind: StaticString, _ users: Int, each: Int, latency: Int, random: inout Random
    ) {
        guard users > 0 else { return }
        let middle = latency + random.below(latency / 3)
        week.object(kind) { block in
            block.member("UserCount", users)
            block.member("EventsCount", users * each + random.below(each * 4))
            block.object("EventLatencies") { latencies in
                latencies.member("P50", middle)
                latencies.member("P90", middle * 4)
                latencies.member("P99", middle * 17)
            }
        }
    }

    /// Totals since the beginning, so they only grow.
    private func batchChanges(_ body: inout TextBuffer, random: inout Random) {
        let weeks = max(1, (day - instance.firstDay) / 7 + 30)
        let published = weeks * max(1, instance.accountsAtFirst / 18)
        body.object("batchChangesUsage") { block in
            block.member("BatchChangesCount", weeks / 2 + 1)
            block.member("BatchChangesClosedCount", weeks / 3)
            block.member("PublishedChangesetsCount", published)
            block.member("PublishedChangesetsMergedCount", part(published, 0.6 + Double(instance.index % 5) / 16))
            block.member("CurrentMonthContributorsCount", part(facts.monthly, 0.04) + 1)
            block.member("CurrentMonthUsersCount", part(facts.monthly, 0.09) + 1)
            block.member("ActiveExecutorsCount", random.below(3))
        }
    }

    private func insights(_ body: inout TextBuffer, random: inout Random) {
        body.object("codeInsightsUsage") { block in
            block.member("WeekStart", weekStart)
            block.member("WeeklyInsightsPageViews", part(facts.weekly, 0.4) + random.below(9))
            block.member("WeeklyInsightsUniquePageViews", part(facts.weekly, 0.14))
            block.member("WeeklyInsightCreators", part(facts.weekly, 0.02))
            block.member("TotalDashboardCount", 1 + facts.accounts / 40)
        }
    }

    private func cody(_ body: inout TextBuffer, random: inout Random) {
        body.object("codyUsage") { block in
            block.object("Weekly") { week in
                week.member("StartTime", weekStart)
                week.object("TotalCodyUsers") { users in
                    users.member("UserCount", part(facts.weekly, 0.35))
                    users.member("EventsCount", part(facts.weekly, 0.35) * 40 + random.below(30))
                }
            }
        }
    }

    private func part(_ whole: Int, _ share: Double) -> Int { Int(Double(whole) * min(1, share)) }
}
