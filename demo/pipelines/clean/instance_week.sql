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
    SELECT site_id, starts_on AS week, max(users) AS search_users
    FROM staging.stg_search_usage
    WHERE period = 'week' AND statistic = 'TotalUsers'
    GROUP BY ALL
),

searches AS (
    SELECT site_id, week, CAST(sum(searches) AS BIGINT) AS searches
    FROM clean.search_type_week
    GROUP BY ALL
),

navigated AS (
    SELECT site_id, week, max(waus) AS code_intel_users, max(precise_waus) AS precise_users
    FROM staging.stg_code_intel_usage
    GROUP BY ALL
),

-- States are those of the last ping that speaks of the week.
states AS (
    SELECT
        site_id,
        reported_on - CAST(dayofweek(reported_on) AS INTEGER) AS week,
        arg_max(total_user_accounts, received_at) AS total_user_accounts,
        arg_max(repositories, received_at) FILTER (WHERE repositories IS NOT NULL) AS repositories,
        arg_max(git_bytes, received_at) FILTER (WHERE git_bytes IS NOT NULL) AS git_bytes,
        arg_max(lines_of_code, received_at) FILTER (WHERE lines_of_code IS NOT NULL) AS lines_of_code
    FROM clean.ping
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
    CASE WHEN q.site_id IS NOT NULL THEN coalesce(k.searches, 0) END AS searches,
    n.code_intel_users,
    n.precise_users,
    t.total_user_accounts,
    t.repositories,
    t.git_bytes,
    t.lines_of_code
FROM days AS d
LEFT JOIN counted AS c ON c.site_id = d.site_id AND c.week = d.week
LEFT JOIN searched AS q ON q.site_id = d.site_id AND q.week = d.week
LEFT JOIN searches AS k ON k.site_id = d.site_id AND k.week = d.week
LEFT JOIN states AS t ON t.site_id = d.site_id AND t.week = d.week
LEFT JOIN navigated AS n ON n.site_id = d.site_id AND n.week = d.week
LEFT JOIN streamed AS s ON s.site_id = d.site_id AND s.week = d.week
