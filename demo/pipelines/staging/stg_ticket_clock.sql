-- One row for each ticket: how much business time passed until the first answer, or until now while there is none.
--
-- Business hours run without a nightly break from Sunday 14:00 to Friday 17:00 in California: 123 hours a week.
-- Business days are Monday to Friday there, 24 hours each. A clock that only runs then shows, at any moment, the whole
-- weeks times its seconds a week plus what has run since Sunday 00:00; the time between two moments is the difference.
-- The clocks of California are only changed on Sundays at 2:00, when neither runs.
WITH moments AS (
    SELECT
        id,
        timezone('America/Los_Angeles', timezone('UTC', created_at)) AS local_start,
        timezone('America/Los_Angeles', timezone('UTC', coalesce(first_reply_at, as_of))) AS local_end
    FROM staging.stg_ticket
),

-- Whole seconds since 1970-01-04, a Sunday, so that nothing is rounded at a target.
seconds AS (
    SELECT
        id,
        CAST(floor(epoch(local_start)) AS BIGINT) - 3 * 86400 AS started,
        CAST(floor(epoch(local_end)) AS BIGINT) - 3 * 86400 AS ended
    FROM moments
),

-- Of a week's 604 800 seconds 442 800 are business hours, from 50 400 on, and 432 000 business days, from 86 400 on.
clocks AS (
    SELECT
        id,
        (ended // 604800 - started // 604800) * 442800
        + least(greatest(ended % 604800 - 50400, 0), 442800)
        - least(greatest(started % 604800 - 50400, 0), 442800) AS business_hour_seconds,
        (ended // 604800 - started // 604800) * 432000
        + least(greatest(ended % 604800 - 86400, 0), 432000)
        - least(greatest(started % 604800 - 86400, 0), 432000) AS business_day_seconds
    FROM seconds
)

SELECT id, business_hour_seconds / 3600 AS business_hours, business_day_seconds / 86400 AS business_days
FROM clocks
