-- One row for each instance, week and days between two points of an insight, by the week's last ping.
WITH last AS (
    SELECT site_id, week, arg_max(InsightTimeIntervals, seq) AS counts
    FROM staging.stg_code_insights_usage
    GROUP BY ALL
),

reported AS (
    SELECT site_id, week, unnest(counts, recursive := true) FROM last
)

SELECT
    site_id,
    week,
    IntervalDays AS interval_days,
    TotalCount AS insights
FROM reported
