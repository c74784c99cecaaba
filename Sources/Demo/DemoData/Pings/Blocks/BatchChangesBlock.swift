/// `batchChangesUsage`: totals since the feature came into use, and how the batch changes of each week have fared.
struct BatchChangesBlock {
    let usage: UsageContext

    /// The batch changes that were made in one Monday week, as they are on the ping's day.
    private struct Cohort {
        var week: Int
        var open = 0
        var closed = 0
        var imported = 0
        var unpublished = 0
        var published = 0
        var publishedOpen = 0
        var draft = 0
        var merged = 0
        var publishedClosed = 0
        var made: Int { open + closed }
    }

    private static let ranges: [(name: StaticString, share: Double)] = [
        ("0-9 changesets", 0.46), ("10-49 changesets", 0.33), ("50-99 changesets", 0.12),
        ("100-199 changesets", 0.06), ("200-999 changesets", 0.025), ("1000+ changesets", 0.005),
    ]
    private static let bulkOperations: [StaticString] = ["publish", "close", "merge", "comment", "reenqueue", "detach"]

    private var adopted: Int { usage.adoptionDay(of: 1) }
    /// Part of the batch changes that executors compute; a newer feature that spreads.
    private var executorShare: Double {
        guard usage.isAtLeast(4, 1), usage.instance.index % 2 == 0 else { return 0 }
        return min(0.8, usage.noise(.executors, 0, 0.1, 0.4) + Double(usage.day - usage.instance.firstDay) / 1_200)
    }
    private var changesetsOfEach: Double { usage.noise(.changesets, 0, 5, 26) }

    func write(to body: inout TextBuffer) {
        guard usage.instance.usesBatchChanges, usage.day >= adopted else {
            return body.object("batchChangesUsage") { block in
                for key in Self.firstCounters { block.member(key, 0) }
            }
        }
        let cohorts = cohorts()
        body.object("batchChangesUsage") { block in
            totals(&block, cohorts)
            list(&block, cohorts)
            bulk(&block)
            sizes(&block, made: cohorts.reduce(0) { $0 + $1.made }, published: cohorts.reduce(0) { $0 + $1.published })
        }
    }

    /// What an instance says on which nobody ever made a batch change.
    private static let firstCounters: [StaticString] = [
        "BatchChangesCount", "BatchChangesClosedCount", "BatchSpecsCreatedCount", "ChangesetSpecsCreatedCount",
        "PublishedChangesetsUnpublishedCount", "PublishedChangesetsCount", "PublishedChangesetsMergedCount",
        "CurrentMonthContributorsCount", "CurrentMonthUsersCount", "ActiveExecutorsCount",
    ]

    private func cohorts() -> [Cohort] {
        let monday = adopted - (CivilDate.weekday(adopted) + 6) % 7
        return stride(from: monday, through: usage.day, by: 7).compactMap(cohort)
    }

    private func cohort(_ week: Int) -> Cohort? {
        let people = Double(max(usage.instance.accountsAtFirst, usage.instance.accountsAtLast))
        let rate = max(0.35, people / 130) * usage.noise(.batches, 0, 0.5, 1.6)
        // Some weeks have none, others several.
        var made = Int((rate * usage.noise(.batches, week, 0, 2)).rounded())
        if usage.day < week + 7 { made = made * (usage.day - week + 1) / 7 }
        guard made > 0 else { return nil }
        let age = Double(usage.day - week) / 7
        var cohort = Cohort(week: week)
        cohort.closed = usage.part(made, min(0.94, age * 0.12))
        cohort.open = made - cohort.closed
        let wanted = Int(Double(made) * changesetsOfEach * usage.noise(.changesets, week, 0.5, 1.5))
        cohort.published = usage.part(wanted, min(0.93, 0.45 + age * 0.12))
        cohort.unpublished = wanted - cohort.published
        cohort.imported = wanted / 40
        let mergeRate = usage.noise(.merges, 0, 0.5, 0.86)
        cohort.merged = usage.part(cohort.published, mergeRate * min(1, age * 0.22))
        cohort.publishedClosed = usage.part(cohort.published - cohort.merged, min(0.9, age * 0.06))
        let left = cohort.published - cohort.merged - cohort.publishedClosed
        cohort.draft = left / 8
        cohort.publishedOpen = left - cohort.draft
        return cohort
    }

    /// Once a year somebody tidies up: rows of batch changes that were closed long ago are gone.
    private var tidied: Int {
        let day = usage.instance.firstDay + 150 + usage.instance.index * 7 % 120
        return usage.instance.index % 9 == 4 && usage.day >= day ? 6 : 0
    }

