-- One row for each instance, week, way in which series are made and way of presenting them, by the week's last ping.
WITH last AS (
    SELECT site_id, week, arg_max(InsightTotalCounts.ViewSeriesCounts, seq) AS counts
    FROM staging.stg_code_insights_usage
    GROUP BY ALL
),

reported AS (
    SELECT site_id, week, unnest(counts, recursive := true) FROM last
)

SELECT
    site_id,
    week,
    GenerationType AS generation,
    ViewType AS presentation,
    TotalCount AS series
FROM reported
