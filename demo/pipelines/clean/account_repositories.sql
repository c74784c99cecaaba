-- One row for each account with an instance in production that spoke in the last 30 days: its repositories by the latest
-- ping that counted them, those at the end of the last complete month, and a year of months drawn as a line of blocks.
WITH as_of AS (
    SELECT
        max(received_at) AS pinged_until,
        CAST(date_trunc('month', max(day) + 1) AS DATE) AS running_month
    FROM clean.ping
),

latest AS (
    SELECT
        i.account_id,
        CAST(sum(i.repositories) AS BIGINT) AS repositories,
        CAST(sum(i.git_bytes) AS BIGINT) AS git_bytes,
        CAST(sum(i.lines_of_code) AS BIGINT) AS lines_of_code,
        max(i.last_full_ping) AS counted_at
    FROM clean.instance AS i
    CROSS JOIN as_of AS a
    WHERE i.is_production AND i.account_id IS NOT NULL AND i.last_ping >= a.pinged_until - INTERVAL 30 DAYS
    GROUP BY i.account_id
),

months AS (
    SELECT CAST(unnest(range(running_month - INTERVAL 12 MONTHS, running_month, INTERVAL 1 MONTH)) AS DATE) AS month
    FROM as_of
),

counted AS (
    SELECT l.account_id, m.month, CAST(sum(c.repositories) AS BIGINT) AS repositories
    FROM latest AS l
    CROSS JOIN months AS m
    JOIN clean.instance AS i ON i.account_id = l.account_id AND i.is_production
    LEFT JOIN clean.instance_month AS c ON c.site_id = i.site_id AND c.month = m.month
    GROUP BY ALL
),

ranged AS (
    SELECT
        *,
        min(repositories) OVER (PARTITION BY account_id) AS low,
        max(repositories) OVER (PARTITION BY account_id) AS high
    FROM counted
),

drawn AS (
    SELECT
        account_id,
        string_agg(
            CASE
                WHEN repositories IS NULL THEN '·'
                WHEN low = high THEN '▄'
                ELSE substr('▁▂▃▄▅▆▇█', CAST(least(7, (repositories - low) * 8 // (high - low)) AS INTEGER) + 1, 1)
            END, ''
            ORDER BY month
        ) AS history,
        arg_max(repositories, month) FILTER (WHERE repositories IS NOT NULL AND month = last_month)
            AS repositories_last_month
    FROM ranged
    CROSS JOIN (SELECT max(month) AS last_month FROM months)
    GROUP BY account_id
)

SELECT
    l.account_id,
    l.repositories,
    l.git_bytes,
    l.lines_of_code,
    d.repositories_last_month,
    l.repositories - d.repositories_last_month AS change,
    d.history,
    l.counted_at
FROM latest AS l
JOIN drawn AS d ON d.account_id = l.account_id
WHERE l.repositories IS NOT NULL
