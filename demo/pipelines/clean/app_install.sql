-- One row for each desktop app that ever pinged; its first ping counts as its installation. It is retained if it was
-- used the day after and again seven days after the installation.
WITH as_of AS (
    SELECT max(day) AS day FROM clean.ping
)

SELECT
    a.site_id,
    a.installed_on,
    a.installed_on - CAST(dayofweek(a.installed_on) AS INTEGER) AS installed_week,
    arg_max(a.os, a.day) AS os,
    max(a.day) AS last_ping_on,
    arg_max(a.repositories, a.day) AS repositories,
    coalesce(bool_or(a.is_active) FILTER (WHERE a.days_since_install = 1), false) AS active_on_day_1,
    coalesce(bool_or(a.is_active) FILTER (WHERE a.days_since_install = 7), false) AS active_on_day_7,
    a.installed_on + 7 <= any_value(as_of.day) AS is_day_7_known,
    coalesce(bool_or(a.is_active) FILTER (WHERE a.days_since_install = 1), false)
    AND coalesce(bool_or(a.is_active) FILTER (WHERE a.days_since_install = 7), false) AS is_retained
FROM clean.app_day AS a
CROSS JOIN as_of
GROUP BY a.site_id, a.installed_on