    private func totals(_ block: inout TextBuffer, _ cohorts: [Cohort]) {
        func sum(_ count: (Cohort) -> Int) -> Int { cohorts.reduce(0) { $0 + count($1) } }
        let made = sum(\.made)
        let published = sum(\.published)
        let merged = sum(\.merged)
        let (added, deleted) = (17 + usage.instance.index % 30, 9 + usage.instance.index % 17)
        block.member("ViewBatchChangeApplyPageCount", made * 3)
        block.member("ViewBatchChangeDetailsPageAfterCreateCount", made)
        block.member("ViewBatchChangeDetailsPageAfterUpdateCount", made * 2 - made / 3)
        block.member("BatchChangesCount", max(0, made - tidied))
        block.member("BatchChangesClosedCount", max(0, sum(\.closed) - tidied))
        block.member("BatchSpecsCreatedCount", made * 5)
        block.member("ChangesetSpecsCreatedCount", (published + sum(\.unpublished)) * 3)
        block.member("PublishedChangesetsUnpublishedCount", sum(\.unpublished))
        block.member("PublishedChangesetsCount", published)
        block.member("PublishedChangesetsDiffStatAddedSum", published * added)
        block.member("PublishedChangesetsDiffStatDeletedSum", published * deleted)
        block.member("PublishedChangesetsMergedCount", merged)
        block.member("PublishedChangesetsMergedDiffStatAddedSum", merged * added)
        block.member("PublishedChangesetsMergedDiffStatDeletedSum", merged * deleted)
        block.member("ImportedChangesetsCount", sum(\.imported))
        block.member("ImportedChangesetsMergedCount", sum(\.imported) / 2)
        let contributors = min(
            usage.facts.monthly, 1 + usage.part(usage.facts.monthly, usage.noise(.batches, -1, 0.02, 0.07)))
        block.member("CurrentMonthContributorsCount", contributors)
        block.member("CurrentMonthUsersCount", min(usage.facts.monthly, contributors * 2 + contributors / 2))
        block.member("ActiveExecutorsCount", executorShare > 0 ? 1 + usage.instance.index % 4 : 0)
    }

    /// Cohorts of the last twelve months.
    private func list(_ block: inout TextBuffer, _ cohorts: [Cohort]) {
        block.key("BatchChangesCohorts")
        block.text("[")
        for cohort in cohorts where cohort.week > usage.day - 365 {
            block.separate()
            block.object { row in
                row.member("Week", CivilDate.text(cohort.week))
                row.member("BatchChangesClosed", cohort.closed)
                row.member("BatchChangesOpen", cohort.open)
                row.member("ChangesetsImported", cohort.imported)
                row.member("ChangesetsUnpublished", cohort.unpublished)
                row.member("ChangesetsPublished", cohort.published)
                row.member("ChangesetsPublishedOpen", cohort.publishedOpen)
                row.member("ChangesetsPublishedDraft", cohort.draft)
                row.member("ChangesetsPublishedMerged", cohort.merged)
                row.member("ChangesetsPublishedClosed", cohort.publishedClosed)
            }
        }
        block.text("]")
    }

    private func bulk(_ block: inout TextBuffer) {
        let monday = usage.day - (CivilDate.weekday(usage.day) + 6) % 7
        func count(_ operation: Int, _ week: Int) -> Int {
            guard week + 6 >= adopted else { return 0 }
            let dice = usage.noise(.batches, week &* 8 &+ operation &+ 1)
            return dice < 0.45 ? Int(dice * 30 / Double(operation + 1)) : 0
        }
        let first = adopted - (CivilDate.weekday(adopted) + 6) % 7
        block.key("BulkOperationsCount")
        block.text("[")
        for (index, name) in Self.bulkOperations.enumerated() {
            let total = stride(from: first, through: monday, by: 7).reduce(0) { $0 + count(index, $1) }
            guard total > 0 else { continue }
            block.separate()
            block.object { row in
                row.member("Name", "\(name)")
                row.member("Count", total)
            }
        }
        block.text("],\"WeeklyBulkOperationStats\":[")
        for week in stride(from: monday - 28, through: monday, by: 7) {
            for (index, name) in Self.bulkOperations.enumerated() {
                let total = count(index, week)
                guard total > 0 else { continue }
                block.separate()
                block.object { row in
                    row.member("Week", CivilDate.midnight(week))
                    row.member("Count", total)
                    row.member("BulkOperation", "\(name)")
                }
            }
        }
        block.text("]")
    }

    private func sizes(_ block: inout TextBuffer, made: Int, published: Int) {
        let executed = usage.part(made, executorShare)
        let sources: [(name: String, made: Int, published: Int)] = [
            ("local", made - executed, published - usage.part(published, executorShare)),
            ("executor", executed, usage.part(published, executorShare)),
        ]
        block.key("ChangesetDistribution")
        block.text("[")
        for source in sources where source.made > 0 {
            var left = source.made
            for (place, range) in Self.ranges.enumerated().reversed() {
                let count =
                    place == 0
                    ? left : min(left, usage.part(source.made, range.share * usage.noise(.changesets, -1, 0.5, 1.5)))
                left -= count
                guard count > 0 else { continue }
                block.separate()
                block.object { row in
                    row.member("Source", source.name)
                    row.member("Range", "\(range.name)")
                    row.member("BatchChangesCount", count)
                }
            }
        }
        block.text("],\"BatchChangeStatsBySource\":[")
        for source in sources where source.made > 0 {
            block.separate()
            block.object { row in
                row.member("Source", source.name)
                row.member("PublishedChangesetsCount", source.published)
                row.member("BatchChangesCount", source.made)
            }
        }
        block.text("]")
        executorMonths(&block)
    }

    /// This month so far and the two before.
    private func executorMonths(_ block: inout TextBuffer) {
        block.key("MonthlyBatchChangesExecutorUsage")
        block.text("[")
        var month = CivilDate.monthStart(CivilDate.monthStart(usage.monthStart - 1) - 1)
        while month <= usage.day, executorShare > 0 {
            let last = min(CivilDate.nextMonthStart(month) - 1, usage.day)
            if last >= max(adopted, usage.instance.firstDay) {
                let users = 1 + usage.part(usage.history.facts(on: last)?.monthly ?? 0, executorShare * 0.05)
                block.separate()
                block.object { row in
                    row.member("Month", CivilDate.midnight(month))
                    row.member("Count", users)
                    row.member("Minutes", users * (last - month + 1) * Int(usage.noise(.executors, month, 2, 9)))
                }
            }
            month = CivilDate.nextMonthStart(month)
        }
        block.text("]")
    }
}
