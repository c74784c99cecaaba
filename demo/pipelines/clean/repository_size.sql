-- One row for each instance and size: how many cloned repositories have it, by the last ping that said so.
WITH last AS (
    SELECT
        remote_site_id AS site_id,
        arg_max(repository_size_histogram, seq) AS histogram,
        CAST(max(received_at) AS DATE) AS as_of
    FROM raw.pings
    WHERE json_type(repository_size_histogram) = 'ARRAY'
    GROUP BY remote_site_id
),

buckets AS (
    SELECT
        site_id,
        as_of,
        unnest(from_json(histogram, '[{"lt": "BIGINT", "gte": "BIGINT", "count": "BIGINT"}]'), recursive := true)
    FROM last
)

SELECT
    site_id,
    CASE
        WHEN lt <= 1000 THEN 'Under 1 kB'
        WHEN lt <= 1000000 THEN '1 kB to 1 MB'
        WHEN lt <= 1000000000 THEN '1 MB to 1 GB'
        WHEN lt IS NULL THEN concat(gte // 1000000000, ' GB and more')
        ELSE concat(gte // 1000000000, ' to ', lt // 1000000000, ' GB')
    END AS size,
    CAST(row_number() OVER (PARTITION BY site_id ORDER BY coalesce(gte, 0)) AS INTEGER) AS size_order,
    count AS repositories,
    as_of
FROM buckets
