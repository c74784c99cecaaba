-- One row for each instance and kind of code host that it was ever connected to.
WITH named AS (
    SELECT site_id, seq, received_at, day, trim(unnest(string_split(code_hosts, ','))) AS code_host
    FROM clean.ping
    WHERE code_hosts IS NOT NULL
),

last AS (
    SELECT site_id, max(seq) AS seq FROM clean.ping WHERE code_hosts IS NOT NULL GROUP BY site_id
),

versions AS (
    SELECT
        remote_site_id AS site_id,
        seq,
        unnest(from_json(
            code_host_versions, '[{"external_service_kind": "VARCHAR", "version": "VARCHAR"}]'
        ), recursive := true)
    FROM raw.pings
    WHERE json_type(code_host_versions) = 'ARRAY'
),

latest AS (
    SELECT site_id, external_service_kind AS code_host, arg_max(version, seq) AS version
    FROM versions
    WHERE version <> ''
    GROUP BY ALL
)

SELECT
    n.site_id,
    n.code_host,
    any_value(v.version) AS version,
    min(n.day) AS first_seen,
    max(n.day) AS last_seen,
    max(n.seq) = any_value(last.seq) AS is_current
FROM named AS n
JOIN last ON last.site_id = n.site_id
LEFT JOIN latest AS v ON v.site_id = n.site_id AND v.code_host = n.code_host
WHERE n.code_host <> ''
GROUP BY n.site_id, n.code_host
