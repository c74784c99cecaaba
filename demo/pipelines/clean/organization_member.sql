-- One row for each member of an organisation; `user_id` is what the member's events carry.
WITH active AS (
    SELECT organization_id, user_id, min(day) AS first_active_day, max(day) AS last_active_day
    FROM staging.stg_organization_activity
    GROUP BY ALL
)

SELECT
    m.id,
    m.organization_id,
    m.user_id,
    m.role,
    m.created_at AS joined_at,
    CAST(m.created_at AS DATE) AS joined_on,
    a.first_active_day,
    a.last_active_day
FROM raw.production_organization_member AS m
LEFT JOIN active AS a ON a.organization_id = m.organization_id AND a.user_id = m.user_id
