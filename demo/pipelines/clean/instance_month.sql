-- One row for each instance and calendar month that anything is known of. Users are the largest count that any ping
-- gave for the month; the mean of daily users leaves missing days out; states are those of the month's last ping.
WITH as_of AS (
    SELECT max(day) AS day FROM clean.ping
),

days AS (
    SELECT
        site_id,
        CAST(date_trunc('month', day) AS DATE) AS month,
        count(*) FILTER (WHERE pings > 0) AS days_pinged,
        count(dau) AS days_counted,
        avg(dau) AS average_dau,
        -- Of a desktop app, whether it was used at all.
        max(dau) AS most_daily_users
    FROM clean.instance_day
    GROUP BY ALL
),

states AS (
    SELECT
        site_id,
        CAST(date_trunc('month', day) AS DATE) AS month,
        arg_max(version, received_at) AS version,
        arg_max(version_major, received_at) AS version_major,
        arg_max(version_minor, received_at) AS version_minor,
        arg_max(deployment_type, received_at) AS deployment_type,
        arg_max(telemetry, received_at) AS telemetry,
        arg_max(total_user_accounts, received_at) AS total_user_accounts,
        arg_max(repositories, received_at) FILTER (WHERE repositories IS NOT NULL) AS repositories,
        arg_max(git_bytes, received_at) FILTER (WHERE git_bytes IS NOT NULL) AS git_bytes,
        arg_max(lines_of_code, received_at) FILTER (WHERE lines_of_code IS NOT NULL) AS lines_of_code,
        arg_max(total_organizations, received_at) AS total_organizations
    FROM clean.ping
    GROUP BY ALL
),

-- Accounts that came and went are counted for the month that the ping speaks of.
grown AS (
    SELECT
        site_id,
        month,
        arg_max(created_users, received_at) AS created_users,
        arg_max(deleted_users, received_at) AS deleted_users,
        arg_max(retained_users, received_at) AS retained_users,
        arg_max(churned_users, received_at) AS churned_users,
        arg_max(resurrected_users, received_at) AS resurrected_users,
        arg_max(pending_access_requests, received_at) AS pending_access_requests,
        arg_max(approved_access_requests, received_at) AS approved_access_requests,
        arg_max(rejected_access_requests, received_at) AS rejected_access_requests
    FROM clean.ping
    WHERE created_users IS NOT NULL
    GROUP BY ALL
),

searched AS (
    SELECT site_id, starts_on AS month, max(users) AS search_users
    FROM staging.stg_search_usage
    WHERE period = 'month' AND statistic = 'TotalUsers'
    GROUP BY ALL
),

searches AS (
    SELECT site_id, month, CAST(sum(searches) AS BIGINT) AS searches
    FROM clean.search_type_month
    GROUP BY ALL
),

counted AS (
    SELECT
        site_id, mau_month AS month, max(mau) AS mau, max(mau_registered) AS registered,
        max(mau_integration) AS integration
    FROM clean.ping
    WHERE mau_month IS NOT NULL
    GROUP BY ALL
),

streamed AS (
    SELECT e.site_id, e.start AS month, e.users, e.registered_users
    FROM clean.event_activity AS e
    JOIN raw.own_instances AS own ON own.site_id = e.site_id
    WHERE e.period = 'month'
)

SELECT
    d.site_id,
    d.month,
    d.month + INTERVAL 1 MONTH <= a.day + INTERVAL 1 DAY AS is_complete,
    d.days_pinged > 0 AS is_active,
    d.days_pinged,
    -- More than half of the month's days, or of those so far, are missing.
    d.days_pinged * 2
    < least(date_diff('day', d.month, d.month + INTERVAL 1 MONTH), date_diff('day', d.month, a.day) + 1) AS is_partial,
    coalesce(s.users, c.mau, CASE WHEN i.deploy_type = 'app' THEN d.most_daily_users END) AS mau,
    coalesce(s.registered_users, c.registered) AS registered_users,
    c.integration AS integration_users,
    d.days_counted,
    d.average_dau,
    t.total_user_accounts,
    t.repositories,
    t.version,
    t.version_major,
    t.version_minor,
    t.deployment_type,
    t.telemetry,
    t.git_bytes,
    t.lines_of_code,
    t.total_organizations,
    g.created_users,
    g.deleted_users,
    g.retained_users,
    g.churned_users,
    g.resurrected_users,
    g.pending_access_requests,
    g.approved_access_requests,
    g.rejected_access_requests,
    q.search_users,
    CASE WHEN q.site_id IS NOT NULL THEN coalesce(k.searches, 0) END AS searches
FROM days AS d
CROSS JOIN as_of AS a
LEFT JOIN states AS t ON t.site_id = d.site_id AND t.month = d.month
LEFT JOIN grown AS g ON g.site_id = d.site_id AND g.month = d.month
LEFT JOIN searched AS q ON q.site_id = d.site_id AND q.month = d.month
LEFT JOIN searches AS k ON k.site_id = d.site_id AND k.month = d.month
LEFT JOIN counted AS c ON c.site_id = d.site_id AND c.month = d.month
LEFT JOIN streamed AS s ON s.site_id = d.site_id AND s.month = d.month
LEFT JOIN clean.instance AS i ON i.site_id = d.site_id
