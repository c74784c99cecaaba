-- One row for each organisation on the public instance, with how far it got: invited, joined, code host connected,
-- repositories added, two members active.
WITH as_of AS (
    SELECT CAST(max(_synced_at) AS DATE) AS day FROM raw.production_organization
),

members AS (
    SELECT
        organization_id,
        count(*) AS members,
        min(joined_at) FILTER (WHERE number = 2) AS second_member_at
    FROM (
        SELECT *, row_number() OVER (PARTITION BY organization_id ORDER BY joined_at, id) AS number
        FROM clean.organization_member
    )
    GROUP BY organization_id
),

invitations AS (
    SELECT
        organization_id,
        count(*) AS invitations_sent,
        count(*) FILTER (WHERE is_accepted) AS invitations_accepted
    FROM raw.production_organization_invitation
    GROUP BY organization_id
),

hosts AS (
    SELECT
        organization_id,
        min(connected_at) AS first_code_host_at,
        string_agg(DISTINCT kind, ', ' ORDER BY kind) FILTER (WHERE removed_at IS NULL) AS code_hosts
    FROM clean.organization_code_host
    GROUP BY organization_id
),

repositories AS (
    SELECT
        s.organization_id,
        min(r.created_at) AS first_repository_at,
        count(*) FILTER (WHERE r.deleted_at IS NULL) AS repositories,
        count(*) FILTER (WHERE r.deleted_at IS NULL AND NOT r.is_private) AS public_repositories,
        count(*) FILTER (WHERE r.deleted_at IS NULL AND r.is_private) AS private_repositories
    FROM raw.production_repository AS r
    JOIN raw.production_external_service AS s ON s.id = r.external_service_id
    GROUP BY s.organization_id
),

activity AS (
    SELECT
        t.organization_id,
        count(DISTINCT t.user_id) AS active_members,
        max(t.day) AS last_active_day,
        count(DISTINCT t.user_id) FILTER (WHERE t.day > a.day - 28) AS active_members_28d,
        CAST(coalesce(sum(t.searches) FILTER (WHERE t.day > a.day - 28), 0) AS BIGINT) AS searches_28d
    FROM staging.stg_organization_activity AS t
    CROSS JOIN as_of AS a
    GROUP BY t.organization_id
)

SELECT
    o.id,
    o.name,
    o.display_name,
    o.created_at,
    CAST(o.created_at AS DATE) AS created_on,
    o.deleted_at,
    o.deleted_at IS NOT NULL AS is_deleted,
    coalesce(m.members, 0) AS members,
    coalesce(i.invitations_sent, 0) AS invitations_sent,
    coalesce(i.invitations_accepted, 0) AS invitations_accepted,
    h.first_code_host_at,
    r.first_repository_at,
    m.second_member_at,
    h.code_hosts,
    coalesce(r.repositories, 0) AS repositories,
    coalesce(r.public_repositories, 0) AS public_repositories,
    coalesce(r.private_repositories, 0) AS private_repositories,
    a.last_active_day,
    coalesce(a.active_members, 0) AS active_members,
    coalesce(a.active_members_28d, 0) AS active_members_28d,
    coalesce(a.searches_28d, 0) AS searches_28d,
    i.invitations_sent IS NOT NULL AS has_invited,
    coalesce(i.invitations_accepted, 0) > 0 AS has_joined,
    h.first_code_host_at IS NOT NULL AS has_code_host,
    r.first_repository_at IS NOT NULL AS has_repositories,
    coalesce(a.active_members, 0) >= 2 AS has_two_active,
    -- How many of these steps it took one after the other.
    CASE
        WHEN i.invitations_sent IS NULL THEN 0
        WHEN i.invitations_accepted = 0 THEN 1
        WHEN h.first_code_host_at IS NULL THEN 2
        WHEN r.first_repository_at IS NULL THEN 3
        WHEN coalesce(a.active_members, 0) < 2 THEN 4
        ELSE 5
    END AS steps_taken
FROM raw.production_organization AS o
LEFT JOIN members AS m ON m.organization_id = o.id
LEFT JOIN invitations AS i ON i.organization_id = o.id
LEFT JOIN hosts AS h ON h.organization_id = o.id
LEFT JOIN repositories AS r ON r.organization_id = o.id
LEFT JOIN activity AS a ON a.organization_id = o.id
