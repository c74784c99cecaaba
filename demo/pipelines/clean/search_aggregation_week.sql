-- One row for each instance, week, way of grouping search results and what was done with the groups. The largest count
-- of any ping, summed over the places in which groups are shown.
WITH reported AS (
    SELECT
        site_id, week, seq, 'Mode clicked' AS action,
        unnest(WeeklyGroupResultsAggregationModeClicked, recursive := true)
    FROM staging.stg_code_insights_usage
    UNION ALL
    SELECT
        site_id, week, seq, 'Disabled mode hovered',
        unnest(WeeklyGroupResultsAggregationModeDisabledHover, recursive := true)
    FROM staging.stg_code_insights_usage
    UNION ALL
    SELECT site_id, week, seq, 'Bar hovered', unnest(WeeklyGroupResultsChartBarHover, recursive := true)
    FROM staging.stg_code_insights_usage
    UNION ALL
    SELECT site_id, week, seq, 'Bar clicked', unnest(WeeklyGroupResultsChartBarClick, recursive := true)
    FROM staging.stg_code_insights_usage
    UNION ALL
    SELECT site_id, week, seq, 'Expanded', unnest(WeeklyGroupResultsExpandedViewOpen, recursive := true)
    FROM staging.stg_code_insights_usage
    UNION ALL
    SELECT site_id, week, seq, 'Collapsed', unnest(WeeklyGroupResultsExpandedViewCollapse, recursive := true)
    FROM staging.stg_code_insights_usage
    UNION ALL
    SELECT site_id, week, seq, 'Searches', unnest(WeeklyGroupResultsSearches, recursive := true)
    FROM staging.stg_code_insights_usage
),

by_ping AS (
    SELECT site_id, week, seq, AggregationMode AS aggregation_mode, action, CAST(sum(Count) AS BIGINT) AS count
    FROM reported
    GROUP BY ALL
)

SELECT site_id, week, aggregation_mode, action, max(count) AS count
FROM by_ping
GROUP BY ALL
