-- One row for each stretch of time in which a ticket was open, from its creation or reopening until it was solved.
WITH changes AS (
    SELECT
        ticket_id,
        created_at,
        number,
        status NOT IN ('solved', 'closed') AS is_open,
        lag(status NOT IN ('solved', 'closed')) OVER (PARTITION BY ticket_id ORDER BY created_at, number) AS was_open
    FROM raw.support_ticket_status
),

-- Changes between two open states, such as waiting for the customer, don't end a stretch.
turns AS (
    SELECT
        *,
        lead(created_at) OVER (PARTITION BY ticket_id ORDER BY created_at, number) AS next_at
    FROM changes
    WHERE is_open IS DISTINCT FROM was_open
)

SELECT
    concat(t.ticket_id, ' ', t.number) AS id,
    t.ticket_id,
    t.created_at AS opened_at,
    t.next_at AS ended_at
FROM turns AS t
JOIN staging.stg_ticket AS k ON k.id = t.ticket_id
WHERE t.is_open
