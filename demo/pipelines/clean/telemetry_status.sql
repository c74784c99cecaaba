-- One row for each account: what its instances send us by the evidence of the wire, what the hand-kept sheet says
-- instead, and how old that word is. The best status of all instances in production counts.
WITH as_of AS (
    SELECT max(received_at) AS pinged_until FROM clean.ping
),

streams AS (
    SELECT site_id, max(start) AS last_day FROM clean.event_activity WHERE period = 'day' GROUP BY site_id
),

instances AS (
    SELECT
        k.account_id,
        k.site_id,
        arg_max(p.telemetry, p.received_at) AS telemetry,
        max(p.received_at) AS last_ping,
        any_value(streams.last_day) AS last_event_day
    FROM clean.instance_link AS k
    JOIN clean.ping AS p ON p.site_id = k.site_id
    LEFT JOIN streams ON streams.site_id = k.site_id
    WHERE k.account_id IS NOT NULL AND k.environment = 'production'
    GROUP BY k.account_id, k.site_id
),

observed AS (
    SELECT
        i.account_id,
        count(*) AS production_instances,
        max(i.last_ping) AS last_ping,
        max(i.last_event_day) AS last_event_day,
        max(CASE
            WHEN i.last_ping < a.pinged_until - INTERVAL 30 DAYS THEN 0
            WHEN i.telemetry = 'critical' THEN 1
            WHEN i.last_event_day >= CAST(a.pinged_until AS DATE) - 30 THEN 3
            ELSE 2
        END) AS level
    FROM instances AS i, as_of AS a
    GROUP BY i.account_id
),

-- The sheet's latest line of each account.
overrides AS (
    SELECT * FROM raw.telemetry_overrides
    QUALIFY row_number() OVER (PARTITION BY account_id ORDER BY changed_at DESC) = 1
),

computed AS (
    SELECT
        a.id AS account_id,
        a.allows_air_gap,
        a.license_tags,
        observed.production_instances,
        observed.last_ping,
        observed.last_event_day,
        coalesce(
            ['No telemetry', 'Critical pings', 'Full pings', 'Full pings + user-level data'][observed.level + 1],
            'No telemetry'
        ) AS computed_status
    FROM staging.stg_account AS a
    LEFT JOIN observed ON observed.account_id = a.id
)

SELECT
    c.account_id,
    coalesce(o.status, c.computed_status) AS status,
    c.computed_status,
    o.status AS override_status,
    o.status IS NOT NULL AS is_overridden,
    coalesce(o.status <> c.computed_status, false) AS differs,
    o.author AS override_author,
    o.owner AS override_owner,
    o.reason AS override_reason,
    o.changed_at AS override_changed_at,
    date_diff('day', o.changed_at, as_of.pinged_until) AS override_age_days,
    c.last_ping,
    c.last_event_day,
    coalesce(c.production_instances, 0) AS production_instances,
    c.license_tags,
    c.allows_air_gap
FROM computed AS c
CROSS JOIN as_of
LEFT JOIN overrides AS o ON o.account_id = c.account_id
