-- One row for each deal, with the stage that it is in and since when.
WITH moves AS (
    SELECT opportunity_id, max(created_at) AS stage_changed_at FROM raw.crm_opportunity_history GROUP BY opportunity_id
),

as_of AS (
    SELECT max(_synced_at) AS synced_at FROM raw.crm_opportunities
)

SELECT
    o.id,
    o.account_id,
    o.name,
    o.type,
    o.stage,
    CASE o.stage WHEN 'Discovery' THEN 1 WHEN 'Trial' THEN 2 WHEN 'Proposal' THEN 3 ELSE 4 END AS stage_number,
    o.stage IN ('Closed Won', 'Closed Lost') AS is_closed,
    o.stage = 'Closed Won' AS is_won,
    o.amount,
    o.owner_id,
    s.name AS owner,
    o.campaign_id,
    o.created_at,
    o.close_date,
    m.stage_changed_at,
    CASE WHEN o.stage NOT IN ('Closed Won', 'Closed Lost') THEN date_diff('day', m.stage_changed_at, a.synced_at) END
        AS days_in_stage,
    CASE
        WHEN o.stage IN ('Closed Won', 'Closed Lost') THEN date_diff('day', CAST(o.created_at AS DATE), o.close_date)
    END AS days_to_close
FROM raw.crm_opportunities AS o
CROSS JOIN as_of AS a
LEFT JOIN moves AS m ON m.opportunity_id = o.id
LEFT JOIN raw.crm_user AS s ON s.id = o.owner_id
