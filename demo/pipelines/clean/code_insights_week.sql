-- One row for each instance and week in which anything is known of code insights. How many there are is told by
-- critical telemetry too; that and dashboards are as the week's last ping says, counts are the largest of any ping.
WITH critical AS (
    SELECT
        p.site_id,
        p.reported_on - CAST(dayofweek(p.reported_on) AS INTEGER) AS week,
        arg_max(
            TRY_CAST(json_extract_string(r.code_insights_critical_telemetry, '$.TotalInsights') AS BIGINT),
            (p.reported_on, p.seq)
        ) AS total_insights
    FROM clean.ping AS p
    JOIN raw.pings AS r ON r.seq = p.seq
    WHERE json_extract_string(r.code_insights_critical_telemetry, '$.TotalInsights') IS NOT NULL
    GROUP BY ALL
),

counted AS (
    SELECT
        site_id,
        week,
        max(WeeklyInsightsPageViews) AS page_views,
        max(WeeklyInsightsUniquePageViews) AS viewers,
        max(WeeklyInsightsGetStartedPageViews) AS get_started_page_views,
        max(WeeklyInsightsGetStartedUniquePageViews) AS get_started_viewers,
        max(WeeklyStandaloneInsightPageViews) AS standalone_page_views,
        max(WeeklyStandaloneInsightUniquePageViews) AS standalone_viewers,
        max(WeeklyStandaloneDashboardClicks) AS standalone_dashboard_clicks,
        max(WeeklyStandaloneEditClicks) AS standalone_edit_clicks,
        max(WeeklyInsightConfigureClick) AS configure_clicks,
        max(WeeklyInsightAddMoreClick) AS add_more_clicks,
        max(WeeklyDataExportClicks) AS data_exports,
        max(WeeklyInsightCreators) AS creators,
        max(WeeklyFirstTimeInsightCreators) AS first_time_creators,
        arg_max(TotalDashboardCount, seq) AS dashboards,
        arg_max(TotalOrgsWithDashboard, seq) AS organizations_with_dashboards,
        arg_max(InsightsPerDashboard, seq) AS per_dashboard
    FROM staging.stg_code_insights_usage
    GROUP BY ALL
),

clicked AS (
    SELECT site_id, week, CAST(sum(clicks) AS BIGINT) AS tab_clicks
    FROM clean.code_insights_tab_week
    GROUP BY ALL
),

done AS (
    SELECT
        site_id,
        week,
        CAST(sum(additions) AS BIGINT) AS additions,
        CAST(sum(edits) AS BIGINT) AS edits,
        CAST(sum(removals) AS BIGINT) AS removals,
        CAST(sum(hovers) AS BIGINT) AS hovers,
        CAST(sum(customizations) AS BIGINT) AS customizations,
        CAST(sum(data_point_clicks) AS BIGINT) AS data_point_clicks,
        CAST(sum(filter_changes) AS BIGINT) AS filter_changes
    FROM clean.code_insights_type_week
    GROUP BY ALL
)

SELECT
    coalesce(c.site_id, t.site_id) AS site_id,
    coalesce(c.week, t.week) AS week,
    t.total_insights,
    t.total_insights > 0 AS has_insights,
    c.page_views,
    c.viewers,
    c.get_started_page_views,
    c.get_started_viewers,
    c.standalone_page_views,
    c.standalone_viewers,
    c.standalone_dashboard_clicks,
    c.standalone_edit_clicks,
    c.configure_clicks,
    c.add_more_clicks,
    c.data_exports,
    c.creators,
    c.first_time_creators,
    CASE WHEN c.site_id IS NOT NULL THEN coalesce(k.tab_clicks, 0) END AS tab_clicks,
    c.dashboards,
    c.organizations_with_dashboards,
    c.per_dashboard.Avg AS insights_per_dashboard_avg,
    c.per_dashboard.Min AS insights_per_dashboard_min,
    c.per_dashboard.Max AS insights_per_dashboard_max,
    c.per_dashboard.Median AS insights_per_dashboard_median,
    c.per_dashboard.StdDev AS insights_per_dashboard_stddev,
    d.additions,
    d.edits,
    d.removals,
    d.hovers,
    d.customizations,
    d.data_point_clicks,
    d.filter_changes,
    active.wau AS active_users
FROM counted AS c
FULL JOIN critical AS t ON t.site_id = c.site_id AND t.week = c.week
LEFT JOIN clicked AS k ON k.site_id = c.site_id AND k.week = c.week
LEFT JOIN done AS d ON d.site_id = c.site_id AND d.week = c.week
LEFT JOIN clean.instance_week AS active
    ON active.site_id = coalesce(c.site_id, t.site_id) AND active.week = coalesce(c.week, t.week)
