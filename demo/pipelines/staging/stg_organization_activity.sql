-- One row for each organisation, member and day with activity of the member on the public instance. What somebody did
-- before joining is not the organisation's.
SELECT
    m.organization_id,
    m.user_id,
    e.day,
    count(*) AS events,
    count(*) FILTER (WHERE e.event_name = 'SearchSubmitted') AS searches
FROM clean.event AS e
JOIN raw.production_organization_member AS m ON m.user_id = e.user_id
JOIN raw.production_organization AS o ON o.id = m.organization_id
WHERE
    e.surface = 'Sourcegraph.com'
    AND e.is_activity
    AND e.day >= CAST(m.created_at AS DATE)
    AND (o.deleted_at IS NULL OR e.day <= CAST(o.deleted_at AS DATE))
GROUP BY ALL
