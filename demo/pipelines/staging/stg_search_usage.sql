-- One row for each ping, period (day, week, month) and statistic of its search block: a kind of search, an operator or
-- a filter. 'TotalUsers' is the row of everybody who searched. A block that is {} gives no row.
WITH periods AS (
    SELECT
        remote_site_id AS site_id,
        seq,
        unnest(['day', 'week', 'month']) AS period,
        unnest(json_extract(search_usage, ['$.Daily', '$.Weekly', '$.Monthly'])) AS usage
    FROM raw.pings
    WHERE search_usage IS NOT NULL
),

-- Of each statistic: people, uses, and the latencies that half, nine in ten and 99 in 100 of the searches stay under.
parsed AS (
    SELECT
        site_id,
        seq,
        period,
        from_json(
            usage,
            '{"StartTime": "VARCHAR", "TotalUsers": "BIGINT",
              "Literal": {"UserCount": "BIGINT", "EventsCount": "BIGINT",
                        "EventLatencies": {"P50": "DOUBLE", "P90": "DOUBLE", "P99": "DOUBLE"}},
              "Regexp": {"UserCount": "BIGINT", "EventsCount": "BIGINT",
                        "EventLatencies": {"P50": "DOUBLE", "P90": "DOUBLE", "P99": "DOUBLE"}},
              "Commit": {"UserCount": "BIGINT", "EventsCount": "BIGINT",
                        "EventLatencies": {"P50": "DOUBLE", "P90": "DOUBLE", "P99": "DOUBLE"}},
              "Diff": {"UserCount": "BIGINT", "EventsCount": "BIGINT",
                        "EventLatencies": {"P50": "DOUBLE", "P90": "DOUBLE", "P99": "DOUBLE"}},
              "File": {"UserCount": "BIGINT", "EventsCount": "BIGINT",
                        "EventLatencies": {"P50": "DOUBLE", "P90": "DOUBLE", "P99": "DOUBLE"}},
              "Structural": {"UserCount": "BIGINT", "EventsCount": "BIGINT",
                        "EventLatencies": {"P50": "DOUBLE", "P90": "DOUBLE", "P99": "DOUBLE"}},
              "Symbol": {"UserCount": "BIGINT", "EventsCount": "BIGINT",
                        "EventLatencies": {"P50": "DOUBLE", "P90": "DOUBLE", "P99": "DOUBLE"}},
              "Repo": {"UserCount": "BIGINT", "EventsCount": "BIGINT",
                        "EventLatencies": {"P50": "DOUBLE", "P90": "DOUBLE", "P99": "DOUBLE"}},
              "OperatorOr": {"UserCount": "BIGINT", "EventsCount": "BIGINT"},
              "OperatorAnd": {"UserCount": "BIGINT", "EventsCount": "BIGINT"},
              "OperatorNot": {"UserCount": "BIGINT", "EventsCount": "BIGINT"},
              "SelectRepo": {"UserCount": "BIGINT", "EventsCount": "BIGINT"},
              "SelectFile": {"UserCount": "BIGINT", "EventsCount": "BIGINT"},
              "SelectContent": {"UserCount": "BIGINT", "EventsCount": "BIGINT"},
              "SelectSymbol": {"UserCount": "BIGINT", "EventsCount": "BIGINT"},
              "SelectCommitDiffAdded": {"UserCount": "BIGINT", "EventsCount": "BIGINT"},
              "SelectCommitDiffRemoved": {"UserCount": "BIGINT", "EventsCount": "BIGINT"},
              "RepoContains": {"UserCount": "BIGINT", "EventsCount": "BIGINT"},
              "RepoContainsFile": {"UserCount": "BIGINT", "EventsCount": "BIGINT"},
              "RepoContainsContent": {"UserCount": "BIGINT", "EventsCount": "BIGINT"},
              "RepoContainsCommitAfter": {"UserCount": "BIGINT", "EventsCount": "BIGINT"},
              "RepoDependencies": {"UserCount": "BIGINT", "EventsCount": "BIGINT"},
              "CountAll": {"UserCount": "BIGINT", "EventsCount": "BIGINT"},
              "NonGlobalContext": {"UserCount": "BIGINT", "EventsCount": "BIGINT"},
              "OnlyPatterns": {"UserCount": "BIGINT", "EventsCount": "BIGINT"},
              "OnlyPatternsThreeOrMore": {"UserCount": "BIGINT", "EventsCount": "BIGINT"}}'
        ) AS usage
    FROM periods
    WHERE usage IS NOT NULL
),

