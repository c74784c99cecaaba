-- One row for each answer to "how likely are you to recommend us". The account is that of the instance that the answer
-- names, else that of the e-mail's domain. Whoever answers twice on one day is counted with the last answer.
WITH answers AS (
    SELECT
        *,
        split_part(lower(email), '@', 2) AS email_domain
    FROM raw.survey_response
    WHERE score BETWEEN 0 AND 10
    QUALIFY
        row_number() OVER (
            PARTITION BY site_id, coalesce(user_id, lower(email), CAST(id AS VARCHAR)), CAST(created_at AS DATE)
            ORDER BY created_at DESC, id DESC
        ) = 1
),

domains AS (
    SELECT lower(domain) AS domain, min(id) AS account_id FROM raw.crm_accounts GROUP BY ALL HAVING count(*) = 1
)

SELECT
    a.id,
    a.site_id,
    coalesce(k.account_id, d.account_id) AS account_id,
    CASE WHEN k.account_id IS NOT NULL THEN 'site id' WHEN d.account_id IS NOT NULL THEN 'email domain' END
        AS linked_by,
    a.user_id,
    lower(a.email) AS email,
    a.email_domain,
    a.score,
    CASE WHEN a.score >= 9 THEN 'Promoter' WHEN a.score >= 7 THEN 'Passive' ELSE 'Detractor' END AS nps_group,
    a.reason,
    a.better,
    a.other_use_cases,
    a.created_at AS answered_at,
    CAST(a.created_at AS DATE) AS answered_on,
    a._synced_at AS received_at,
    a._synced_at > a.created_at + INTERVAL 2 DAYS AS is_late
FROM answers AS a
LEFT JOIN clean.instance_link AS k ON k.site_id = a.site_id
LEFT JOIN domains AS d ON d.domain = a.email_domain
