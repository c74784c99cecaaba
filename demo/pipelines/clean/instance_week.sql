-- One row for each instance and week (Sunday to Saturday) that anything is known of.
WITH days AS (
    SELECT
        site_id,
        day - CAST(dayofweek(day) AS INTEGER) AS week,
        count(*) FILTER (WHERE pings > 0) AS days_pinged,
        avg(dau) AS average_dau
    FROM clean.instance_day
    GROUP BY ALL
),

counted AS (
    SELECT
        site_id, wau_week AS week, max(wau) AS wau, max(wau_registered) AS registered,
        max(wau_integration) AS integration
    FROM clean.ping
    WHERE wau_week IS NOT NULL
    GROUP BY ALL
),

searched AS (
    SELECT site_id, search_week AS week, max(search_users) AS search_users, max(searches) AS searches
    FROM clean.ping
    WHERE search_week IS NOT NULL
    GROUP BY ALL
),

navigated AS (
    SELECT
        site_id, code_intel_week AS week, max(code_intel_users) AS code_intel_users, max(precise_users) AS precise_users
    FROM clean.ping
    WHERE code_intel_week IS NOT NULL
    GROUP BY ALL
),

streamed AS (
    SELECT e.site_id, e.start AS week, e.users, e.registered_users
    FROM clean.event_activity AS e
    JOIN raw.own_instances AS own ON own.site_id = e.site_id
    WHERE e.period = 'week'
)

SELECT
    d.site_id,
    d.week,
    d.days_pinged,
    coalesce(s.users, c.wau) AS wau,
    coalesce(s.registered_users, c.registered) AS registered_users,
    c.integration AS integration_users,
    d.average_dau,
    q.search_users,
    q.searches,
    n.code_intel_users,
    n.precise_users
FROM days AS d
LEFT JOIN counted AS c ON c.site_id = d.site_id AND c.week = d.week
LEFT JOIN searched AS q ON q.site_id = d.site_id AND q.week = d.week
LEFT JOIN navigated AS n ON n.site_id = d.site_id AND n.week = d.week
LEFT JOIN streamed AS s ON s.site_id = d.site_id AND s.week = d.week
