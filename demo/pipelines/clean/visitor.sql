-- One row for each person who was ever on Sourcegraph.com or on the company's web pages: how they came, and the moments
-- at which they became active, signed up, connected a code host and were activated. People of managed instances are
-- left out.
WITH events AS (
    SELECT * FROM clean.event WHERE surface <> 'Managed instance'
),

met AS (
    SELECT
        person,
        min(event_time) AS first_seen,
        arg_min(referrer, event_time) FILTER (WHERE referrer IS NOT NULL) AS first_referrer,
        arg_min(utm_source, event_time) FILTER (WHERE utm_source IS NOT NULL) AS utm_source,
        arg_min(utm_medium, event_time) FILTER (WHERE utm_medium IS NOT NULL) AS utm_medium,
        arg_min(utm_campaign, event_time) FILTER (WHERE utm_campaign IS NOT NULL) AS utm_campaign,
        max(user_id) AS user_id,
        bool_or(is_teammate) AS is_teammate,
        bool_or(has_new_home) AS has_new_home,
        bool_and(coalesce(client, '') = 'CODEHOSTINTEGRATION') AS is_extension_only,
        bool_or(surface = 'Sourcegraph.com') AS saw_product,
        min(event_time) FILTER (WHERE is_qualifying) AS first_active_at,
        arg_min(
            CASE
                WHEN client IN ('CODEHOSTINTEGRATION', 'IDEEXTENSION') THEN 'Extension'
                WHEN category = 'Search' THEN 'Search'
                ELSE 'Navigation'
            END,
            event_time
        ) FILTER (WHERE is_qualifying) AS first_action,
        min(event_time) FILTER (WHERE event_name = 'SignupCompleted') AS signed_up_at,
        min(event_time) FILTER (WHERE event_name = 'CodeHostConnected') AS code_host_connected_at,
        min(event_time) FILTER (WHERE event_name LIKE 'OrganizationRepositoriesAdded') AS repositories_added_at,
        min(event_time, 3) FILTER (WHERE event_name = 'SearchSubmitted') AS search_times,
        min(event_time, 3) FILTER (WHERE event_name = 'SearchResultsFetched') AS result_times,
        count(DISTINCT day) FILTER (WHERE is_qualifying) AS active_days,
        max(day) AS last_day
    FROM events
    GROUP BY person
),

-- The third search and the third view of results come when there were as many.
moments AS (
    SELECT
        *,
        search_times[1] AS first_search_at,
        search_times[3] AS third_search_at,
        result_times[3] AS third_result_view_at
    FROM met
),

activated AS (
    SELECT
        *,
        CASE
            WHEN
                signed_up_at IS NOT NULL AND code_host_connected_at IS NOT NULL AND third_search_at IS NOT NULL
                AND third_result_view_at IS NOT NULL
                THEN greatest(signed_up_at, code_host_connected_at, third_search_at, third_result_view_at)
        END AS activated_at
    FROM moments
),

as_of AS (
    SELECT max(event_time) AS time FROM clean.event
)

SELECT
    person,
    first_seen,
    CAST(first_seen AS DATE) AS first_day,
    CAST(first_seen AS DATE) - CAST(dayofweek(first_seen) AS INTEGER) AS first_week,
    first_referrer,
    utm_source,
    utm_medium,
    utm_campaign,
    user_id,
    is_teammate,
    has_new_home,
    is_extension_only,
    saw_product,
    first_active_at,
    first_action,
    signed_up_at,
    CAST(signed_up_at AS DATE) - CAST(dayofweek(signed_up_at) AS INTEGER) AS signed_up_week,
    code_host_connected_at,
    first_search_at,
    third_search_at,
    third_result_view_at,
    activated_at,
    activated_at IS NOT NULL AS is_activated,
    coalesce(activated_at <= signed_up_at + INTERVAL 14 DAYS, false) AS is_activated_14_days,
    signed_up_at + INTERVAL 14 DAYS <= as_of.time AS is_activation_known,
    date_diff('second', signed_up_at, activated_at) / 86400.0 AS days_to_activation,
    active_days,
    last_day,
    CASE
        WHEN signed_up_at IS NULL THEN NULL
        WHEN
            first_search_at IS NOT NULL AND active_days >= 5 AND code_host_connected_at IS NOT NULL
            AND repositories_added_at IS NOT NULL THEN 'A'
        WHEN first_search_at IS NOT NULL AND active_days >= 2 AND code_host_connected_at IS NOT NULL THEN 'B'
        WHEN first_search_at IS NOT NULL THEN 'C'
        ELSE 'D'
    END AS lead_grade
FROM activated
CROSS JOIN as_of
