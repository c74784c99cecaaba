-- One row for each instance and UTC day that anything is known of. Daily users belong to the day that the ping names,
-- and the largest count wins; a state is that of the day's last ping. A missing day has no row.
WITH received AS (
    SELECT
        site_id,
        day,
        count(*) AS pings,
        arg_max(version, received_at) AS version,
        arg_max(deployment_type, received_at) AS deployment_type,
        arg_max(telemetry, received_at) AS telemetry,
        arg_max(total_user_accounts, received_at) AS total_user_accounts,
        arg_max(repositories, received_at) FILTER (WHERE repositories IS NOT NULL) AS repositories,
        arg_max(code_hosts, received_at) AS code_hosts,
        -- A desktop app has one user and says only whether it was used.
        CASE WHEN bool_or(deploy_type = 'app') THEN CAST(bool_or(active_today) AS INTEGER) END AS app_users
    FROM clean.ping
    GROUP BY site_id, day
),

counted AS (
    SELECT
        site_id,
        dau_day AS day,
        max(dau) AS dau,
        max(dau_registered) AS registered,
        max(dau_integration) AS integration
    FROM clean.ping
    WHERE dau_day IS NOT NULL
    GROUP BY site_id, dau_day
),

-- The public instance is counted by its events.
streamed AS (
    SELECT e.site_id, e.start AS day, e.users, e.registered_users
    FROM clean.event_activity AS e
    JOIN raw.own_instances AS own ON own.site_id = e.site_id
    WHERE e.period = 'day'
),

days AS (
    SELECT site_id, day FROM received
    UNION
    SELECT site_id, day FROM counted
    UNION
    SELECT site_id, day FROM streamed
),

last AS (
    SELECT site_id, max(day) AS day, max(received_at) AS received_at FROM clean.ping GROUP BY site_id
)

SELECT
    d.site_id,
    d.day,
    coalesce(r.pings, 0) AS pings,
    coalesce(s.users, c.dau, r.app_users) AS dau,
    coalesce(s.registered_users, c.registered) AS registered_users,
    coalesce(s.users, c.dau) - coalesce(s.registered_users, c.registered) AS anonymous_users,
    c.integration AS integration_users,
    CASE
        WHEN s.users IS NOT NULL THEN 'events'
        WHEN c.dau IS NOT NULL OR r.app_users IS NOT NULL THEN 'ping'
    END AS dau_source,
    -- Counts of a day can grow until a later day's ping, or for 26 hours.
    coalesce(last.day > d.day, false)
    OR CAST(d.day AS TIMESTAMP) + INTERVAL 26 HOURS < CAST(current_timestamp AS TIMESTAMP) AS is_final,
    r.total_user_accounts,
    r.version,
    r.deployment_type,
    r.telemetry,
    r.repositories,
    r.code_hosts
FROM days AS d
LEFT JOIN received AS r ON r.site_id = d.site_id AND r.day = d.day
LEFT JOIN counted AS c ON c.site_id = d.site_id AND c.day = d.day
LEFT JOIN streamed AS s ON s.site_id = d.site_id AND s.day = d.day
LEFT JOIN last ON last.site_id = d.site_id
