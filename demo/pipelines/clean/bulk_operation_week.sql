-- One row for each instance, week (from Monday) and kind of bulk operation on changesets. The largest count of any
-- ping.
WITH reported AS (
    SELECT site_id, unnest(WeeklyBulkOperationStats, recursive := true)
    FROM staging.stg_batch_changes_usage
)

SELECT
    site_id,
    TRY_CAST(left(Week, 10) AS DATE) AS week,
    BulkOperation AS operation,
    max(Count) AS operations
FROM reported
GROUP BY ALL
