-- One row for each company in the CRM with what its licences, its deals and the provider of company data add.
WITH licenses AS (
    SELECT
        account_id,
        sum(seats) FILTER (
            WHERE state IN ('active', 'expiring') AND is_production AND NOT is_trial AND archived_at IS NULL
        ) AS seats,
        coalesce(bool_or(
            state IN ('active', 'expiring') AND is_production AND NOT is_trial AND plan NOT IN ('free-0', 'free-1')
        ), false) AS has_paid_license,
        coalesce(bool_or(state IN ('active', 'expiring') AND is_trial), false) AS has_trial,
        coalesce(bool_or(state IN ('active', 'expiring') AND allows_air_gap), false) AS allows_air_gap,
        string_agg(DISTINCT tags, '; ') FILTER (WHERE state IN ('active', 'expiring')) AS license_tags,
        string_agg(DISTINCT plan, ', ' ORDER BY plan) FILTER (WHERE state IN ('active', 'expiring')) AS plans,
        string_agg(DISTINCT nullif(features, ''), ', ') FILTER (WHERE state IN ('active', 'expiring')) AS features
    FROM clean.license
    GROUP BY account_id
),

deals AS (
    SELECT account_id, count(*) FILTER (WHERE stage NOT IN ('Closed Won', 'Closed Lost')) AS open_opportunities
    FROM raw.crm_opportunities
    GROUP BY account_id
),

names AS (
    SELECT account_id, arg_max(old_value, created_at) AS previous_name, max(created_at) AS renamed_at
    FROM raw.crm_account_history
    WHERE field = 'Name'
    GROUP BY account_id
),

-- A match that the provider itself doubts is none.
enriched AS (
    SELECT lower(domain) AS domain, arg_max(engineers, enriched_at) AS engineers
    FROM raw.enrichment_company
    WHERE match_confidence >= 0.6
    GROUP BY ALL
)

SELECT
    c.*,
    n.previous_name,
    n.renamed_at,
    e.engineers,
    l.seats,
    l.plans,
    l.features,
    l.license_tags,
    coalesce(l.has_paid_license, false) AS has_paid_license,
    coalesce(l.has_trial, false) AS has_trial,
    coalesce(l.allows_air_gap, false) AS allows_air_gap,
    coalesce(d.open_opportunities, 0) AS open_opportunities,
    CASE
        WHEN c.type = 'Customer' OR l.has_paid_license THEN 'Customer'
        WHEN d.open_opportunities > 0 OR l.has_trial THEN 'Prospect'
        ELSE 'Free'
    END AS account_type
FROM raw.crm_accounts AS c
LEFT JOIN licenses AS l ON l.account_id = c.id
LEFT JOIN deals AS d ON d.account_id = c.id
LEFT JOIN names AS n ON n.account_id = c.id
LEFT JOIN enriched AS e ON e.domain = lower(c.domain)
