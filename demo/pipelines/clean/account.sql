-- One row for each company in the CRM: what it is to us, what it bought, and what its instances tell us.
WITH as_of AS (
    SELECT max(received_at) AS pinged_until FROM clean.ping
),

licenses AS (
    SELECT
        account_id,
        sum(seats) FILTER (
            WHERE state IN ('active', 'expiring') AND is_production AND NOT is_trial AND archived_at IS NULL
        ) AS seats,
        coalesce(bool_or(
            state IN ('active', 'expiring') AND is_production AND NOT is_trial AND plan NOT IN ('free-0', 'free-1')
        ), false) AS has_paid_license,
        coalesce(bool_or(state IN ('active', 'expiring') AND is_trial), false) AS has_trial,
        coalesce(bool_or(state IN ('active', 'expiring') AND allows_air_gap), false) AS allows_air_gap,
        string_agg(DISTINCT plan, ', ' ORDER BY plan) FILTER (WHERE state IN ('active', 'expiring')) AS plans,
        string_agg(DISTINCT nullif(features, ''), ', ') FILTER (WHERE state IN ('active', 'expiring')) AS features
    FROM clean.license
    GROUP BY account_id
),

opportunities AS (
    SELECT account_id, bool_or(stage NOT IN ('Closed Won', 'Closed Lost')) AS has_open
    FROM raw.crm_opportunities
    GROUP BY account_id
),

streams AS (
    SELECT site_id, max(start) AS last_day FROM clean.event_activity WHERE period = 'day' GROUP BY site_id
),

instances AS (
    SELECT
        k.account_id,
        k.environment,
        arg_max(p.telemetry, p.received_at) AS telemetry,
        max(p.received_at) AS last_ping,
        any_value(streams.last_day) AS last_event_day
    FROM clean.instance_link AS k
    JOIN clean.ping AS p ON p.site_id = k.site_id
    LEFT JOIN streams ON streams.site_id = k.site_id
    WHERE k.account_id IS NOT NULL
    GROUP BY k.account_id, k.environment, k.site_id
),

-- The best status of all instances in production counts.
observed AS (
    SELECT
        i.account_id,
        max(i.last_ping) AS last_ping,
        max(CASE
            WHEN i.last_ping < a.pinged_until - INTERVAL 30 DAYS THEN 0
            WHEN i.telemetry = 'critical' THEN 1
            WHEN i.last_event_day >= CAST(a.pinged_until AS DATE) - 30 THEN 3
            ELSE 2
        END) AS level
    FROM instances AS i, as_of AS a
    WHERE i.environment = 'production'
    GROUP BY i.account_id
),

overrides AS (
    SELECT account_id, arg_max(status, changed_at) AS status FROM raw.telemetry_overrides GROUP BY account_id
),

typed AS (
    SELECT
        c.*,
        l.seats,
        l.plans,
        l.features,
        CASE
            WHEN c.type = 'Customer' OR l.has_paid_license THEN 'Customer'
            WHEN o.has_open OR l.has_trial THEN 'Prospect'
            ELSE 'Free'
        END AS account_type,
        coalesce(
            ['No telemetry', 'Critical pings', 'Full pings', 'Full pings + user-level data'][observed.level + 1],
            'No telemetry'
        ) AS telemetry_status_computed,
        overrides.status AS telemetry_status_override,
        observed.last_ping
    FROM raw.crm_accounts AS c
    LEFT JOIN licenses AS l ON l.account_id = c.id
    LEFT JOIN opportunities AS o ON o.account_id = c.id
    LEFT JOIN observed ON observed.account_id = c.id
    LEFT JOIN overrides ON overrides.account_id = c.id
)

SELECT
    id,
    name,
    slug,
    account_type,
    type AS crm_type,
    industry,
    region,
    employees,
    domain,
    instance_domain,
    account_executive,
    customer_engineer,
    technical_advisor,
    lifecycle_stage,
    first_contract_start,
    contract_end,
    date_diff('day', first_contract_start, current_date) AS tenure_days,
    coalesce(unlimited_deal, false) AS unlimited_deal,
    total_addressable_users,
    revenue_per_year,
    CAST(coalesce(seats, 0) AS INTEGER) AS seats,
    plans,
    concat_ws(', ', plans, features) AS products_purchased,
    coalesce(telemetry_status_override, telemetry_status_computed) AS telemetry_status,
    telemetry_status_computed,
    telemetry_status_override IS NOT NULL AS telemetry_status_overridden,
    last_ping,
    created_at
FROM typed
