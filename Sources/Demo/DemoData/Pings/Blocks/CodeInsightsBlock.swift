/// `codeInsightsCriticalTelemetry` and `codeInsightsUsage`: how many insights there are, who looks at them this week so
/// far, and how search results are grouped.
struct CodeInsightsBlock {
    let usage: UsageContext

    private static let types: [StaticString] = ["searchInsights", "codeStatsInsights", "captureGroupInsights"]
    private static let modes: [StaticString] = ["REPO", "PATH", "AUTHOR", "CAPTURE_GROUP"]

    private var isUsed: Bool { usage.instance.usesInsights && usage.day >= usage.adoptionDay(of: 2) }

    /// A few at first, and more every month.
    private var insights: Int {
        guard isUsed else { return 0 }
        let months = Double(usage.day - usage.adoptionDay(of: 2)) / 30
        return 2 + Int(months * max(0.5, Double(usage.facts.accounts) / 90) * usage.noise(.insights, 0, 0.5, 1.5))
    }

    /// The part of the week that is over; what is counted this week grows with it.
    private var weekSoFar: Double { Double(usage.day - usage.weekStart + 1) / 7 }

    func writeCritical(to body: inout TextBuffer) {
        body.object("codeInsightsCriticalTelemetry") { $0.member("TotalInsights", insights) }
    }

    func write(to body: inout TextBuffer) {
        body.object("codeInsightsUsage") { block in
            block.member("WeekStart", CivilDate.midnight(usage.weekStart))
            let viewers = isUsed ? usage.part(usage.facts.weekly, usage.noise(.views, 0, 0.05, 0.22)) : 0
            views(&block, viewers: viewers)
            groups(&block)
            guard isUsed else { return }
            totals(&block)
            interactions(&block, viewers: viewers)
            backfill(&block)
        }
    }

    /// A number of this week, about `most` of it at the week's end.
    private func weekly(_ number: Int, _ most: Double) -> Int {
        Int(most * usage.noise(.views, usage.weekStart &* 64 &+ number, 0.4, 1.2) * weekSoFar)
    }

    private func views(_ block: inout TextBuffer, viewers: Int) {
        let people = Double(viewers)
        block.member("WeeklyInsightsPageViews", viewers + weekly(1, people * 4))
        block.member("WeeklyInsightsUniquePageViews", viewers)
        // Who has none yet looks at the landing page.
        let started = isUsed ? viewers / 6 : usage.part(usage.facts.weekly, 0.012)
        block.member("WeeklyInsightsGetStartedPageViews", started + weekly(2, Double(started) * 2))
        block.member("WeeklyInsightsGetStartedUniquePageViews", started)
        block.member("WeeklyStandaloneInsightPageViews", weekly(3, people * 1.2))
        block.member("WeeklyStandaloneInsightUniquePageViews", min(viewers, weekly(3, people * 1.2)))
        block.member("WeeklyStandaloneDashboardClicks", weekly(4, people * 0.5))
        block.member("WeeklyStandaloneInsightUniqueDashboardClicks", min(viewers, weekly(4, people * 0.5)))
        block.member("WeeklyStandaloneEditClicks", weekly(5, people * 0.2))
        block.member("WeeklyStandaloneInsightUniqueEditClicks", min(viewers, weekly(5, people * 0.2)))
        block.member("WeeklyInsightConfigureClick", weekly(6, people * 0.3))
        block.member("WeeklyInsightAddMoreClick", weekly(7, people * 0.25))
        block.member("WeeklyDataExportClicks", weekly(8, people * 0.15))
        let creators = isUsed ? min(viewers, weekly(9, max(0.9, people * 0.16))) : 0
        block.member("WeeklyInsightCreators", creators)
        block.member("WeeklyFirstTimeInsightCreators", creators / 3)
        for (key, factor) in [("WeeklyGetStartedTabClickByTab", 2), ("WeeklyGetStartedTabMoreClickByTab", 1)] {
            block.text(",\"\(key)\":[")
            for (place, tab) in ["Popular", "Track changes", "Migrations"].enumerated() where started > place {
                block.separate()
                block.object { row in
                    row.member("TabName", tab)
                    row.member("TotalCount", (started - place) * factor)
                }
            }
            block.text("]")
        }
    }

