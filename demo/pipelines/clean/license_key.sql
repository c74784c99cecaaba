-- One row for each licence key and instance that it was seen on; keys that no instance has shown have a row without one,
-- and keys that an instance shows although nobody issued them have no licence.
WITH seen AS (
    SELECT
        site_id,
        license_key_hash,
        any_value(license_key) AS license_key,
        count(*) AS pings,
        min(received_at) AS first_seen,
        max(received_at) AS last_seen
    FROM clean.ping
    WHERE license_key_hash IS NOT NULL
    GROUP BY ALL
)

SELECT
    concat_ws(' ', coalesce(l.license_key_hash, s.license_key_hash), l.id, s.site_id) AS id,
    coalesce(l.license_key, s.license_key) AS license_key,
    coalesce(l.license_key_hash, s.license_key_hash) AS license_key_hash,
    l.id AS license_id,
    s.site_id,
    coalesce(l.account_id, i.account_id) AS account_id,
    coalesce(s.last_seen = i.last_ping, false) AS is_current,
    coalesce(s.pings, 0) AS pings,
    s.first_seen,
    s.last_seen
FROM clean.license AS l
FULL JOIN seen AS s ON s.license_key_hash = l.license_key_hash
LEFT JOIN clean.instance AS i ON i.site_id = s.site_id
