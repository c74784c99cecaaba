-- One row for each ticket: how much business time passed until the first answer, or until now while there is none.
--
-- Business hours run without a nightly break from Sunday 14:00 to Friday 17:00 in California: 123 hours a week. Business
-- days are Monday to Friday there, 24 hours each. A clock that only runs then shows, at any moment, whole weeks times
-- its hours a week plus what has run since Sunday 00:00; the time between two moments is the difference. The clocks of
-- California are only changed on Sundays at 2:00, when neither runs.
WITH moments AS (
    SELECT
        id,
        timezone('America/Los_Angeles', timezone('UTC', created_at)) AS local_start,
        timezone('America/Los_Angeles', timezone('UTC', coalesce(first_reply_at, as_of))) AS local_end
    FROM staging.stg_ticket
),

-- Seconds since 1970-01-04, a Sunday.
seconds AS (
    SELECT
        id,
        epoch(local_start) - 259200 AS started,
        epoch(local_end) - 259200 AS ended
    FROM moments
)

SELECT
    id,
    (
        floor(ended / 604800) * 123
        + least(greatest((ended - floor(ended / 604800) * 604800) / 3600 - 14, 0), 123)
        - floor(started / 604800) * 123
        - least(greatest((started - floor(started / 604800) * 604800) / 3600 - 14, 0), 123)
    ) AS business_hours,
    (
        floor(ended / 604800) * 5
        + least(greatest((ended - floor(ended / 604800) * 604800) / 86400 - 1, 0), 5)
        - floor(started / 604800) * 5
        - least(greatest((started - floor(started / 604800) * 604800) / 86400 - 1, 0), 5)
    ) AS business_days
FROM seconds
