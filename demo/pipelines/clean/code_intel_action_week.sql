-- One row for each instance, week, action, source, language and whether it crossed repositories: people and actions are
-- the largest counts of any ping.
WITH reported AS (
    SELECT site_id, week, unnest(event_summaries, recursive := true)
    FROM staging.stg_code_intel_usage
)

SELECT
    site_id,
    week,
    action,
    source,
    coalesce(language_id, '') AS language,
    coalesce(cross_repository, false) AS is_cross_repository,
    max(waus) AS users,
    max(total_actions) AS actions
FROM reported
-- A code that nobody knows yet comes without a name.
WHERE action <> '' AND source <> ''
GROUP BY ALL
