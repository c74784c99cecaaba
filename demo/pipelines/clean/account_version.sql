-- One row for each account with an instance in production: the version that it runs. Of the instances that spoke in the
-- month before the account's latest ping, the oldest version counts.
WITH spoken AS (
    SELECT
        account_id,
        site_id,
        version,
        version_major * 1000 + version_minor AS version_key,
        versions_behind,
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
        arg_min(versions_behind, version_key) AS versions_behind,
        max(last_ping) AS last_ping
    FROM spoken
    WHERE last_ping >= account_last_ping - INTERVAL 30 DAYS
    GROUP BY account_id
)

SELECT
    account_id,
    instances,
    version,
    version_key,
    concat_ws('.', version_key // 1000, version_key % 1000) AS minor_version,
    versions_behind,
    last_ping
FROM oldest
