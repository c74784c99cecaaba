-- One row for each week (from Sunday) in which people were active on Sourcegraph.com for the first time, what they did
-- first, and number of weeks since: how many of them were active in days 7N to 7N + 6 after their own first day.
-- Teammates are left out. A number of weeks that is not over for everybody in the cohort is not complete.
WITH as_of AS (
    SELECT max(day) AS day FROM clean.visitor_day
),

cohorts AS (
    SELECT
        person,
        first_action,
        CAST(first_active_at AS DATE) AS first_active_day,
        CAST(first_active_at AS DATE) - CAST(dayofweek(first_active_at) AS INTEGER) AS cohort_week
    FROM clean.visitor
    WHERE first_active_at IS NOT NULL AND NOT is_teammate
),

sizes AS (
    SELECT cohort_week, first_action, count(*) AS cohort_size FROM cohorts GROUP BY ALL
),

came AS (
    SELECT
        c.cohort_week,
        c.first_action,
        (d.day - c.first_active_day) // 7 AS weeks_since,
        count(DISTINCT c.person) AS retained
    FROM cohorts AS c
    JOIN clean.visitor_day AS d ON d.person = c.person AND d.is_active
    WHERE d.day < c.first_active_day + 84
    GROUP BY ALL
)

SELECT
    s.cohort_week,
    s.first_action,
    CAST(n.weeks_since AS INTEGER) AS weeks_since,
    s.cohort_size,
    coalesce(c.retained, 0) AS retained,
    s.cohort_week + 6 + CAST(n.weeks_since AS INTEGER) * 7 + 6 <= as_of.day AS is_complete
FROM sizes AS s
CROSS JOIN range(12) AS n(weeks_since)
CROSS JOIN as_of
LEFT JOIN came AS c
    ON c.cohort_week = s.cohort_week AND c.first_action = s.first_action AND c.weeks_since = n.weeks_since
WHERE s.cohort_week + CAST(n.weeks_since AS INTEGER) * 7 <= as_of.day