listed AS (
    SELECT
        site_id,
        seq,
        period,
        TRY_CAST(left(usage.StartTime, 10) AS DATE) AS starts_on,
        unnest([
            {'statistic': 'TotalUsers', 'users': usage.TotalUsers, 'events': NULL, 'latencies': NULL},
            {'statistic': 'Literal', 'users': usage.Literal.UserCount, 'events': usage.Literal.EventsCount,
             'latencies': usage.Literal.EventLatencies},
            {'statistic': 'Regexp', 'users': usage.Regexp.UserCount, 'events': usage.Regexp.EventsCount,
             'latencies': usage.Regexp.EventLatencies},
            {'statistic': 'Commit', 'users': usage.Commit.UserCount, 'events': usage.Commit.EventsCount,
             'latencies': usage.Commit.EventLatencies},
            {'statistic': 'Diff', 'users': usage.Diff.UserCount, 'events': usage.Diff.EventsCount,
             'latencies': usage.Diff.EventLatencies},
            {'statistic': 'File', 'users': usage.File.UserCount, 'events': usage.File.EventsCount,
             'latencies': usage.File.EventLatencies},
            {'statistic': 'Structural', 'users': usage.Structural.UserCount, 'events': usage.Structural.EventsCount,
             'latencies': usage.Structural.EventLatencies},
            {'statistic': 'Symbol', 'users': usage.Symbol.UserCount, 'events': usage.Symbol.EventsCount,
             'latencies': usage.Symbol.EventLatencies},
            {'statistic': 'Repo', 'users': usage.Repo.UserCount, 'events': usage.Repo.EventsCount,
             'latencies': usage.Repo.EventLatencies},
            {'statistic': 'OperatorOr', 'users': usage.OperatorOr.UserCount, 'events': usage.OperatorOr.EventsCount,
             'latencies': NULL},
            {'statistic': 'OperatorAnd', 'users': usage.OperatorAnd.UserCount, 'events': usage.OperatorAnd.EventsCount,
             'latencies': NULL},
            {'statistic': 'OperatorNot', 'users': usage.OperatorNot.UserCount, 'events': usage.OperatorNot.EventsCount,
             'latencies': NULL},
            {'statistic': 'SelectRepo', 'users': usage.SelectRepo.UserCount, 'events': usage.SelectRepo.EventsCount,
             'latencies': NULL},
            {'statistic': 'SelectFile', 'users': usage.SelectFile.UserCount, 'events': usage.SelectFile.EventsCount,
             'latencies': NULL},
            {'statistic': 'SelectContent', 'users': usage.SelectContent.UserCount,
             'events': usage.SelectContent.EventsCount,
             'latencies': NULL},
            {'statistic': 'SelectSymbol', 'users': usage.SelectSymbol.UserCount,
             'events': usage.SelectSymbol.EventsCount,
             'latencies': NULL},
            {'statistic': 'SelectCommitDiffAdded', 'users': usage.SelectCommitDiffAdded.UserCount,
             'events': usage.SelectCommitDiffAdded.EventsCount,
             'latencies': NULL},
            {'statistic': 'SelectCommitDiffRemoved', 'users': usage.SelectCommitDiffRemoved.UserCount,
             'events': usage.SelectCommitDiffRemoved.EventsCount,
             'latencies': NULL},
            {'statistic': 'RepoContains', 'users': usage.RepoContains.UserCount,
             'events': usage.RepoContains.EventsCount,
             'latencies': NULL},
            {'statistic': 'RepoContainsFile', 'users': usage.RepoContainsFile.UserCount,
             'events': usage.RepoContainsFile.EventsCount,
             'latencies': NULL},
            {'statistic': 'RepoContainsContent', 'users': usage.RepoContainsContent.UserCount,
             'events': usage.RepoContainsContent.EventsCount,
             'latencies': NULL},
            {'statistic': 'RepoContainsCommitAfter', 'users': usage.RepoContainsCommitAfter.UserCount,
             'events': usage.RepoContainsCommitAfter.EventsCount,
             'latencies': NULL},
            {'statistic': 'RepoDependencies', 'users': usage.RepoDependencies.UserCount,
             'events': usage.RepoDependencies.EventsCount,
             'latencies': NULL},
            {'statistic': 'CountAll', 'users': usage.CountAll.UserCount, 'events': usage.CountAll.EventsCount,
             'latencies': NULL},
            {'statistic': 'NonGlobalContext', 'users': usage.NonGlobalContext.UserCount,
             'events': usage.NonGlobalContext.EventsCount,
             'latencies': NULL},
            {'statistic': 'OnlyPatterns', 'users': usage.OnlyPatterns.UserCount,
             'events': usage.OnlyPatterns.EventsCount,
             'latencies': NULL},
            {'statistic': 'OnlyPatternsThreeOrMore', 'users': usage.OnlyPatternsThreeOrMore.UserCount,
             'events': usage.OnlyPatternsThreeOrMore.EventsCount,
             'latencies': NULL}
        ], recursive := true)
    FROM parsed
    WHERE usage.StartTime IS NOT NULL
)

SELECT
    site_id,
    seq,
    period,
    starts_on,
    statistic,
    users,
    events,
    P50 AS p50_ms,
    P90 AS p90_ms,
    P99 AS p99_ms
FROM listed
WHERE users IS NOT NULL
