-- One row for each organisation, member and day with events of the member on the public instance. Signing in and out is
-- no activity, and what somebody did before joining is not the organisation's.
SELECT
    m.organization_id,
    m.user_id,
    e.day,
    count(*) AS events,
    count(*) FILTER (WHERE t.name = 'SearchSubmitted') AS searches
FROM main.events AS e
JOIN main.event_types AS t ON t.ev = e.ev
JOIN raw.production_organization_member AS m ON m.user_id = e.user_id
JOIN raw.production_organization AS o ON o.id = m.organization_id
JOIN raw.own_instances AS own ON own.site_id = json_extract_string(e.groups, '$.instance[0]')
WHERE
    e.project_id = 1
    AND NOT e.is_system
    AND e.day >= CAST(m.created_at AS DATE)
    AND (o.deleted_at IS NULL OR e.day <= CAST(o.deleted_at AS DATE))
    AND NOT regexp_matches(t.name, '^(ViewSign|SignIn|SignOut|Password|EmailVerified|ExternalAuthSignup)')
GROUP BY ALL
