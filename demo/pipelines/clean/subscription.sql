-- One row for each subscription, with its newest licence and the seats that count today.
WITH newest AS (
    SELECT
        *,
        count(*) OVER (PARTITION BY subscription_id) AS licenses,
        min(created_at) OVER (PARTITION BY subscription_id) AS first_license_at
    FROM clean.license
    WHERE state <> 'future'
    QUALIFY row_number() OVER (PARTITION BY subscription_id ORDER BY created_at DESC, id DESC) = 1
)

SELECT
    s.id,
    s.account_number AS account_id,
    s.name,
    s.created_at,
    s.archived_at,
    s.archived_at IS NOT NULL AS is_archived,
    n.is_production,
    n.is_trial,
    coalesce(n.licenses, 0) AS licenses,
    n.id AS license_id,
    n.plan,
    n.tags,
    CASE
        WHEN n.state IN ('active', 'expiring') AND n.is_production AND NOT n.is_trial AND s.archived_at IS NULL
            THEN n.seats
        ELSE 0
    END AS seats,
    n.state,
    n.first_license_at,
    n.expires_at,
    date_diff('day', CAST(current_timestamp AS TIMESTAMP), n.expires_at) AS days_to_expiry,
    n.site_id
FROM raw.subscriptions AS s
LEFT JOIN newest AS n ON n.subscription_id = s.id
