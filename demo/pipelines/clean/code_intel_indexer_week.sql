-- One row for each instance, week and indexer: repositories with its data, by the week's last ping with the block.
WITH last AS (
    SELECT site_id, week, arg_max(counts_by_language, seq) AS counts
    FROM staging.stg_code_intel_usage
    GROUP BY ALL
),

indexers AS (
    SELECT site_id, week, unnest(counts, recursive := true)
    FROM last
)

SELECT
    site_id,
    week,
    language_id AS indexer,
    CASE
        WHEN language_id = 'rust-analyzer' THEN 'rust'
        WHEN language_id = 'lsif-clang' THEN 'cpp'
        ELSE regexp_replace(language_id, '^(lsif|scip)-', '')
    END AS language,
    num_repositories_with_upload_records AS repositories_with_uploads,
    num_repositories_with_fresh_upload_records AS repositories_with_fresh_uploads,
    num_repositories_with_index_records AS repositories_with_indexes,
    num_repositories_with_fresh_index_records AS repositories_with_fresh_indexes
FROM indexers
