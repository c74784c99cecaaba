-- One row for each instance, week and scope of series whose history was computed: how long it took, by the week's last
-- ping.
WITH last AS (
    SELECT site_id, week, arg_max(WeeklySeriesBackfillTime, seq) AS counts
    FROM staging.stg_code_insights_usage
    GROUP BY ALL
),

reported AS (
    SELECT site_id, week, unnest(counts, recursive := true) FROM last
)

SELECT
    site_id,
    week,
    AllRepos AS is_all_repositories,
    Count AS backfills,
    P50Seconds AS p50_seconds,
    P90Seconds AS p90_seconds,
    P99Seconds AS p99_seconds
FROM reported
