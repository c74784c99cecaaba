-- One row for each instance and week with a code-host integration block: people who come through the browser extension
-- or through a code host's own integration, and how many of them go on to the web app.
WITH parsed AS (
    SELECT
        remote_site_id AS site_id,
        from_json(
            json_extract(code_host_integration_usage, '$.Week'),
            '{"StartTime": "VARCHAR",
              "BrowserExtension": {"UniquesCount": "BIGINT", "TotalCount": "BIGINT",
                                   "InboundTrafficToWeb": {"UniquesCount": "BIGINT", "TotalCount": "BIGINT"}},
              "NativeIntegration": {"UniquesCount": "BIGINT", "TotalCount": "BIGINT",
                                    "InboundTrafficToWeb": {"UniquesCount": "BIGINT", "TotalCount": "BIGINT"}}}'
        ) AS usage
    FROM raw.pings
    WHERE json_type(code_host_integration_usage, '$.Week') = 'OBJECT'
),

weeks AS (
    SELECT
        site_id,
        TRY_CAST(left(usage.StartTime, 10) AS DATE) AS week,
        max(usage.BrowserExtension.UniquesCount) AS browser_extension_users,
        max(usage.BrowserExtension.TotalCount) AS browser_extension_events,
        max(usage.BrowserExtension.InboundTrafficToWeb.UniquesCount) AS browser_extension_inbound_users,
        max(usage.NativeIntegration.UniquesCount) AS native_integration_users,
        max(usage.NativeIntegration.TotalCount) AS native_integration_events,
        max(usage.NativeIntegration.InboundTrafficToWeb.UniquesCount) AS native_integration_inbound_users
    FROM parsed
    WHERE usage.StartTime IS NOT NULL
    GROUP BY ALL
)

SELECT weeks.*, active.integration_users, active.wau AS active_users
FROM weeks
LEFT JOIN clean.instance_week AS active ON active.site_id = weeks.site_id AND active.week = weeks.week
