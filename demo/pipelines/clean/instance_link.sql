-- One row for each instance that ever pinged: the account it belongs to and how that is known. The first that fits: by
-- hand; its licence key; the opportunity in the key; the customer tag in the key; its address. Where none fits, the
-- installer's address at work only proposes an account, and somebody has to confirm it.
WITH latest AS (
    SELECT
        site_id,
        arg_max(external_host, received_at) AS external_host,
        arg_max(installer_email, received_at) AS installer_email,
        arg_max(version, received_at) AS version
    FROM clean.ping
    GROUP BY site_id
),

-- What stands in a key is read where it came in; the clean tables have no whole ones.
keys AS (
    SELECT remote_site_id AS site_id, arg_max(license_key, received_at) AS license_key
    FROM raw.pings
    WHERE license_key <> ''
    GROUP BY remote_site_id
),

-- The key is base64 for addresses around JSON, whose `info` is standard base64 around JSON.
decoded AS (
    SELECT
        latest.*,
        sha256(license_key) AS license_key_hash,
        TRY(decode(from_base64(rpad(
            translate(license_key, '-_', '+/'), CAST(ceil(length(license_key) / 4.0) * 4 AS INTEGER), '='
        )))) AS envelope
    FROM latest
    LEFT JOIN keys ON keys.site_id = latest.site_id
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
        arg_max(environment, changed_at) AS environment,
        arg_max(author, changed_at) AS author,
        arg_max(owner, changed_at) AS owner,
        arg_max(reason, changed_at) AS reason,
        max(changed_at) AS changed_at
    FROM raw.instance_overrides
    GROUP BY site_id
),

as_of AS (
    SELECT max(received_at) AS pinged_until FROM clean.ping
),

found AS (
    SELECT
        t.site_id,
        t.version,
        t.tags,
        t.opportunity_id,
        o.environment,
        o.author AS mapped_by,
        o.owner AS mapping_owner,
        o.reason AS mapping_reason,
        o.changed_at AS mapped_at,
        date_diff('day', o.changed_at, as_of.pinged_until) AS mapping_age_days,
        o.account_id AS by_hand,
        l.account_id AS by_license,
        opportunity.account_id AS by_opportunity,
        tag.id AS by_tag,
        address.id AS by_address,
        mail.id AS by_mail
    FROM tagged AS t
    CROSS JOIN as_of
    LEFT JOIN overrides AS o ON o.site_id = t.site_id
    LEFT JOIN (SELECT license_key_hash, min(account_id) AS account_id FROM clean.license GROUP BY ALL) AS l
        ON l.license_key_hash = t.license_key_hash
    LEFT JOIN raw.crm_opportunities AS opportunity ON opportunity.id = t.opportunity_id
    LEFT JOIN raw.crm_accounts AS tag ON list_contains(t.tags, 'customer:' || tag.slug)
    LEFT JOIN raw.crm_accounts AS address ON lower(address.instance_domain) = t.external_host
    LEFT JOIN raw.crm_accounts AS mail ON lower(mail.domain) = split_part(lower(t.installer_email), '@', 2)
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
    CASE WHEN coalesce(by_hand, by_license, by_opportunity, by_tag, by_address) IS NULL THEN by_mail END
        AS proposed_account_id,
    CASE
        WHEN coalesce(by_hand, by_license, by_opportunity, by_tag, by_address) IS NULL AND by_mail IS NOT NULL
            THEN 'installer email'
    END AS proposed_by,
    mapped_by,
    mapping_owner,
    mapping_reason,
    mapped_at,
    mapping_age_days,
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
QUALIFY row_number() OVER (PARTITION BY site_id ORDER BY by_tag, by_address, by_mail) = 1
