-- One row for each recorded update check, with its statistics as columns. A block that the instance could not compute
-- ({}) gives NULL: unknown is not zero.
WITH parsed AS (
    SELECT
        p.*,
        CAST(p.received_at AS DATE) AS day,
        from_json(
            p.site_activity,
            '{"DAUs": [{"StartTime": "VARCHAR", "UserCount": "INTEGER", "RegisteredUserCount": "INTEGER",
                        "IntegrationUserCount": "INTEGER"}],
              "WAUs": [{"StartTime": "VARCHAR", "UserCount": "INTEGER", "RegisteredUserCount": "INTEGER",
                        "IntegrationUserCount": "INTEGER"}],
              "MAUs": [{"StartTime": "VARCHAR", "UserCount": "INTEGER", "RegisteredUserCount": "INTEGER",
                        "IntegrationUserCount": "INTEGER"}]}'
        ) AS activity
    FROM raw.pings AS p
)
SELECT
    seq,
    received_at,
    day,
    remote_site_id AS site_id,
    remote_site_version AS version,
    TRY_CAST(regexp_extract(remote_site_version, '^v?(\d+)\.(\d+)', 1) AS INTEGER) AS version_major,
    TRY_CAST(regexp_extract(remote_site_version, '^v?(\d+)\.(\d+)', 2) AS INTEGER) AS version_minor,
    deploy_type,
    CASE
        WHEN deploy_type IN ('kubernetes', 'helm', 'kustomize', 'k3s', 'k8s', 'cluster') THEN 'Kubernetes'
        WHEN deploy_type = 'docker-compose' THEN 'Docker Compose'
        WHEN deploy_type = 'pure-docker' THEN 'Pure Docker'
        WHEN deploy_type IN ('docker-container', 'server') THEN 'Single container'
        WHEN deploy_type = 'app' THEN 'App'
        WHEN deploy_type = 'dev' THEN 'Dev'
        ELSE 'Other'
    END AS deployment_type,
    nullif(os, '') AS os,
    has_update,
    -- A whole key is a secret: its beginning, which all have alike, and a hash to join by.
    left(nullif(license_key, ''), 8) || '…' AS license_key,
    sha256(nullif(license_key, '')) AS license_key_hash,
    nullif(external_url, '') AS external_url,
    nullif(lower(regexp_extract(external_url, '^[a-z]+://([^/:?#]+)', 1)), '') AS external_host,
    nullif(installer_email, '') AS installer_email,
    nullif(ext_services, '') AS code_hosts,
    nullif(auth_providers, '') AS auth_providers,
    CASE
        WHEN len(activity.DAUs) = 0 AND len(activity.MAUs) > 0 THEN 'critical'
        ELSE 'full'
    END AS telemetry,
    active_today,
    has_cody_enabled AS has_cody,
    total_user_accounts,
    nullif(total_orgs, 0) AS total_organizations,
    coalesce(
        TRY_CAST(json_extract_string(new_code_intel_usage, '$.num_repositories') AS BIGINT),
        TRY_CAST(json_extract_string(own_usage, '$.repos_count.total') AS BIGINT),
        CASE WHEN deploy_type = 'app' THEN total_repos END
    ) AS repositories,
    TRY_CAST(json_extract_string(repositories, '$.GitDirBytes') AS BIGINT) AS git_bytes,
    TRY_CAST(json_extract_string(repositories, '$.NewLinesCount') AS BIGINT) AS lines_of_code,
    TRY_CAST(left(activity.DAUs[1].StartTime, 10) AS DATE) AS dau_day,
    -- The day and the month that the ping speaks of; a late one arrives on another.
    coalesce(TRY_CAST(left(activity.DAUs[1].StartTime, 10) AS DATE), day) AS reported_on,
    CAST(date_trunc(
        'month', coalesce(TRY_CAST(left(activity.MAUs[1].StartTime, 10) AS DATE), day)
    ) AS DATE) AS month,
    coalesce(TRY_CAST(left(activity.DAUs[1].StartTime, 10) AS DATE) < day, false) AS is_late,
    activity.DAUs[1].UserCount AS dau,
    activity.DAUs[1].RegisteredUserCount AS dau_registered,
    activity.DAUs[1].IntegrationUserCount AS dau_integration,
    TRY_CAST(left(activity.WAUs[1].StartTime, 10) AS DATE) AS wau_week,
    activity.WAUs[1].UserCount AS wau,
    activity.WAUs[1].RegisteredUserCount AS wau_registered,
    activity.WAUs[1].IntegrationUserCount AS wau_integration,
    TRY_CAST(left(activity.MAUs[1].StartTime, 10) AS DATE) AS mau_month,
    activity.MAUs[1].UserCount AS mau,
    activity.MAUs[1].RegisteredUserCount AS mau_registered,
    activity.MAUs[1].IntegrationUserCount AS mau_integration,
    TRY_CAST(json_extract_string(growth_statistics, '$.CreatedUsers') AS BIGINT) AS created_users,
    TRY_CAST(json_extract_string(growth_statistics, '$.DeletedUsers') AS BIGINT) AS deleted_users,
    TRY_CAST(json_extract_string(growth_statistics, '$.RetainedUsers') AS BIGINT) AS retained_users,
    TRY_CAST(json_extract_string(growth_statistics, '$.ChurnedUsers') AS BIGINT) AS churned_users,
    TRY_CAST(json_extract_string(growth_statistics, '$.ResurrectedUsers') AS BIGINT) AS resurrected_users,
    TRY_CAST(json_extract_string(growth_statistics, '$.PendingAccessRequests') AS BIGINT) AS pending_access_requests,
    TRY_CAST(json_extract_string(growth_statistics, '$.ApprovedAccessRequests') AS BIGINT) AS approved_access_requests,
    TRY_CAST(json_extract_string(growth_statistics, '$.RejectedAccessRequests') AS BIGINT) AS rejected_access_requests
FROM parsed
