-- One row for each instance, week and tab of the page that shows how to begin: clicks on the tab and on more of its
-- examples.
WITH reported AS (
    SELECT site_id, week, unnest(WeeklyGetStartedTabClickByTab, recursive := true), false AS is_more
    FROM staging.stg_code_insights_usage
    UNION ALL
    SELECT site_id, week, unnest(WeeklyGetStartedTabMoreClickByTab, recursive := true), true
    FROM staging.stg_code_insights_usage
)

SELECT
    site_id,
    week,
    TabName AS tab,
    coalesce(max(TotalCount) FILTER (WHERE NOT is_more), 0) AS clicks,
    coalesce(max(TotalCount) FILTER (WHERE is_more), 0) AS more_clicks
FROM reported
GROUP BY ALL
