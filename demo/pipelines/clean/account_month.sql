-- One row for each account and calendar month since the first ping. Users are summed over the instances in production,
-- since people can't be matched across instances; seats are those that count at the month's end.
WITH months AS (
    SELECT DISTINCT month, CAST(month + INTERVAL 1 MONTH AS TIMESTAMP) AS ends_at FROM clean.instance_month
),

used AS (
    SELECT
        i.account_id,
        m.month,
        count(*) FILTER (WHERE m.is_active) AS instances,
        CAST(sum(m.mau) AS BIGINT) AS mau,
        sum(m.average_dau) AS average_dau,
        CAST(sum(m.mau) FILTER (WHERE m.average_dau IS NOT NULL) AS BIGINT) AS mau_with_dau,
        CAST(sum(m.total_user_accounts) AS BIGINT) AS total_user_accounts,
        CAST(sum(m.repositories) AS BIGINT) AS repositories,
        bool_or(m.is_partial) AS is_partial,
        -- The oldest version of several instances is the one that counts.
        arg_min(m.version, m.version_major * 1000 + m.version_minor) AS version,
        min(m.version_major * 1000 + m.version_minor) AS version_key
    FROM clean.instance_month AS m
    JOIN clean.instance_link AS i ON i.site_id = m.site_id
    WHERE i.account_id IS NOT NULL AND i.environment = 'production'
    GROUP BY i.account_id, m.month
),

-- At the end of the month, or today in the running one: the newest licence of each subscription.
seated AS (
    SELECT
        l.account_id,
        m.month,
        l.subscription_id,
        arg_max(
            CASE
                WHEN
                    l.is_production AND NOT l.is_trial
                    AND l.expires_at > least(m.ends_at, CAST(current_timestamp AS TIMESTAMP))
                    AND coalesce(l.revoked_at > least(m.ends_at, CAST(current_timestamp AS TIMESTAMP)), true)
                    AND coalesce(l.archived_at > least(m.ends_at, CAST(current_timestamp AS TIMESTAMP)), true)
                    THEN l.seats
                ELSE 0
            END,
            (l.created_at, l.id)
        ) AS seats
    FROM clean.license AS l
    JOIN months AS m ON l.created_at < least(m.ends_at, CAST(current_timestamp AS TIMESTAMP))
    GROUP BY ALL
),

seats AS (
    SELECT account_id, month, CAST(sum(seats) AS INTEGER) AS seats FROM seated GROUP BY ALL
),

newest AS (
    SELECT m.month, max(r.minor_number) AS minor_number
    FROM months AS m
    JOIN clean.product_release AS r ON r.family = 'server' AND r.minor_released_on < m.ends_at
    GROUP BY m.month
),

minors AS (
    SELECT DISTINCT major, minor, minor_number FROM clean.product_release WHERE family = 'server'
)

SELECT
    a.id AS account_id,
    m.month,
    coalesce(u.instances, 0) AS instances,
    u.mau,
    u.average_dau,
    u.mau_with_dau,
    u.average_dau / nullif(u.mau_with_dau, 0) AS dau_per_mau,
    u.total_user_accounts,
    u.repositories,
    u.is_partial,
    coalesce(s.seats, 0) AS seats,
    -- Customers with an unlimited deal have no seats to fill but people who could use the product.
    CASE
        WHEN a.unlimited_deal THEN a.total_addressable_users
        ELSE nullif(coalesce(s.seats, 0), 0)
    END AS seats_or_people,
    CASE WHEN s.seats > 0 THEN u.mau / s.seats END AS seat_consumption,
    u.version,
    CASE
        WHEN minors.minor_number IS NOT NULL THEN greatest(newest.minor_number - minors.minor_number, 0)
    END AS versions_behind
FROM months AS m
CROSS JOIN staging.stg_account AS a
LEFT JOIN used AS u ON u.account_id = a.id AND u.month = m.month
LEFT JOIN seats AS s ON s.account_id = a.id AND s.month = m.month
LEFT JOIN newest ON newest.month = m.month
LEFT JOIN minors ON minors.major * 1000 + minors.minor = u.version_key
