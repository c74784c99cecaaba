-- One row for each instance and month with a search block: who searched and how often, beside who was active at all.
WITH people AS (
    SELECT site_id, starts_on AS month, max(users) AS search_users
    FROM staging.stg_search_usage
    WHERE period = 'month' AND statistic = 'TotalUsers'
    GROUP BY ALL
),

kinds AS (
    SELECT site_id, month, CAST(sum(searches) AS BIGINT) AS searches
    FROM clean.search_type_month
    GROUP BY ALL
)

SELECT
    people.site_id,
    people.month,
    active.is_complete,
    people.search_users,
    coalesce(kinds.searches, 0) AS searches,
    active.mau AS active_users
FROM people
LEFT JOIN kinds ON kinds.site_id = people.site_id AND kinds.month = people.month
LEFT JOIN clean.instance_month AS active ON active.site_id = people.site_id AND active.month = people.month
