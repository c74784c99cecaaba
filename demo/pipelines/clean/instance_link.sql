-- One row for each instance that ever pinged: the account it belongs to and how that is known. The first that fits: by
-- hand; its licence key; the opportunity in the key; the customer tag in the key; its address.
WITH latest AS (
    SELECT
        site_id,
        arg_max(license_key, received_at) AS license_key,
        arg_max(external_host, received_at) AS external_host,
        arg_max(version, received_at) AS version
    FROM clean.ping
    GROUP BY site_id
),

-- The key is base64 for addresses around JSON, whose `info` is standard base64 around JSON.
decoded AS (
    SELECT
        *,
        TRY(decode(from_base64(rpad(
            translate(license_key, '-_', '+/'), CAST(ceil(length(license_key) / 4.0) * 4 AS INTEGER), '='
        )))) AS envelope
    FROM latest
),

keyed AS (
    SELECT
        *,
        TRY(decode(from_base64(CASE WHEN json_valid(envelope) THEN json_extract_string(envelope, '$.info') END))) AS info
    FROM decoded
),

tagged AS (
    SELECT
        *,
        CASE WHEN json_valid(info) THEN json_extract_string(info, '$.sf_opp_id') END AS opportunity_id,
        coalesce(from_json(CASE WHEN json_valid(info) THEN json_extract(info, '$.t') END, '["VARCHAR"]'), []) AS tags
    FROM keyed
),

overrides AS (
    SELECT
        site_id,
        arg_max(account_id, changed_at) AS account_id,
        arg_max(environment, changed_at) AS environment
    FROM raw.instance_overrides
    GROUP BY site_id
),

found AS (
    SELECT
        t.site_id,
        t.version,
        t.tags,
        t.opportunity_id,
        o.environment,
        o.account_id AS by_hand,
        l.account_id AS by_license,
        opportunity.account_id AS by_opportunity,
        tag.id AS by_tag,
        address.id AS by_address
    FROM tagged AS t
    LEFT JOIN overrides AS o ON o.site_id = t.site_id
    LEFT JOIN (SELECT license_key, min(account_id) AS account_id FROM clean.license GROUP BY license_key) AS l
        ON l.license_key = t.license_key
    LEFT JOIN raw.crm_opportunities AS opportunity ON opportunity.id = t.opportunity_id
    LEFT JOIN raw.crm_accounts AS tag ON list_contains(t.tags, 'customer:' || tag.slug)
    LEFT JOIN raw.crm_accounts AS address ON lower(address.instance_domain) = t.external_host
)

SELECT
    site_id,
    coalesce(by_hand, by_license, by_opportunity, by_tag, by_address) AS account_id,
    CASE
        WHEN by_hand IS NOT NULL THEN 'by hand'
        WHEN by_license IS NOT NULL THEN 'licence'
        WHEN by_opportunity IS NOT NULL THEN 'opportunity'
        WHEN by_tag IS NOT NULL THEN 'customer tag'
        WHEN by_address IS NOT NULL THEN 'address'
    END AS linked_by,
    array_to_string(tags, ', ') AS license_tags,
    coalesce(
        environment,
        CASE
            WHEN len(list_filter(tags, lambda tag: starts_with(tag, 'instance:'))) > 0 THEN 'other'
            WHEN list_has_any(tags, ['dev', 'internal']) OR version = 'dev' THEN 'other'
            ELSE 'production'
        END
    ) AS environment
FROM found
QUALIFY row_number() OVER (PARTITION BY site_id ORDER BY by_tag, by_address) = 1
