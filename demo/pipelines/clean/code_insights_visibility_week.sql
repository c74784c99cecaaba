-- One row for each instance, week and who may see insights, by the week's last ping.
WITH last AS (
    SELECT site_id, week, arg_max(InsightOrgVisible, seq) AS counts
    FROM staging.stg_code_insights_usage
    GROUP BY ALL
),

reported AS (
    SELECT site_id, week, unnest(counts, recursive := true) FROM last
)

SELECT
    site_id,
    week,
    Type AS visibility,
    TotalCount AS insights
FROM reported
