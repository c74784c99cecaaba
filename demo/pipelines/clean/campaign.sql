-- One row for each campaign: what it cost and what came of it. A lead is counted with its first touch; `leads_touched`
-- are all who were reached.
WITH reached AS (
    SELECT
        campaign_id,
        count(*) AS members,
        count(*) FILTER (WHERE has_responded) AS responses,
        count(DISTINCT lead_id) AS leads_touched
    FROM clean.campaign_member
    GROUP BY campaign_id
),

brought AS (
    SELECT
        campaign_id,
        count(*) AS leads,
        count(*) FILTER (WHERE is_qualified) AS qualified_leads,
        count(*) FILTER (WHERE is_converted) AS converted_leads
    FROM clean.lead
    WHERE campaign_id IS NOT NULL
    GROUP BY campaign_id
),

sold AS (
    SELECT
        campaign_id,
        count(*) AS opportunities,
        sum(amount) FILTER (WHERE NOT is_closed) AS pipeline_amount,
        sum(amount) FILTER (WHERE is_won) AS won_amount
    FROM clean.opportunity
    WHERE campaign_id IS NOT NULL
    GROUP BY campaign_id
),

visited AS (
    SELECT campaign_id, count(*) AS sessions FROM clean.web_session WHERE campaign_id IS NOT NULL GROUP BY campaign_id
)

SELECT
    c.id,
    c.name,
    c.type,
    c.status,
    c.start_date AS starts_on,
    c.end_date AS ends_on,
    c.budgeted_cost AS budget,
    c.actual_cost AS cost,
    lower(c.utm_campaign) AS utm_campaign,
    coalesce(r.members, 0) AS members,
    coalesce(r.responses, 0) AS responses,
    coalesce(b.leads, 0) AS leads,
    coalesce(r.leads_touched, 0) AS leads_touched,
    coalesce(b.qualified_leads, 0) AS qualified_leads,
    coalesce(b.converted_leads, 0) AS converted_leads,
    coalesce(s.opportunities, 0) AS opportunities,
    coalesce(s.pipeline_amount, 0) AS pipeline_amount,
    coalesce(s.won_amount, 0) AS won_amount,
    coalesce(v.sessions, 0) AS sessions
FROM raw.crm_campaign AS c
LEFT JOIN reached AS r ON r.campaign_id = c.id
LEFT JOIN brought AS b ON b.campaign_id = c.id
LEFT JOIN sold AS s ON s.campaign_id = c.id
LEFT JOIN visited AS v ON v.campaign_id = c.id
