-- One row for each instance and week: saved searches, code monitors, notebooks and search jobs. The first three are
-- totals or states by the last ping of the week; search jobs are counted for the week, by the largest count of any
-- ping.
WITH reported AS (
    SELECT
        p.site_id,
        p.seq,
        p.reported_on - CAST(dayofweek(p.reported_on) AS INTEGER) AS week,
        from_json(
            r.saved_searches,
            '{"TotalSavedSearches": "BIGINT", "UniqueUsers": "BIGINT", "NotificationsSent": "BIGINT",
              "NotificationsClicked": "BIGINT", "OrgSavedSearches": "BIGINT"}'
        ) AS saved,
        from_json(
            r.code_monitoring_usage,
            '{"CodeMonitoringPageViews": "BIGINT", "MonitorsEnabled": "BIGINT", "MonitorsEnabledUniqueUsers": "BIGINT",
              "ReposMonitored": "BIGINT", "TriggerRuns": "BIGINT", "TriggerRunsErrored": "BIGINT",
              "P50TriggerRunTimeSeconds": "DOUBLE", "P90TriggerRunTimeSeconds": "DOUBLE",
              "EmailActionsTriggered": "BIGINT", "SlackActionsTriggered": "BIGINT", "WebhookActionsTriggered": "BIGINT",
              "EmailActionsErrored": "BIGINT", "SlackActionsErrored": "BIGINT", "WebhookActionsErrored": "BIGINT"}'
        ) AS monitors,
        from_json(
            r.notebooks_usage,
            '{"NotebookPageViews": "BIGINT", "NotebooksListPageViews": "BIGINT", "NotebooksCreatedCount": "BIGINT",
              "NotebookAddedStarsCount": "BIGINT", "NotebookAddedMarkdownBlocksCount": "BIGINT",
              "NotebookAddedQueryBlocksCount": "BIGINT", "NotebookAddedFileBlocksCount": "BIGINT",
              "NotebookAddedSymbolBlocksCount": "BIGINT"}'
        ) AS notebooks,
        from_json(
            r.search_jobs_usage,
            '{"WeeklySearchJobsPageViews": "BIGINT", "WeeklySearchJobsUniquePageViews": "BIGINT",
              "WeeklySearchJobsCreateClick": "BIGINT", "WeeklySearchJobsDownloadClicks": "BIGINT",
              "WeeklySearchJobsUniqueDownloadClicks": "BIGINT", "WeeklySearchJobsViewLogsClicks": "BIGINT"}'
        ) AS jobs
    FROM clean.ping AS p
    JOIN raw.pings AS r ON r.seq = p.seq
    WHERE
        r.saved_searches IS NOT NULL OR r.code_monitoring_usage IS NOT NULL OR r.notebooks_usage IS NOT NULL
        OR r.search_jobs_usage IS NOT NULL
),

weeks AS (
    SELECT
        site_id,
        week,
        arg_max(saved, seq) FILTER (WHERE saved.TotalSavedSearches IS NOT NULL) AS saved,
        arg_max(monitors, seq) FILTER (WHERE monitors.MonitorsEnabled IS NOT NULL) AS monitors,
        arg_max(notebooks, seq) FILTER (WHERE notebooks.NotebooksCreatedCount IS NOT NULL) AS notebooks,
        max(jobs.WeeklySearchJobsPageViews) AS search_job_page_views,
        max(jobs.WeeklySearchJobsUniquePageViews) AS search_job_viewers,
        max(jobs.WeeklySearchJobsCreateClick) AS search_jobs_created,
        max(jobs.WeeklySearchJobsDownloadClicks) AS search_job_downloads,
        max(jobs.WeeklySearchJobsUniqueDownloadClicks) AS search_job_download_users,
        max(jobs.WeeklySearchJobsViewLogsClicks) AS search_job_log_views
    FROM reported
    GROUP BY ALL
)

SELECT
    site_id,
    week,
    saved.TotalSavedSearches AS saved_searches,
    saved.UniqueUsers AS saved_search_users,
    saved.NotificationsSent AS saved_search_notifications,
    saved.NotificationsClicked AS saved_search_notification_clicks,
    saved.OrgSavedSearches AS organization_saved_searches,
    monitors.MonitorsEnabled AS monitors_enabled,
    monitors.MonitorsEnabledUniqueUsers AS monitor_users,
    monitors.ReposMonitored AS monitored_repositories,
    monitors.TriggerRuns AS monitor_runs,
    monitors.TriggerRunsErrored AS monitor_run_errors,
    monitors.P50TriggerRunTimeSeconds AS monitor_run_p50_seconds,
    monitors.P90TriggerRunTimeSeconds AS monitor_run_p90_seconds,
    monitors.EmailActionsTriggered AS monitor_emails,
    monitors.SlackActionsTriggered AS monitor_slack_messages,
    monitors.WebhookActionsTriggered AS monitor_webhooks,
    monitors.EmailActionsErrored + monitors.SlackActionsErrored + monitors.WebhookActionsErrored
        AS monitor_action_errors,
    monitors.CodeMonitoringPageViews AS monitor_page_views,
    notebooks.NotebooksCreatedCount AS notebooks,
    notebooks.NotebookPageViews AS notebook_page_views,
    notebooks.NotebooksListPageViews AS notebook_list_views,
    notebooks.NotebookAddedMarkdownBlocksCount + notebooks.NotebookAddedQueryBlocksCount
    + notebooks.NotebookAddedFileBlocksCount + notebooks.NotebookAddedSymbolBlocksCount AS notebook_blocks,
    notebooks.NotebookAddedStarsCount AS notebook_stars,
    search_job_page_views,
    search_job_viewers,
    search_jobs_created,
    search_job_downloads,
    search_job_download_users,
    search_job_log_views
FROM weeks
