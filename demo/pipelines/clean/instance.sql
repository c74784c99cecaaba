-- One row for each instance that ever pinged: what it is, as its latest ping says, and whose.
WITH latest AS (
    SELECT
        site_id,
        min(received_at) AS first_ping,
        max(received_at) AS last_ping,
        count(*) AS pings,
        arg_max(version, received_at) AS version,
        arg_max(version_major, received_at) AS version_major,
        arg_max(version_minor, received_at) AS version_minor,
        arg_max(deploy_type, received_at) AS deploy_type,
        arg_max(deployment_type, received_at) AS deployment_type,
        arg_max(external_url, received_at) AS external_url,
        arg_max(external_host, received_at) AS external_host,
        arg_max(installer_email, received_at) AS installer_email,
        arg_max(code_hosts, received_at) AS code_hosts,
        arg_max(auth_providers, received_at) AS auth_providers,
        arg_max(telemetry, received_at) AS telemetry,
        arg_max(total_user_accounts, received_at) AS total_user_accounts,
        arg_max(repositories, received_at) FILTER (WHERE repositories IS NOT NULL) AS repositories,
        arg_max(git_bytes, received_at) FILTER (WHERE git_bytes IS NOT NULL) AS git_bytes,
        arg_max(lines_of_code, received_at) FILTER (WHERE lines_of_code IS NOT NULL) AS lines_of_code,
        arg_max(total_organizations, received_at) AS total_organizations,
        arg_max(os, received_at) AS os,
        arg_max(has_cody, received_at) AS has_cody,
        arg_min(version, received_at) AS first_version,
        max(received_at) FILTER (WHERE telemetry = 'full') AS last_full_ping,
        -- A copy of the database pings under the same site id, from an address of its own.
        count(DISTINCT external_host) > 1 AS is_clone_suspected
    FROM clean.ping
    GROUP BY site_id
),

overrides AS (
    SELECT site_id, arg_max(hosting_type, changed_at) AS hosting_type
    FROM raw.instance_overrides
    GROUP BY site_id
),

hosted AS (
    SELECT
        l.*,
        k.account_id,
        k.linked_by,
        k.environment,
        k.license_tags,
        coalesce(
            o.hosting_type,
            CASE
                WHEN own.site_id IS NOT NULL THEN 'Sourcegraph.com'
                WHEN l.external_host LIKE '%.sourcegraphcloud.com' THEN 'Managed instance'
                WHEN l.deploy_type = 'app' THEN 'App'
                ELSE 'Self-hosted'
            END
        ) AS hosting_type,
        o.hosting_type IS NOT NULL AS hosting_type_overridden,
        a.account_type
    FROM latest AS l
    JOIN clean.instance_link AS k ON k.site_id = l.site_id
    LEFT JOIN overrides AS o ON o.site_id = l.site_id
    LEFT JOIN raw.own_instances AS own ON own.site_id = l.site_id
    LEFT JOIN staging.stg_account AS a ON a.id = k.account_id
),

minors AS (
    SELECT major, minor, max(minor_number) AS minor_number
    FROM clean.product_release
    WHERE family = 'server'
    GROUP BY ALL
),

newest AS (
    SELECT max(minor_number) AS minor_number
    FROM clean.product_release
    WHERE family = 'server' AND minor_released_on <= (SELECT max(day) FROM clean.ping)
)

SELECT
    site_id,
    account_id,
    linked_by,
    environment = 'production' AS is_production,
    environment,
    hosting_type,
    hosting_type_overridden,
    CASE
        WHEN hosting_type IN ('Sourcegraph.com', 'App') THEN hosting_type
        WHEN account_type = 'Customer' AND hosting_type = 'Managed instance' THEN 'Customer, managed'
        WHEN account_type = 'Customer' THEN 'Customer, self-hosted'
        WHEN account_type = 'Prospect' THEN 'Prospect'
        ELSE 'Free'
    END AS instance_type,
    deployment_type,
    deploy_type,
    version,
    version_major,
    version_minor,
    -- Minor releases between it and the newest one. The App has releases of its own.
    CASE
        WHEN m.minor_number IS NOT NULL AND deployment_type <> 'App'
            THEN greatest(n.minor_number - m.minor_number, 0)
    END AS versions_behind,
    external_url,
    external_host,
    installer_email,
    code_hosts,
    auth_providers,
    license_tags,
    telemetry,
    total_user_accounts,
    repositories,
    git_bytes,
    lines_of_code,
    total_organizations,
    os,
    has_cody,
    first_version,
    is_clone_suspected,
    pings,
    first_ping,
    last_ping,
    last_full_ping
FROM hosted
CROSS JOIN newest AS n
LEFT JOIN minors AS m ON m.major = version_major AND m.minor = version_minor
