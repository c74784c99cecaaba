-- One row for each instance and calendar month with a Cody block: who used it, through which client.
WITH parsed AS (
    SELECT
        remote_site_id AS site_id,
        from_json(
            json_extract(cody_usage, '$.Monthly'),
            '{"StartTime": "VARCHAR", "TotalCodyUsers": {"UserCount": "BIGINT", "EventsCount": "BIGINT"},
              "TotalProductUsers": {"UserCount": "BIGINT"}, "TotalVSCodeProductUsers": {"UserCount": "BIGINT"},
              "TotalJetBrainsProductUsers": {"UserCount": "BIGINT"}, "TotalNeovimProductUsers": {"UserCount": "BIGINT"},
              "TotalEmacsProductUsers": {"UserCount": "BIGINT"}, "TotalWebProductUsers": {"UserCount": "BIGINT"}}'
        ) AS usage
    FROM raw.pings
    WHERE json_type(cody_usage, '$.Monthly') = 'OBJECT'
),

months AS (
    SELECT
        site_id,
        TRY_CAST(left(usage.StartTime, 10) AS DATE) AS month,
        max(usage.TotalCodyUsers.UserCount) AS cody_users,
        max(usage.TotalCodyUsers.EventsCount) AS cody_events,
        max(usage.TotalProductUsers.UserCount) AS product_users,
        max(usage.TotalVSCodeProductUsers.UserCount) AS vscode_users,
        max(usage.TotalJetBrainsProductUsers.UserCount) AS jetbrains_users,
        max(usage.TotalNeovimProductUsers.UserCount) AS neovim_users,
        max(usage.TotalEmacsProductUsers.UserCount) AS emacs_users,
        max(usage.TotalWebProductUsers.UserCount) AS web_users
    FROM parsed
    WHERE usage.StartTime IS NOT NULL
    GROUP BY ALL
)

SELECT months.*, active.mau AS active_users
FROM months
LEFT JOIN clean.instance_month AS active ON active.site_id = months.site_id AND active.month = months.month
