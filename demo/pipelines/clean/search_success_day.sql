-- One row for each instance and day with searches in the event stream: how many of them were followed, before the next
-- search of the same visit, by a click on a result, and how many by a sign that something was found: code copied, code
-- navigation, history, or a visit to the code host.
WITH steps AS (
    SELECT
        site_id,
        day,
        session_key,
        event_name,
        event_name = 'SearchResultClicked' AS is_click,
        event_name IN ('CodeCopied', 'goToDefinition', 'findReferences', 'ViewCommits', 'GoToCodeHostClicked')
            AS is_success,
        count(*) FILTER (WHERE event_name = 'SearchSubmitted')
            OVER (PARTITION BY session_key ORDER BY event_time, event_uuid) AS search_number
    FROM clean.event
    WHERE site_id IS NOT NULL
),

searches AS (
    SELECT
        session_key,
        search_number,
        any_value(site_id) AS site_id,
        min(day) AS day,
        bool_or(is_click) AS is_clicked,
        bool_or(is_success) AS is_successful
    FROM steps
    WHERE search_number > 0
    GROUP BY ALL
)

SELECT
    site_id,
    day,
    count(*) AS searches,
    count(*) FILTER (WHERE is_clicked) AS clicked_searches,
    count(*) FILTER (WHERE is_successful) AS successful_searches,
    count(DISTINCT session_key) AS search_sessions
FROM searches
GROUP BY ALL
