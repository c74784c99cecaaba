-- One row for each campaign and person that it reached. A lead's first touch is the first campaign that it belonged to
-- when it was made, give or take a day: whoever came by themselves stays so when a campaign follows.
WITH joined AS (
    SELECT
        m.id,
        m.campaign_id,
        l.person_id AS lead_id,
        c.person_id AS contact_id,
        coalesce(l.address, c.address) AS email,
        m.status,
        m.has_responded,
        m.created_at AS joined_at,
        m.first_responded_at AS responded_at
    FROM raw.crm_campaign_member AS m
    LEFT JOIN staging.stg_lead AS l ON l.id = m.lead_id
    LEFT JOIN staging.stg_contact AS c ON c.id = m.contact_id
),

people AS (
    SELECT
        *,
        bool_or(has_responded) OVER same_person AS person_has_responded,
        min(responded_at) OVER same_person AS person_responded_at
    FROM joined
    WINDOW same_person AS (PARTITION BY campaign_id, coalesce(email, id))
    QUALIFY row_number() OVER (PARTITION BY campaign_id, coalesce(email, id) ORDER BY joined_at, id) = 1
),

first_touch AS (
    SELECT p.lead_id, arg_min(p.id, (p.joined_at, p.id)) AS member_id
    FROM people AS p
    JOIN staging.stg_lead AS l ON l.id = p.lead_id
    WHERE p.joined_at <= l.created_at + INTERVAL 1 DAY
    GROUP BY p.lead_id
)

SELECT
    p.id,
    p.campaign_id,
    p.lead_id,
    p.contact_id,
    p.email,
    p.status,
    p.person_has_responded AS has_responded,
    p.joined_at,
    p.person_responded_at AS responded_at,
    f.member_id IS NOT NULL AS is_first_touch
FROM people AS p
LEFT JOIN first_touch AS f ON f.member_id = p.id
