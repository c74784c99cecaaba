-- One row for each instance and program that it stands on: the version that it has now, and since when.
WITH reported AS (
    SELECT
        remote_site_id AS site_id,
        seq,
        CAST(received_at AS DATE) AS day,
        unnest(['PostgreSQL', 'Redis cache', 'Redis store']) AS dependency,
        unnest([
            json_extract_string(dependency_versions, '$.postgresVersion'),
            json_extract_string(dependency_versions, '$.redisCacheVersion'),
            json_extract_string(dependency_versions, '$.redisStoreVersion')
        ]) AS version
    FROM raw.pings
    WHERE dependency_versions IS NOT NULL
),

spans AS (
    SELECT site_id, dependency, version, min(day) AS first_seen, max(day) AS last_seen, max(seq) AS seq
    FROM reported
    WHERE version <> ''
    GROUP BY ALL
)

SELECT
    site_id,
    dependency,
    version,
    TRY_CAST(regexp_extract(version, '^\d+') AS INTEGER) AS version_major,
    first_seen,
    last_seen
FROM spans
QUALIFY row_number() OVER (PARTITION BY site_id, dependency ORDER BY seq DESC) = 1
