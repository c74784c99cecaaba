-- One row for each instance, week and editor: who searched from it and how often.
WITH editors AS (
    SELECT
        remote_site_id AS site_id,
        unnest(from_json(
            json_extract(ide_extensions_usage, '$.IDEs'),
            '[{"IdeKind": "VARCHAR",
               "Week": {"StartTime": "VARCHAR",
                        "SearchesPerformed": {"UniquesCount": "BIGINT", "TotalCount": "BIGINT"}}}]'
        )) AS editor
    FROM raw.pings
    WHERE json_type(ide_extensions_usage, '$.IDEs') = 'ARRAY'
)

SELECT
    site_id,
    TRY_CAST(left(editor.Week.StartTime, 10) AS DATE) AS week,
    CASE upper(editor.IdeKind)
        WHEN 'VSCODE' THEN 'VSCode'
        WHEN 'JETBRAINS' THEN 'JetBrains'
        ELSE editor.IdeKind
    END AS ide,
    max(editor.Week.SearchesPerformed.UniquesCount) AS users,
    max(editor.Week.SearchesPerformed.TotalCount) AS searches
FROM editors
WHERE editor.Week.StartTime IS NOT NULL
GROUP BY ALL
