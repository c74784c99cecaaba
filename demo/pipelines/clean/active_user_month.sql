-- One row for each month and what became of people who are active on Sourcegraph.com: new, retained (active in the
-- month before, too), resurrected (active before, but not in the month before), churned (active in the month before
-- only). Teammates are left out.
WITH active AS (
    SELECT DISTINCT person, month
    FROM clean.visitor_day
    WHERE is_active AND NOT is_teammate
),

months AS (
    SELECT
        *,
        min(month) OVER (PARTITION BY person) AS first_month,
        lag(month) OVER (PARTITION BY person ORDER BY month) AS month_before,
        lead(month) OVER (PARTITION BY person ORDER BY month) AS month_after
    FROM active
),

statuses AS (
    SELECT
        month,
        CASE
            WHEN month = first_month THEN 'New'
            WHEN month_before = month - INTERVAL 1 MONTH THEN 'Retained'
            ELSE 'Resurrected'
        END AS status
    FROM months
    UNION ALL
    SELECT CAST(month + INTERVAL 1 MONTH AS DATE), 'Churned'
    FROM months
    WHERE coalesce(month_after <> month + INTERVAL 1 MONTH, true)
)

SELECT
    s.month,
    s.status,
    count(*) AS people,
    s.month + INTERVAL 1 MONTH <= (SELECT max(day) + INTERVAL 1 DAY FROM clean.visitor_day) AS is_complete
FROM statuses AS s
WHERE s.month <= (SELECT max(month) FROM active)
GROUP BY ALL
