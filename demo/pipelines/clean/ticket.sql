-- One row for each support ticket: whose, what about, how soon it was answered, and whether that was soon enough.
-- Enterprise plans are promised 2, 4 and 8 business hours for p0 to p2 and 2 business days for p3, other paid plans 1,
-- 1, 2 and 3 business days. An open ticket past its target has missed it.
WITH licensed AS (
    SELECT t.id, arg_max(l.plan, (l.created_at, l.id)) AS plan
    FROM staging.stg_ticket AS t
    JOIN clean.license AS l
        ON l.account_id = t.account_id AND l.created_at <= t.created_at AND l.expires_at > t.created_at
    WHERE l.is_production AND NOT l.is_trial AND l.plan NOT IN ('free-0', 'free-1')
    GROUP BY t.id
),

leveled AS (
    SELECT
        t.*,
        c.business_hours,
        c.business_days,
        l.plan AS plan_at_creation,
        CASE WHEN l.plan IS NULL THEN 'None' WHEN contains(l.plan, 'enterprise') THEN 'Enterprise' ELSE 'Other paid' END
            AS support_level
    FROM staging.stg_ticket AS t
    JOIN staging.stg_ticket_clock AS c ON c.id = t.id
    LEFT JOIN licensed AS l ON l.id = t.id
),

targeted AS (
    SELECT
        *,
        CASE
            WHEN support_level = 'Enterprise' THEN CASE priority WHEN 'p0' THEN 2 WHEN 'p1' THEN 4 WHEN 'p2' THEN 8 END
        END
            AS target_business_hours,
        CASE
            WHEN support_level = 'Enterprise' AND priority = 'p3' THEN 2
            WHEN support_level = 'Other paid'
                THEN CASE priority WHEN 'p0' THEN 1 WHEN 'p1' THEN 1 WHEN 'p2' THEN 2 WHEN 'p3' THEN 3 END
        END AS target_business_days
    FROM leveled
),

judged AS (
    SELECT
        *,
        CASE
            WHEN target_business_hours IS NULL AND target_business_days IS NULL THEN 'none'
            WHEN business_hours > target_business_hours OR business_days > target_business_days THEN 'missed'
            WHEN first_reply_at IS NOT NULL THEN 'met'
            -- Solved without a word: nobody was answered in time.
            WHEN NOT is_open THEN 'missed'
            ELSE 'pending'
        END AS sla_status,
        CASE WHEN is_open THEN date_diff('second', created_at, as_of) / 86400.0 END AS age
    FROM targeted
)

SELECT
    id,
    account_id,
    linked_by,
    organization_id,
    organization,
    subject,
    kind,
    priority,
    status,
    is_open,
    channel,
    assignee_id,
    assignee,
    product_area,
    requester_email_domain,
    created_at,
    CAST(created_at AS DATE) AS created_on,
    first_reply_at,
    solved_at,
    CAST(solved_at AS DATE) AS solved_on,
    closed_at,
    reopens,
    reopens > 0 AS was_reopened,
    replies,
    rating,
    rating IS NOT NULL AS is_rated,
    rating_comment,
    plan_at_creation,
    support_level,
    CASE WHEN first_reply_at IS NOT NULL THEN business_hours END AS ttfr_business_hours,
    CASE WHEN first_reply_at IS NOT NULL THEN business_days END AS ttfr_business_days,
    date_diff('second', created_at, first_reply_at) / 3600.0 AS ttfr_hours,
    target_business_hours,
    target_business_days,
    sla_status,
    CASE sla_status WHEN 'met' THEN true WHEN 'missed' THEN false END AS is_sla_met,
    date_diff('second', created_at, solved_at) / 3600.0 AS resolution_hours,
    age AS age_days,
    CASE
        WHEN age < 3 THEN '0–2 days'
        WHEN age < 8 THEN '3–7 days'
        WHEN age < 31 THEN '8–30 days'
        WHEN age >= 31 THEN 'Over 30 days'
    END AS age_band,
    CASE WHEN age < 3 THEN 1 WHEN age < 8 THEN 2 WHEN age < 31 THEN 3 WHEN age >= 31 THEN 4 END AS age_band_order,
    as_of
FROM judged
