-- One row for each instance and week with a search block: who searched and how often, beside who was active at all.
WITH people AS (
    SELECT site_id, starts_on AS week, max(users) AS search_users
    FROM staging.stg_search_usage
    WHERE period = 'week' AND statistic = 'TotalUsers'
    GROUP BY ALL
),

kinds AS (
    SELECT site_id, week, CAST(sum(searches) AS BIGINT) AS searches
    FROM clean.search_type_week
    GROUP BY ALL
)

SELECT
    people.site_id,
    people.week,
    people.search_users,
    coalesce(kinds.searches, 0) AS searches,
    active.wau AS active_users
FROM people
LEFT JOIN kinds ON kinds.site_id = people.site_id AND kinds.week = people.week
LEFT JOIN clean.instance_week AS active ON active.site_id = people.site_id AND active.week = people.week
