-- One row for each instance and day with a search block: who searched and how often, beside who was active at all.
WITH people AS (
    SELECT site_id, starts_on AS day, max(users) AS search_users
    FROM staging.stg_search_usage
    WHERE period = 'day' AND statistic = 'TotalUsers'
    GROUP BY ALL
),

kinds AS (
    SELECT site_id, day, CAST(sum(searches) AS BIGINT) AS searches
    FROM clean.search_type_day
    GROUP BY ALL
)

SELECT
    people.site_id,
    people.day,
    people.search_users,
    coalesce(kinds.searches, 0) AS searches,
    active.dau AS active_users
FROM people
LEFT JOIN kinds ON kinds.site_id = people.site_id AND kinds.day = people.day
LEFT JOIN clean.instance_day AS active ON active.site_id = people.site_id AND active.day = people.day
