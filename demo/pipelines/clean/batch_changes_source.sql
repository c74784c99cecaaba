-- One row for each instance and source: batch changes that were computed on people's machines and on executors, by the
-- last ping.
WITH last AS (
    SELECT site_id, reported_on, BatchChangeStatsBySource AS sources
    FROM staging.stg_batch_changes_usage
    QUALIFY row_number() OVER (PARTITION BY site_id ORDER BY reported_on DESC, seq DESC) = 1
),

reported AS (
    SELECT site_id, reported_on, unnest(sources, recursive := true) FROM last
)

SELECT
    site_id,
    Source AS source,
    PublishedChangesetsCount AS changesets_published,
    BatchChangesCount AS batch_changes,
    reported_on AS as_of
FROM reported
