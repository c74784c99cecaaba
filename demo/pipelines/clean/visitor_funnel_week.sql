-- One row for each week of first visits and step on the way to activation: how many of that week's visitors got so far.
WITH steps AS (
    SELECT
        first_week,
        is_complete,
        unnest([
            {'step_number': 1, 'step': 'Visited', 'reached_at': visited_at},
            {'step_number': 2, 'step': 'Active', 'reached_at': active_at},
            {'step_number': 3, 'step': 'Signed up', 'reached_at': signed_up_at},
            {'step_number': 4, 'step': 'Code host connected', 'reached_at': code_host_connected_at},
            {'step_number': 5, 'step': 'First search', 'reached_at': first_search_at},
            {'step_number': 6, 'step': 'Three searches', 'reached_at': third_search_at},
            {'step_number': 7, 'step': 'Three views of results', 'reached_at': third_result_view_at}
        ], recursive := true)
    FROM clean.visitor_funnel
)

SELECT
    first_week,
    CAST(step_number AS INTEGER) AS step_number,
    step,
    count(reached_at) AS people,
    bool_and(is_complete) AS is_complete
FROM steps
GROUP BY ALL
