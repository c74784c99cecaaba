-- One row for each managed instance and week that the monitoring still keeps (ninety days).
SELECT
    site_id,
    week,
    max(value) FILTER (WHERE metric = 'uptime_share') AS uptime_share,
    max(value) FILTER (WHERE metric = 'error_share') AS error_share,
    max(value) FILTER (WHERE metric = 'latency_p90_ms') AS latency_p90_ms,
    CAST(max(value) FILTER (WHERE metric = 'critical_alerts') AS INTEGER) AS critical_alerts
FROM raw.monitoring_week
GROUP BY ALL
