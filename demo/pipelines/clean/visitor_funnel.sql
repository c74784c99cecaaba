-- One row for each visitor: when each step of the way to activation was reached, the steps in their order and within 14
-- days of the first visit. NULL means not reached. People who only use an extension are not on the way.
WITH visitors AS (
    SELECT person, first_seen, first_week, first_seen + INTERVAL 14 DAYS AS ends_at, first_active_at
    FROM clean.visitor
    WHERE NOT is_extension_only
),

signed_up AS (
    SELECT v.person, min(e.event_time) AS reached_at
    FROM visitors AS v
    JOIN clean.event AS e ON e.person = v.person
    WHERE
        e.event_name = 'SignupCompleted' AND e.event_time >= v.first_active_at AND v.first_active_at <= v.ends_at
        AND e.event_time <= v.ends_at
    GROUP BY v.person
),

connected AS (
    SELECT s.person, min(e.event_time) AS reached_at
    FROM signed_up AS s
    JOIN visitors AS v ON v.person = s.person
    JOIN clean.event AS e ON e.person = s.person
    WHERE e.event_name = 'CodeHostConnected' AND e.event_time >= s.reached_at AND e.event_time <= v.ends_at
    GROUP BY s.person
),

searched AS (
    SELECT
        c.person,
        min(e.event_time, 3) FILTER (WHERE e.event_name = 'SearchSubmitted') AS searches,
        min(e.event_time, 3) FILTER (WHERE e.event_name = 'SearchResultsFetched') AS results
    FROM connected AS c
    JOIN visitors AS v ON v.person = c.person
    JOIN clean.event AS e ON e.person = c.person
    WHERE
        e.event_name IN ('SearchSubmitted', 'SearchResultsFetched') AND e.event_time >= c.reached_at
        AND e.event_time <= v.ends_at
    GROUP BY c.person
)

SELECT
    v.person,
    v.first_week,
    v.first_seen AS visited_at,
    CASE WHEN v.first_active_at <= v.ends_at THEN v.first_active_at END AS active_at,
    s.reached_at AS signed_up_at,
    c.reached_at AS code_host_connected_at,
    q.searches[1] AS first_search_at,
    q.searches[3] AS third_search_at,
    -- The last step is reached when there were three searches and three views of results.
    CASE WHEN q.searches[3] IS NOT NULL AND q.results[3] IS NOT NULL THEN greatest(q.searches[3], q.results[3]) END
        AS third_result_view_at,
    v.ends_at <= (SELECT max(event_time) FROM clean.event) AS is_complete
FROM visitors AS v
LEFT JOIN signed_up AS s ON s.person = v.person
LEFT JOIN connected AS c ON c.person = v.person
LEFT JOIN searched AS q ON q.person = v.person
