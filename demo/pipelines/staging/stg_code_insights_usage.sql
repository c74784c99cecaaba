-- One row for each ping with a code-insights block, as columns and lists.
WITH parsed AS (
    SELECT
        remote_site_id AS site_id,
        seq,
        from_json(
            code_insights_usage,
            '{"WeekStart": "VARCHAR", "WeeklyInsightsPageViews": "BIGINT", "WeeklyInsightsUniquePageViews": "BIGINT",
              "WeeklyInsightsGetStartedPageViews": "BIGINT", "WeeklyInsightsGetStartedUniquePageViews": "BIGINT",
              "WeeklyStandaloneInsightPageViews": "BIGINT", "WeeklyStandaloneInsightUniquePageViews": "BIGINT",
              "WeeklyStandaloneDashboardClicks": "BIGINT", "WeeklyStandaloneEditClicks": "BIGINT",
              "WeeklyInsightConfigureClick": "BIGINT", "WeeklyInsightAddMoreClick": "BIGINT",
              "WeeklyDataExportClicks": "BIGINT", "WeeklyInsightCreators": "BIGINT",
              "WeeklyFirstTimeInsightCreators": "BIGINT",
              "WeeklyUsageStatisticsByInsight": [{"InsightType": "VARCHAR", "Additions": "BIGINT", "Edits": "BIGINT",
                                                  "Removals": "BIGINT", "Hovers": "BIGINT",
                                                  "UICustomizations": "BIGINT", "DataPointClicks": "BIGINT",
                                                  "FiltersChange": "BIGINT"}],
              "WeeklyGetStartedTabClickByTab": [{"TabName": "VARCHAR", "TotalCount": "BIGINT"}],
              "WeeklyGetStartedTabMoreClickByTab": [{"TabName": "VARCHAR", "TotalCount": "BIGINT"}],
              "InsightTimeIntervals": [{"IntervalDays": "INTEGER", "TotalCount": "BIGINT"}],
              "InsightOrgVisible": [{"Type": "VARCHAR", "TotalCount": "BIGINT"}],
              "InsightTotalCounts": {"ViewCounts": [{"ViewType": "VARCHAR", "TotalCount": "BIGINT"}],
                                     "ViewSeriesCounts": [{"GenerationType": "VARCHAR", "ViewType": "VARCHAR",
                                                           "TotalCount": "BIGINT"}]},
              "TotalOrgsWithDashboard": "BIGINT", "TotalDashboardCount": "BIGINT",
              "InsightsPerDashboard": {"Avg": "DOUBLE", "Max": "BIGINT", "Min": "BIGINT", "StdDev": "DOUBLE",
                                       "Median": "DOUBLE"},
              "WeeklySeriesBackfillTime": [{"AllRepos": "BOOLEAN", "P99Seconds": "BIGINT", "P90Seconds": "BIGINT",
                                            "P50Seconds": "BIGINT", "Count": "BIGINT"}],
              "WeeklyGroupResultsOpenSection": "BIGINT", "WeeklyGroupResultsCollapseSection": "BIGINT",
              "WeeklyGroupResultsInfoIconHover": "BIGINT",
              "WeeklyGroupResultsExpandedViewOpen": [{"AggregationMode": "VARCHAR", "Count": "BIGINT"}],
              "WeeklyGroupResultsExpandedViewCollapse": [{"AggregationMode": "VARCHAR", "Count": "BIGINT"}],
              "WeeklyGroupResultsChartBarHover": [{"AggregationMode": "VARCHAR", "Count": "BIGINT"}],
              "WeeklyGroupResultsChartBarClick": [{"AggregationMode": "VARCHAR", "Count": "BIGINT"}],
              "WeeklyGroupResultsAggregationModeClicked": [{"AggregationMode": "VARCHAR", "Count": "BIGINT"}],
              "WeeklyGroupResultsAggregationModeDisabledHover": [{"AggregationMode": "VARCHAR", "Count": "BIGINT"}],
              "WeeklyGroupResultsSearches": [{"AggregationMode": "VARCHAR", "Count": "BIGINT"}]}'
        ) AS usage
    FROM raw.pings
    WHERE code_insights_usage IS NOT NULL
)

SELECT site_id, seq, TRY_CAST(left(usage.WeekStart, 10) AS DATE) AS week, unnest(usage)
FROM parsed
WHERE usage.WeekStart IS NOT NULL
