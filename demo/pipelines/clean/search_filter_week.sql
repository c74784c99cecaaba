-- One row for each instance, week and operator or filter of searches: who used it and how often.
WITH names(statistic, filter, filter_kind) AS (
    VALUES
    ('OperatorOr', 'OR', 'Operator'),
    ('OperatorAnd', 'AND', 'Operator'),
    ('OperatorNot', 'NOT', 'Operator'),
    ('SelectRepo', 'select:repo', 'Select'),
    ('SelectFile', 'select:file', 'Select'),
    ('SelectContent', 'select:content', 'Select'),
    ('SelectSymbol', 'select:symbol', 'Select'),
    ('SelectCommitDiffAdded', 'select:commit.diff.added', 'Select'),
    ('SelectCommitDiffRemoved', 'select:commit.diff.removed', 'Select'),
    ('RepoContains', 'repo:contains', 'Repository predicate'),
    ('RepoContainsFile', 'repo:contains.file', 'Repository predicate'),
    ('RepoContainsContent', 'repo:contains.content', 'Repository predicate'),
    ('RepoContainsCommitAfter', 'repo:contains.commit.after', 'Repository predicate'),
    ('RepoDependencies', 'repo:dependencies', 'Repository predicate'),
    ('CountAll', 'count:all', 'Other'),
    ('NonGlobalContext', 'context:', 'Context'),
    ('OnlyPatterns', 'Only patterns', 'Pattern only'),
    ('OnlyPatternsThreeOrMore', 'Only patterns, three or more', 'Pattern only')
)

SELECT
    u.site_id,
    u.starts_on AS week,
    n.filter,
    n.filter_kind,
    max(u.users) AS users,
    max(u.events) AS uses
FROM staging.stg_search_usage AS u
JOIN names AS n ON n.statistic = u.statistic
WHERE u.period = 'week' AND u.users IS NOT NULL
GROUP BY ALL
