-- One row for each instance and calendar month with a batch-changes block: totals since the beginning by the month's
-- last ping, and what came in the month: the difference to the last ping of the last month that is known, never below 0
-- because totals shrink when rows are deleted. With the first month there is nothing to compare.
WITH last AS (
    SELECT *
    FROM staging.stg_batch_changes_usage
    QUALIFY row_number() OVER (PARTITION BY site_id, month ORDER BY reported_on DESC, seq DESC) = 1
),

totals AS (
    SELECT
        site_id,
        month,
        reported_on,
        BatchChangesCount AS batch_changes,
        BatchChangesClosedCount AS batch_changes_closed,
        BatchSpecsCreatedCount AS batch_specs,
        ChangesetSpecsCreatedCount AS changeset_specs,
        PublishedChangesetsUnpublishedCount AS changesets_unpublished,
        PublishedChangesetsCount AS changesets_published,
        PublishedChangesetsMergedCount AS changesets_merged,
        ImportedChangesetsCount AS changesets_imported,
        ImportedChangesetsMergedCount AS changesets_imported_merged,
        PublishedChangesetsDiffStatAddedSum AS lines_added,
        PublishedChangesetsDiffStatDeletedSum AS lines_deleted,
        PublishedChangesetsMergedDiffStatAddedSum AS lines_added_merged,
        PublishedChangesetsMergedDiffStatDeletedSum AS lines_deleted_merged,
        ViewBatchChangeApplyPageCount AS apply_page_views,
        ViewBatchChangeDetailsPageAfterCreateCount AS details_page_views_after_create,
        ViewBatchChangeDetailsPageAfterUpdateCount AS details_page_views_after_update,
        ActiveExecutorsCount AS executors,
        BatchChangesCount - lag(BatchChangesCount) OVER earlier AS batch_changes_change,
        BatchChangesClosedCount - lag(BatchChangesClosedCount) OVER earlier AS batch_changes_closed_change,
        BatchSpecsCreatedCount - lag(BatchSpecsCreatedCount) OVER earlier AS batch_specs_change,
        ChangesetSpecsCreatedCount - lag(ChangesetSpecsCreatedCount) OVER earlier AS changeset_specs_change,
        PublishedChangesetsCount - lag(PublishedChangesetsCount) OVER earlier AS changesets_published_change,
        PublishedChangesetsMergedCount - lag(PublishedChangesetsMergedCount) OVER earlier AS changesets_merged_change,
        ImportedChangesetsCount - lag(ImportedChangesetsCount) OVER earlier AS changesets_imported_change,
        PublishedChangesetsDiffStatAddedSum + PublishedChangesetsDiffStatDeletedSum
        - lag(PublishedChangesetsDiffStatAddedSum + PublishedChangesetsDiffStatDeletedSum) OVER earlier AS lines_change,
        ViewBatchChangeApplyPageCount - lag(ViewBatchChangeApplyPageCount) OVER earlier AS apply_page_views_change
    FROM last
    WINDOW earlier AS (PARTITION BY site_id ORDER BY month)
),

-- People are counted for the current month by every ping of it.
people AS (
    SELECT
        site_id,
        month,
        max(CurrentMonthContributorsCount) AS contributors,
        max(CurrentMonthUsersCount) AS viewers
    FROM staging.stg_batch_changes_usage
    GROUP BY ALL
),

executor_months AS (
    SELECT site_id, unnest(MonthlyBatchChangesExecutorUsage, recursive := true)
    FROM staging.stg_batch_changes_usage
),

executed AS (
    SELECT
        site_id,
        TRY_CAST(left(Month, 10) AS DATE) AS month,
        max(Count) AS executor_users,
        max(Minutes) AS executor_minutes
    FROM executor_months
    GROUP BY ALL
),

-- The totals as the last ping gave them 90 days before.
ago AS (
    SELECT
        t.site_id,
        t.month,
        arg_max(u.BatchChangesCount, (u.reported_on, u.seq)) AS batch_changes,
        arg_max(u.PublishedChangesetsMergedCount, (u.reported_on, u.seq)) AS changesets_merged
    FROM totals AS t
    JOIN staging.stg_batch_changes_usage AS u
        ON u.site_id = t.site_id AND u.reported_on <= t.reported_on - 90
    GROUP BY ALL
)

SELECT
    t.site_id,
    t.month,
    active.is_complete,
    t.batch_changes,
    t.batch_changes_closed,
    t.batch_specs,
    t.changeset_specs,
    t.changesets_unpublished,
    t.changesets_published,
    t.changesets_merged,
    t.changesets_imported,
    t.changesets_imported_merged,
    t.lines_added,
    t.lines_deleted,
    t.lines_added_merged,
    t.lines_deleted_merged,
    t.apply_page_views,
    t.details_page_views_after_create,
    t.details_page_views_after_update,
    t.executors,
    CASE WHEN t.batch_changes_change < 0 THEN 0 ELSE t.batch_changes_change END AS batch_changes_in_month,
    CASE WHEN t.batch_changes_closed_change < 0 THEN 0 ELSE t.batch_changes_closed_change END
        AS batch_changes_closed_in_month,
    CASE WHEN t.batch_specs_change < 0 THEN 0 ELSE t.batch_specs_change END AS batch_specs_in_month,
    CASE WHEN t.changeset_specs_change < 0 THEN 0 ELSE t.changeset_specs_change END AS changeset_specs_in_month,
    CASE WHEN t.changesets_published_change < 0 THEN 0 ELSE t.changesets_published_change END
        AS changesets_published_in_month,
    CASE WHEN t.changesets_merged_change < 0 THEN 0 ELSE t.changesets_merged_change END AS changesets_merged_in_month,
    CASE WHEN t.changesets_imported_change < 0 THEN 0 ELSE t.changesets_imported_change END
        AS changesets_imported_in_month,
    CASE WHEN t.lines_change < 0 THEN 0 ELSE t.lines_change END AS lines_changed_in_month,
    CASE WHEN t.apply_page_views_change < 0 THEN 0 ELSE t.apply_page_views_change END AS apply_page_views_in_month,
    p.contributors,
    p.viewers,
    active.mau AS active_users,
    e.executor_users,
    e.executor_minutes,
    CASE WHEN t.batch_changes < ago.batch_changes THEN 0 ELSE t.batch_changes - ago.batch_changes END
        AS batch_changes_90_days,
    CASE
        WHEN t.changesets_merged < ago.changesets_merged THEN 0 ELSE t.changesets_merged - ago.changesets_merged
    END AS changesets_merged_90_days,
    -- With less than 90 days of history, everything that is known counts.
    t.batch_changes - coalesce(ago.batch_changes, 0) > 5
    OR t.changesets_merged - coalesce(ago.changesets_merged, 0) >= 100 AS is_active
FROM totals AS t
JOIN people AS p ON p.site_id = t.site_id AND p.month = t.month
LEFT JOIN executed AS e ON e.site_id = t.site_id AND e.month = t.month
LEFT JOIN ago ON ago.site_id = t.site_id AND ago.month = t.month
LEFT JOIN clean.instance_month AS active ON active.site_id = t.site_id AND active.month = t.month
