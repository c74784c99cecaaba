/// The smaller blocks of one feature each: saved searches, code monitors, notebooks, search jobs.
struct FeatureBlocks {
    let usage: UsageContext

    private var accounts: Int { usage.facts.accounts }
    /// Weeks that the instance has been there, and then some: totals grow with them.
    private var age: Double { Double(usage.day - usage.instance.firstDay) / 7 + usage.noise(.features, 0, 0, 60) }

    func write(to body: inout TextBuffer) {
        savedSearches(&body)
        if usage.isAtLeast(4, 0) { codeMonitors(&body) }
        if usage.isAtLeast(4, 0) { notebooks(&body) }
        if usage.isAtLeast(5, 2) { searchJobs(&body) }
    }

    /// A total that grows at `rate` for each hundred accounts and week.
    private func total(_ number: Int, _ rate: Double) -> Int {
        Int(age * Double(accounts) / 100 * rate * usage.noise(.features, number, 0.3, 1.6))
    }

    private func savedSearches(_ body: inout TextBuffer) {
        let saved = total(1, 0.4)
        body.object("savedSearches") { block in
            block.member("TotalSavedSearches", saved)
            block.member("UniqueUsers", min(accounts, saved - saved / 3))
            block.member("NotificationsSent", total(2, 6))
            block.member("NotificationsClicked", total(2, 6) / 9)
            block.member("UniqueUserPageViews", min(accounts, saved / 2 + 1))
            block.member("OrgSavedSearches", saved / 5)
        }
    }

    private func codeMonitors(_ body: inout TextBuffer) {
        let isUsed = usage.noise(.features, 10) < 0.6 && usage.day >= usage.adoptionDay(of: 3)
        let enabled = isUsed ? 1 + accounts / 60 + Int(age / 30) : 0
        let runs = isUsed ? Int(age * 7 * 24 * Double(enabled)) : 0
        body.object("codeMonitoringUsage") { block in
            block.member("CodeMonitoringPageViews", total(11, 2))
            block.member("CreateCodeMonitorPageViews", total(12, 0.5))
            block.member("MonitorsEnabled", enabled)
            block.member("MonitorsEnabledUniqueUsers", min(accounts, enabled - enabled / 4))
            block.member("ReposMonitored", min(usage.repositories, enabled * 7))
            block.member("TriggerRuns", runs)
            block.member("TriggerRunsErrored", usage.part(runs, usage.noise(.features, 13, 0, 0.03)))
            block.key("P50TriggerRunTimeSeconds")
            block.decimal(enabled > 0 ? Int(usage.noise(.features, usage.weekStart, 300, 1_900)) : 0)
            block.key("P90TriggerRunTimeSeconds")
            block.decimal(enabled > 0 ? Int(usage.noise(.features, usage.weekStart, 300, 1_900) * 4) : 0)
            for (name, share) in [("Email", 0.02), ("Slack", 0.008), ("Webhook", 0.004)] {
                let sent = usage.part(runs, share)
                block.text(",\"\(name)ActionsTriggered\":\(sent)")
                block.text(",\"\(name)ActionsErrored\":\(sent / 50)")
                block.text(",\"\(name)ActionsEnabled\":\(usage.part(enabled, share * 40))")
            }
        }
    }

    private func notebooks(_ body: inout TextBuffer) {
        let created = total(20, 0.25)
        body.object("notebooksUsage") { block in
            block.member("NotebookPageViews", created * 14)
            block.member("EmbeddedNotebookPageViews", created * 2)
            block.member("NotebooksListPageViews", created * 5)
            block.member("NotebooksCreatedCount", created)
            block.member("NotebookAddedStarsCount", created / 2)
            block.member("NotebookAddedMarkdownBlocksCount", created * 3)
            block.member("NotebookAddedQueryBlocksCount", created * 2)
            block.member("NotebookAddedFileBlocksCount", created)
            block.member("NotebookAddedSymbolBlocksCount", created / 3)
        }
    }

    private func searchJobs(_ body: inout TextBuffer) {
        let isUsed = usage.day >= usage.adoptionDay(of: 4)
        let viewers = isUsed ? usage.part(usage.facts.weekly, usage.noise(.features, 30, 0, 0.05)) : 0
        let made = usage.part(viewers * 3, usage.noise(.features, usage.weekStart &+ 1, 0, 0.6))
        body.object("searchJobsUsage") { block in
            block.member("WeeklySearchJobsPageViews", viewers * 3)
            block.member("WeeklySearchJobsUniquePageViews", viewers)
            block.member("WeeklySearchJobsCreateClick", made)
            block.member("WeeklySearchJobsDownloadClicks", made - made / 3)
            block.member("WeeklySearchJobsUniqueDownloadClicks", min(viewers, made - made / 3))
            block.member("WeeklySearchJobsViewLogsClicks", made / 4)
            block.member("WeeklySearchJobsUniqueViewLogsClicks", min(viewers, made / 4))
        }
    }
}