    private func totals(_ block: inout TextBuffer) {
        let all = insights
        let (pies, bars) = (all / 6, all / 9)
        let lines = all - pies - bars
        let views = [("LINE", lines), ("PIE", pies), ("BAR", bars)]
        let series = [
            ("SEARCH", "LINE", lines * 2), ("SEARCH_COMPUTE", "LINE", lines / 3), ("LANGUAGE_STATS", "PIE", pies),
            ("MAPPED_COMPUTE", "BAR", bars),
        ]
        block.object("InsightTotalCounts") { counts in
            rows(&counts, "ViewCounts", "ViewType", views)
            rows(&counts, "SeriesCounts", "GenerationType", series.map { ($0.0, $0.2) })
            counts.key("ViewSeriesCounts")
            counts.text("[")
            for (generation, view, count) in series where count > 0 {
                counts.separate()
                counts.object { row in
                    row.member("GenerationType", generation)
                    row.member("ViewType", view)
                    row.member("TotalCount", count)
                }
            }
            counts.text("]")
        }
        block.key("InsightTimeIntervals")
        block.text("[")
        for (days, share) in [(7, 0.2), (14, 0.25), (30, 0.45), (90, 0.1)] {
            block.separate()
            block.object { row in
                row.member("IntervalDays", days)
                row.member("TotalCount", usage.part(lines, share))
            }
        }
        block.text("]")
        rows(&block, "InsightOrgVisible", "Type", [("organization", all / 4), ("non-organization", all - all / 4)])
        let dashboards = 1 + all / 5
        block.member("TotalOrgsWithDashboard", min(dashboards, 1 + usage.instance.index % 3))
        block.member("TotalDashboardCount", dashboards)
        block.object("InsightsPerDashboard") { each in
            each.key("Avg")
            each.decimal(all * 1_000 / dashboards)
            each.member("Max", max(1, all / 2))
            each.member("Min", all > 4 ? 1 : 0)
            each.key("StdDev")
            each.decimal(all * 310 / dashboards)
            each.key("Median")
            each.decimal(all * 1_000 / dashboards / 500 * 500)
        }
    }

    private func rows(_ block: inout TextBuffer, _ key: StaticString, _ name: StaticString, _ rows: [(String, Int)]) {
        block.key(key)
        block.text("[")
        for (value, count) in rows where count > 0 {
            block.separate()
            block.object { row in
                row.member(name, value)
                row.member("TotalCount", count)
            }
        }
        block.text("]")
    }

    private func interactions(_ block: inout TextBuffer, viewers: Int) {
        block.key("WeeklyUsageStatisticsByInsight")
        block.text("[")
        for (place, type) in Self.types.enumerated() {
            let people = Double(viewers) / Double(place + 1)
            func count(_ number: Int, _ most: Double) -> Int { weekly(16 + place * 8 + number, most) }
            block.separate()
            block.object { row in
                row.member("InsightType", "\(type)")
                row.member("Additions", count(0, 0.3 + people * 0.12))
                row.member("Edits", count(1, people * 0.15))
                row.member("Removals", count(2, people * 0.05))
                row.member("Hovers", count(3, people * 9))
                row.member("UICustomizations", count(4, people * 0.3))
                row.member("DataPointClicks", count(5, people * 1.1))
                row.member("FiltersChange", count(6, people * 0.4))
            }
        }
        block.text("]")
    }

    private func backfill(_ block: inout TextBuffer) {
        block.key("WeeklySeriesBackfillTime")
        block.text("[")
        for (place, everywhere) in [true, false].enumerated() {
            let count = weekly(48 + place, 3.5)
            guard count > 0 else { continue }
            let middle = Int(usage.noise(.backfill, usage.weekStart &* 2 &+ place, 40, 400)) * (everywhere ? 9 : 1)
            block.separate()
            block.object { row in
                row.member("AllRepos", everywhere)
                row.member("P99Seconds", middle * 11)
                row.member("P90Seconds", middle * 4)
                row.member("P50Seconds", middle)
                row.member("Count", count)
            }
        }
        block.text("]")
    }

    /// Grouping of search results, which came with 4.1.
    private func groups(_ block: inout TextBuffer) {
        guard usage.isAtLeast(4, 1) else { return }
        let people = Double(usage.facts.weekly) * usage.noise(.aggregation, 0, 0.01, 0.08)
        block.member("WeeklyGroupResultsOpenSection", weekly(50, people))
        block.member("WeeklyGroupResultsCollapseSection", weekly(51, people * 0.7))
        block.member("WeeklyGroupResultsInfoIconHover", weekly(52, people * 0.2))
        modes(&block, "WeeklyGroupResultsExpandedViewOpen", 0, people * 0.4, hasBars: false)
        modes(&block, "WeeklyGroupResultsExpandedViewCollapse", 1, people * 0.3, hasBars: false)
        modes(&block, "WeeklyGroupResultsChartBarHover", 2, people * 3, hasBars: true)
        modes(&block, "WeeklyGroupResultsChartBarClick", 3, people * 0.8, hasBars: true)
        modes(&block, "WeeklyGroupResultsAggregationModeClicked", 4, people * 0.9, hasBars: true)
        modes(&block, "WeeklyGroupResultsSearches", 5, people * 5, hasBars: false, name: "GroupResultsSearches")
    }

    private func modes(
        _ block: inout TextBuffer, _ key: StaticString, _ number: Int, _ most: Double, hasBars: Bool,
        name: String? = nil
    ) {
        block.key(key)
        block.text("[")
        for (place, mode) in Self.modes.enumerated() {
            let count = Int(
                most / Double(place + 1) * weekSoFar
                    * usage.noise(.aggregation, usage.weekStart &* 64 &+ number &* 8 &+ place, 0.5, 1.5))
            guard count > 0 else { continue }
            block.separate()
            block.object { row in
                if let name { row.member("Name", name) }
                row.member("AggregationMode", "\(mode)")
                if hasBars {
                    row.member("UIMode", "sidebar")
                    row.member("BarIndex", place)
                }
                row.member("Count", count)
            }
        }
        block.text("]")
    }
}
