-- One row for each licence key that was issued, with its plan and its state today.
WITH tagged AS (
    SELECT
        l.*,
        s.account_number AS account_id,
        s.archived_at,
        list_transform(coalesce(from_json(l.tags, '["VARCHAR"]'), []), lambda tag: trim(tag)) AS tag_list,
        lead(l.created_at) OVER (PARTITION BY l.subscription_id ORDER BY l.created_at, l.id) AS next_created_at,
        CAST(current_timestamp AS TIMESTAMP) AS now
    FROM raw.licenses AS l
    LEFT JOIN raw.subscriptions AS s ON s.id = l.subscription_id
)

SELECT
    id,
    subscription_id,
    account_id,
    left(license_key, 8) || '…' AS license_key,
    sha256(license_key) AS license_key_hash,
    array_to_string(tag_list, ', ') AS tags,
    coalesce(
        list_filter(tag_list, lambda tag: starts_with(tag, 'plan:'))[1][6:],
        CASE WHEN list_contains(tag_list, 'starter') THEN 'old-starter-0' ELSE 'old-enterprise-0' END
    ) AS plan,
    array_to_string(
        list_filter(
            tag_list,
            lambda tag: tag IN (
                'sso', 'acls', 'explicit-permissions-api', 'batch-changes', 'code-insights', 'code-search', 'cody',
                'SCIM', 'code-monitors', 'notebooks'
            )
        ),
        ', '
    ) AS features,
    user_count AS seats,
    created_at,
    expires_at,
    revoked_at,
    revoke_reason,
    site_id,
    salesforce_opportunity_id AS opportunity_id,
    archived_at,
    next_created_at,
    len(list_filter(tag_list, lambda tag: starts_with(tag, 'instance:'))) = 0
    AND NOT list_has_any(tag_list, ['dev', 'internal']) AS is_production,
    list_has_any(tag_list, ['trial', 'plg-trial']) AS is_trial,
    list_contains(tag_list, 'allow-air-gapped') AS allows_air_gap,
    CASE
        WHEN revoked_at <= now THEN 'revoked'
        WHEN created_at > now THEN 'future'
        WHEN next_created_at <= now THEN 'superseded'
        WHEN expires_at <= now THEN 'expired'
        WHEN expires_at <= now + INTERVAL 7 DAYS THEN 'expiring'
        ELSE 'active'
    END AS state
FROM tagged
