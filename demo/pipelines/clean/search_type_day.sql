-- One row for each instance, day and kind of search: people and searches are the largest counts that any ping gave,
-- latencies those of the last ping. A kind that was not reported has no row.
SELECT
    site_id,
    starts_on AS day,
    statistic AS search_type,
    max(users) AS users,
    max(events) AS searches,
    arg_max(p50_ms, seq) AS p50_ms,
    arg_max(p90_ms, seq) AS p90_ms,
    arg_max(p99_ms, seq) AS p99_ms
FROM staging.stg_search_usage
WHERE
    period = 'day'
    AND statistic IN ('Literal', 'Regexp', 'Commit', 'Diff', 'File', 'Structural', 'Symbol', 'Repo')
    AND users IS NOT NULL
GROUP BY ALL
