-- One row for each instance, week and type of insight: what was done with insights of it. The largest counts of any
-- ping.
WITH reported AS (
    SELECT site_id, week, unnest(WeeklyUsageStatisticsByInsight, recursive := true)
    FROM staging.stg_code_insights_usage
)

SELECT
    site_id,
    week,
    InsightType AS insight_type,
    max(Additions) AS additions,
    max(Edits) AS edits,
    max(Removals) AS removals,
    max(Hovers) AS hovers,
    max(UICustomizations) AS customizations,
    max(DataPointClicks) AS data_point_clicks,
    max(FiltersChange) AS filter_changes
FROM reported
GROUP BY ALL
