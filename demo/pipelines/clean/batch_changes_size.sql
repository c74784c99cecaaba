-- One row for each instance, source and size: batch changes by how many changesets they have, by the last ping.
WITH last AS (
    SELECT site_id, reported_on, ChangesetDistribution AS sizes
    FROM staging.stg_batch_changes_usage
    QUALIFY row_number() OVER (PARTITION BY site_id ORDER BY reported_on DESC, seq DESC) = 1
),

reported AS (
    SELECT site_id, reported_on, unnest(sizes, recursive := true) FROM last
)

SELECT
    site_id,
    Source AS source,
    Range AS size,
    CAST(regexp_extract(Range, '^(\d+)', 1) AS INTEGER) AS size_order,
    BatchChangesCount AS batch_changes,
    reported_on AS as_of
FROM reported
