-- One row for each instance and way of signing in that it ever had.
WITH named AS (
    SELECT site_id, seq, day, trim(unnest(string_split(auth_providers, ','))) AS auth_provider
    FROM clean.ping
    WHERE auth_providers IS NOT NULL
),

-- One entry for each provider, so a kind may repeat.
counted AS (
    SELECT site_id, seq, day, auth_provider, count(*) AS providers
    FROM named
    WHERE auth_provider <> ''
    GROUP BY ALL
),

last AS (
    SELECT site_id, max(seq) AS seq FROM clean.ping WHERE auth_providers IS NOT NULL GROUP BY site_id
)

SELECT
    c.site_id,
    c.auth_provider,
    arg_max(c.providers, c.seq) AS providers,
    min(c.day) AS first_seen,
    max(c.day) AS last_seen,
    max(c.seq) = any_value(last.seq) AS is_current
FROM counted AS c
JOIN last ON last.site_id = c.site_id
GROUP BY c.site_id, c.auth_provider
