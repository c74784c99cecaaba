-- One row for each organisation and week (Sunday to Saturday) from its first week to its last, quiet weeks included.
WITH as_of AS (
    SELECT CAST(max(_synced_at) AS DATE) AS day FROM raw.production_organization
),

lives AS (
    SELECT
        o.id AS organization_id,
        CAST(o.created_at AS DATE) - CAST(dayofweek(o.created_at) AS INTEGER) AS first_week,
        coalesce(CAST(o.deleted_at AS DATE), a.day) AS last_day
    FROM raw.production_organization AS o
    CROSS JOIN as_of AS a
),

weeks AS (
    SELECT
        organization_id,
        first_week,
        CAST(unnest(range(
            CAST(first_week AS TIMESTAMP), CAST(last_day + 1 AS TIMESTAMP), INTERVAL 7 DAYS
        )) AS DATE) AS week
    FROM lives
),

active AS (
    SELECT
        organization_id,
        day - CAST(dayofweek(day) AS INTEGER) AS week,
        count(DISTINCT user_id) AS active_members,
        CAST(sum(searches) AS BIGINT) AS searches
    FROM staging.stg_organization_activity
    GROUP BY ALL
),

joined AS (
    SELECT organization_id, joined_on - CAST(dayofweek(joined_on) AS INTEGER) AS week, count(*) AS new_members
    FROM clean.organization_member
    GROUP BY ALL
),

sent AS (
    SELECT
        organization_id,
        CAST(created_at AS DATE) - CAST(dayofweek(created_at) AS INTEGER) AS week,
        count(*) AS invitations_sent
    FROM raw.production_organization_invitation
    GROUP BY ALL
),

accepted AS (
    SELECT
        organization_id,
        CAST(responded_at AS DATE) - CAST(dayofweek(responded_at) AS INTEGER) AS week,
        count(*) AS invitations_accepted
    FROM raw.production_organization_invitation
    WHERE is_accepted
    GROUP BY ALL
),

connected AS (
    SELECT
        organization_id,
        CAST(connected_at AS DATE) - CAST(dayofweek(connected_at) AS INTEGER) AS week,
        count(*) AS code_hosts_added
    FROM clean.organization_code_host
    GROUP BY ALL
),

added AS (
    SELECT
        s.organization_id,
        CAST(r.created_at AS DATE) - CAST(dayofweek(r.created_at) AS INTEGER) AS week,
        count(*) FILTER (WHERE NOT r.is_private) AS repositories_added_public,
        count(*) FILTER (WHERE r.is_private) AS repositories_added_private
    FROM raw.production_repository AS r
    JOIN raw.production_external_service AS s ON s.id = r.external_service_id
    GROUP BY ALL
),

counted AS (
    SELECT
        w.organization_id,
        w.week,
        date_diff('day', w.first_week, w.week) // 7 AS weeks_since_created,
        w.week = w.first_week AS is_new,
        coalesce(j.new_members, 0) AS new_members,
        coalesce(a.active_members, 0) AS active_members,
        coalesce(a.searches, 0) AS searches,
        coalesce(s.invitations_sent, 0) AS invitations_sent,
        coalesce(y.invitations_accepted, 0) AS invitations_accepted,
        coalesce(h.code_hosts_added, 0) AS code_hosts_added,
        coalesce(r.repositories_added_public, 0) AS repositories_added_public,
        coalesce(r.repositories_added_private, 0) AS repositories_added_private
    FROM weeks AS w
    LEFT JOIN active AS a ON a.organization_id = w.organization_id AND a.week = w.week
    LEFT JOIN joined AS j ON j.organization_id = w.organization_id AND j.week = w.week
    LEFT JOIN sent AS s ON s.organization_id = w.organization_id AND s.week = w.week
    LEFT JOIN accepted AS y ON y.organization_id = w.organization_id AND y.week = w.week
    LEFT JOIN connected AS h ON h.organization_id = w.organization_id AND h.week = w.week
    LEFT JOIN added AS r ON r.organization_id = w.organization_id AND r.week = w.week
)

SELECT
    c.organization_id,
    c.week,
    c.weeks_since_created,
    min(c.week) FILTER (WHERE c.active_members > 0) OVER whole_life AS first_active_week,
    CAST(
        date_diff('day', min(c.week) FILTER (WHERE c.active_members > 0) OVER whole_life, c.week) // 7 AS INTEGER
    ) AS weeks_since_first_active,
    CAST(sum(c.new_members) OVER (PARTITION BY c.organization_id ORDER BY c.week) AS INTEGER) AS members,
    c.new_members,
    c.active_members,
    c.searches,
    c.invitations_sent,
    c.invitations_accepted,
    c.code_hosts_added,
    c.repositories_added_public,
    c.repositories_added_private,
    c.active_members > 0 AS is_active,
    c.is_new,
    c.week + 7 <= a.day + 1 AS is_complete
FROM counted AS c
CROSS JOIN as_of AS a
WINDOW whole_life AS (PARTITION BY c.organization_id)
