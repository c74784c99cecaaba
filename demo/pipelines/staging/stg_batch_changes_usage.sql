-- One row for each ping with a batch-changes block: totals since the beginning, and lists. `month` is the calendar
-- month that the ping speaks of: a late one belongs to the day on which it was sent.
WITH parsed AS (
    SELECT
        p.site_id,
        p.seq,
        p.month,
        p.reported_on,
        from_json(
            r.batch_changes_usage,
            '{"ViewBatchChangeApplyPageCount": "BIGINT", "ViewBatchChangeDetailsPageAfterCreateCount": "BIGINT",
              "ViewBatchChangeDetailsPageAfterUpdateCount": "BIGINT", "BatchChangesCount": "BIGINT",
              "BatchChangesClosedCount": "BIGINT", "BatchSpecsCreatedCount": "BIGINT",
              "ChangesetSpecsCreatedCount": "BIGINT", "PublishedChangesetsUnpublishedCount": "BIGINT",
              "PublishedChangesetsCount": "BIGINT", "PublishedChangesetsDiffStatAddedSum": "BIGINT",
              "PublishedChangesetsDiffStatDeletedSum": "BIGINT", "PublishedChangesetsMergedCount": "BIGINT",
              "PublishedChangesetsMergedDiffStatAddedSum": "BIGINT",
              "PublishedChangesetsMergedDiffStatDeletedSum": "BIGINT", "ImportedChangesetsCount": "BIGINT",
              "ImportedChangesetsMergedCount": "BIGINT", "CurrentMonthContributorsCount": "BIGINT",
              "CurrentMonthUsersCount": "BIGINT", "ActiveExecutorsCount": "BIGINT",
              "BatchChangesCohorts": [{"Week": "VARCHAR", "BatchChangesClosed": "BIGINT", "BatchChangesOpen": "BIGINT",
                                       "ChangesetsImported": "BIGINT", "ChangesetsUnpublished": "BIGINT",
                                       "ChangesetsPublished": "BIGINT", "ChangesetsPublishedOpen": "BIGINT",
                                       "ChangesetsPublishedDraft": "BIGINT", "ChangesetsPublishedMerged": "BIGINT",
                                       "ChangesetsPublishedClosed": "BIGINT"}],
              "ChangesetDistribution": [{"Source": "VARCHAR", "Range": "VARCHAR", "BatchChangesCount": "BIGINT"}],
              "BatchChangeStatsBySource": [{"Source": "VARCHAR", "PublishedChangesetsCount": "BIGINT",
                                            "BatchChangesCount": "BIGINT"}],
              "MonthlyBatchChangesExecutorUsage": [{"Month": "VARCHAR", "Count": "BIGINT", "Minutes": "BIGINT"}],
              "WeeklyBulkOperationStats": [{"Week": "VARCHAR", "Count": "BIGINT", "BulkOperation": "VARCHAR"}]}'
        ) AS usage
    FROM clean.ping AS p
    JOIN raw.pings AS r ON r.seq = p.seq
    WHERE r.batch_changes_usage IS NOT NULL
)

SELECT site_id, seq, month, reported_on, unnest(usage)
FROM parsed
WHERE usage.BatchChangesCount IS NOT NULL
