-- One row for each instance, week and language that people asked to have precise data for.
WITH reported AS (
    SELECT site_id, week, unnest(language_requests, recursive := true)
    FROM staging.stg_code_intel_usage
)

SELECT site_id, week, language_id AS language, max(num_requests) AS requests
FROM reported
GROUP BY ALL
