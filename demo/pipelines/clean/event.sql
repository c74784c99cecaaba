-- One row for each event of a person on Sourcegraph.com, on a managed instance that sends user-level data, or on the
-- company's web pages. A person who signs in on a device is the one who was signed out on it before.
WITH named AS (
    SELECT
        e.*,
        t.name,
        coalesce(m.canonical, e.uid) AS person,
        json_extract_string(e.event_properties, ['$.source', '$.page', '$.site', '$.referrer']) AS properties,
        json_extract_string(e.event_properties, ['$.utm_source', '$.utm_medium', '$.utm_campaign']) AS utm,
        json_extract_string(e.groups, ['$.instance[0]', '$.organization[0]']) AS belongs_to,
        json_extract_string(e.user_properties, ['$.teammate', '$.flag_new_home']) AS traits
    FROM main.events AS e
    JOIN main.event_types AS t ON t.ev = e.ev
    LEFT JOIN main.merges AS m ON m.old = e.uid
    WHERE e.project_id = 1 AND NOT e.is_system
)

SELECT
    n.event_uuid,
    n.event_time,
    n.day,
    n.day - CAST(dayofweek(n.day) AS INTEGER) AS week,
    n.person,
    n.user_id,
    n.device_id,
    n.user_id IS NOT NULL AS is_registered,
    n.belongs_to[1] AS site_id,
    CASE
        WHEN own.site_id IS NOT NULL THEN 'Sourcegraph.com'
        WHEN n.belongs_to[1] IS NOT NULL THEN 'Managed instance'
        WHEN n.properties[3] = 'docs.sourcegraph.com' THEN 'Docs'
        ELSE 'Marketing site'
    END AS surface,
    n.name AS event_name,
    CASE
        WHEN n.name IN ('SearchSubmitted', 'SearchResultsFetched', 'SearchResultClicked') THEN 'Search'
        WHEN n.name IN ('hover', 'goToDefinition', 'findReferences', 'CodeCopied', 'ViewCommits', 'GoToCodeHostClicked')
            THEN 'Code navigation'
        WHEN n.name LIKE 'Organization%' THEN 'Organization'
        WHEN n.name IN ('SignupCompleted', 'CodeHostConnected', 'ViewSignUp', 'ViewSignIn') THEN 'Account'
        WHEN n.properties[1] = 'STATICWEB' THEN 'Marketing'
        WHEN n.name LIKE 'Cody%' THEN 'Cody'
        WHEN n.name IN ('ViewBlob', 'ViewRepository', 'ViewTree', 'ViewHome') THEN 'Views'
        ELSE 'Feature'
    END AS category,
    -- What makes somebody active on Sourcegraph.com.
    n.name IN (
        'SearchSubmitted', 'SearchResultsFetched', 'CodeMonitorEmailLinkClicked', 'SavedSearchNotificationSent',
        'SavedSearchEmailClicked', 'ViewBlob', 'ViewRepository', 'ViewTree', 'ViewSearchNotebookPage', 'hover'
    ) AS is_qualifying,
    -- Signing in and out is no activity.
    n.name NOT IN (
        'ViewSignIn', 'ViewSignUp', 'SignOutAttempted', 'SignOutFailed', 'SignOutSucceeded', 'SignInAttempted',
        'SignInFailed', 'SignInSucceeded', 'PasswordResetRequested', 'PasswordRandomized', 'PasswordChanged',
        'EmailVerified', 'ExternalAuthSignupFailed', 'ExternalAuthSignupSucceeded',
        'CodyVSCodeExtension:CodySavedLogin:executed'
    ) AS is_activity,
    n.name LIKE 'View%' OR n.name = 'PageViewed' AS is_page_view,
    n.properties[1] AS client,
    n.device_id || ':' || CAST(n.session_id AS VARCHAR) AS session_key,
    n.properties[2] AS page,
    n.properties[3] AS site,
    n.properties[4] AS referrer,
    n.utm[1] AS utm_source,
    n.utm[2] AS utm_medium,
    n.utm[3] AS utm_campaign,
    n.belongs_to[2] AS organization_id,
    coalesce(n.traits[1] = 'true', false) AS is_teammate,
    n.traits[2] = 'true' AS has_new_home
FROM named AS n
LEFT JOIN raw.own_instances AS own ON own.site_id = n.belongs_to[1]
