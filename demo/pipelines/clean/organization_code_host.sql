-- One row for each code host that an organisation connected.
SELECT
    s.id,
    s.organization_id,
    s.kind,
    s.created_at AS connected_at,
    s.deleted_at AS removed_at,
    count(r.id) FILTER (WHERE r.deleted_at IS NULL) AS repositories
FROM raw.production_external_service AS s
LEFT JOIN raw.production_repository AS r ON r.external_service_id = s.id
GROUP BY ALL
