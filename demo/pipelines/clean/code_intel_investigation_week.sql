-- One row for each instance, week and thing that people looked into: the set-up of an indexer or an error.
WITH reported AS (
    SELECT site_id, week, unnest(investigation_events, recursive := true)
    FROM staging.stg_code_intel_usage
)

SELECT
    site_id,
    week,
    CASE type
        WHEN 'CodeIntelligenceIndexerSetupInvestigated' THEN 'Indexer setup'
        WHEN 'CodeIntelligenceUploadErrorInvestigated' THEN 'Upload error'
        WHEN 'CodeIntelligenceIndexErrorInvestigated' THEN 'Index error'
    END AS investigation,
    max(waus) AS users,
    max(total) AS events
FROM reported
WHERE type <> ''
GROUP BY ALL
