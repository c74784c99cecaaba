-- One row for each instance and week (from Monday) in which batch changes were made: how they and their changesets
-- stand, by the last ping that spoke of the week. Pings speak of the last twelve months.
WITH reported AS (
    SELECT site_id, seq, reported_on, unnest(BatchChangesCohorts, recursive := true)
    FROM staging.stg_batch_changes_usage
)

SELECT
    site_id,
    TRY_CAST(left(Week, 10) AS DATE) AS creation_week,
    BatchChangesOpen AS batch_changes_open,
    BatchChangesClosed AS batch_changes_closed,
    ChangesetsImported AS changesets_imported,
    ChangesetsUnpublished AS changesets_unpublished,
    ChangesetsPublished AS changesets_published,
    ChangesetsPublishedOpen AS changesets_open,
    ChangesetsPublishedDraft AS changesets_draft,
    ChangesetsPublishedMerged AS changesets_merged,
    ChangesetsPublishedClosed AS changesets_closed,
    reported_on AS as_of
FROM reported
QUALIFY row_number() OVER (PARTITION BY site_id, Week ORDER BY reported_on DESC, seq DESC) = 1
