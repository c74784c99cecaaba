-- One row for each day, account and priority with anything to count: tickets created, solved, open at the day's end.
WITH changes AS (
    SELECT
        c.ticket_id,
        c.created_at,
        c.status NOT IN ('solved', 'closed') AS is_open,
        lead(c.created_at) OVER (PARTITION BY c.ticket_id ORDER BY c.created_at, c.number) AS next_at,
        t.account_id,
        t.priority,
        t.as_of
    FROM raw.support_ticket_status AS c
    JOIN staging.stg_ticket AS t ON t.id = c.ticket_id
),

-- A stretch in which a ticket was open spans the ends of all its days but the last.
open_days AS (
    SELECT
        account_id,
        priority,
        CAST(unnest(range(
            date_trunc('day', created_at), date_trunc('day', coalesce(next_at, as_of + INTERVAL 1 DAY)), INTERVAL 1 DAY
        )) AS DATE) AS day
    FROM changes
    WHERE is_open
),

counted AS (
    SELECT CAST(created_at AS DATE) AS day, account_id, priority, 1 AS created, 0 AS solved, 0 AS open_at_end
    FROM staging.stg_ticket
    UNION ALL
    SELECT CAST(solved_at AS DATE), account_id, priority, 0, 1, 0 FROM staging.stg_ticket WHERE solved_at IS NOT NULL
    UNION ALL
    SELECT day, account_id, priority, 0, 0, 1 FROM open_days
)

SELECT
    day,
    account_id,
    priority,
    CAST(sum(created) AS INTEGER) AS created,
    CAST(sum(solved) AS INTEGER) AS solved,
    CAST(sum(open_at_end) AS INTEGER) AS open_at_end
FROM counted
GROUP BY ALL
