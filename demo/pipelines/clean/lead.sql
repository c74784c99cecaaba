-- One row for each person who might buy, however often they were recorded. The oldest record says where they came from,
-- the record that got furthest says how far they are.
WITH people AS (
    SELECT
        person_id,
        count(*) - 1 AS duplicates,
        arg_max(
            status,
            (
                CASE status
                    WHEN 'Converted' THEN 5
                    WHEN 'Qualified' THEN 4
                    WHEN 'Working' THEN 3
                    WHEN 'New' THEN 1
                    ELSE 2
                END,
                -record_number
            )
        ) AS status,
        min(converted_at) AS converted_at,
        arg_min(converted_account_id, converted_at) AS converted_account_id,
        arg_min(converted_contact_id, converted_at) AS converted_contact_id,
        arg_min(converted_opportunity_id, converted_at) FILTER (WHERE converted_opportunity_id IS NOT NULL)
            AS opportunity_id
    FROM staging.stg_lead
    GROUP BY person_id
),

-- The visit in which the first form was filled in.
visits AS (
    SELECT f.lead_id, arg_min(f.session_id, f.submitted_at) AS session_id
    FROM clean.form_submission AS f
    GROUP BY f.lead_id
),

touches AS (
    SELECT lead_id, campaign_id FROM clean.campaign_member WHERE is_first_touch
)

SELECT
    l.id,
    coalesce(p.converted_account_id, a.id) AS account_id,
    l.first_name,
    l.last_name,
    l.first_name || ' ' || l.last_name AS name,
    l.address AS email,
    split_part(l.address, '@', 2) AS email_domain,
    l.company,
    l.title,
    l.source,
    p.status,
    t.campaign_id,
    c.name AS campaign,
    l.created_at,
    CAST(l.created_at AS DATE) AS created_on,
    p.status IN ('Qualified', 'Converted') AS is_qualified,
    p.converted_at IS NOT NULL AS is_converted,
    p.converted_at,
    contact.person_id AS contact_id,
    p.opportunity_id,
    l.owner_id,
    s.name AS owner,
    w.landing_page,
    w.referrer_domain,
    w.original_referrer_domain,
    w.channel,
    w.utm_source,
    w.utm_medium,
    w.utm_campaign,
    p.duplicates
FROM staging.stg_lead AS l
JOIN people AS p ON p.person_id = l.id
LEFT JOIN touches AS t ON t.lead_id = l.id
LEFT JOIN raw.crm_campaign AS c ON c.id = t.campaign_id
LEFT JOIN raw.crm_accounts AS a ON lower(a.domain) = split_part(l.address, '@', 2)
LEFT JOIN staging.stg_contact AS contact ON contact.id = p.converted_contact_id
LEFT JOIN raw.crm_user AS s ON s.id = l.owner_id
LEFT JOIN visits AS v ON v.lead_id = l.id
LEFT JOIN clean.web_session AS w ON w.id = v.session_id
WHERE l.record_number = 1
