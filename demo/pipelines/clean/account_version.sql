-- One row for each account with an instance in production: the version that it runs. Of the instances that spoke in the
-- month before the account's latest ping, the oldest version counts.
WITH spoken AS (
    SELECT
        account_id,
        site_id,
        version,
        version_major * 1000 + version_minor AS version_key,
        last_ping,
        max(last_ping) OVER (PARTITION BY account_id) AS account_last_ping
    FROM clean.instance
    WHERE is_production AND account_id IS NOT NULL
),

oldest AS (
    SELECT
        account_id,
        count(*) AS instances,
        arg_min(version, (version_key, version)) FILTER (WHERE version_key IS NOT NULL) AS version,
        min(version_key) AS version_key,
        max(last_ping) AS last_ping
    FROM spoken
    WHERE last_ping >= account_last_ping - INTERVAL 30 DAYS
    GROUP BY account_id
),

minors AS (
    SELECT major * 1000 + minor AS version_key, max(minor_number) AS minor_number
    FROM clean.product_release
    WHERE family = 'server'
    GROUP BY ALL
),

newest AS (
    SELECT max(minor_number) AS minor_number
    FROM clean.product_release
    WHERE family = 'server' AND minor_released_on <= (SELECT max(day) FROM clean.ping)
)

SELECT
    o.account_id,
    o.instances,
    o.version,
    o.version_key,
    concat_ws('.', o.version_key // 1000, o.version_key % 1000) AS minor_version,
    CASE WHEN m.minor_number IS NOT NULL THEN greatest(n.minor_number - m.minor_number, 0) END AS versions_behind,
    o.last_ping
FROM oldest AS o
CROSS JOIN newest AS n
LEFT JOIN minors AS m ON m.version_key = o.version_key
