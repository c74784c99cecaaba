-- One row for each desktop app and day on which it pinged.
WITH first AS (
    SELECT site_id, min(day) AS installed_on FROM clean.ping WHERE deploy_type = 'app' GROUP BY site_id
)

SELECT
    p.site_id,
    p.day,
    bool_or(p.active_today) AS is_active,
    arg_max(p.repositories, p.received_at) AS repositories,
    arg_max(p.version, p.received_at) AS version,
    arg_max(p.os, p.received_at) AS os,
    any_value(first.installed_on) AS installed_on,
    p.day - any_value(first.installed_on) AS days_since_install
FROM clean.ping AS p
JOIN first ON first.site_id = p.site_id
WHERE p.deploy_type = 'app'
GROUP BY p.site_id, p.day
