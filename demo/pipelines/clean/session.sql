-- One row for each visit: what a client reports under one session id, which begins anew after half an hour without
-- activity.
WITH visits AS (
    SELECT
        session_key,
        any_value(site_id) AS site_id,
        min(surface) AS surface,
        any_value(person) AS person,
        bool_or(is_registered) AS is_registered,
        min(event_time) AS started_at,
        max(event_time) AS ended_at,
        count(*) AS events,
        count(*) FILTER (WHERE is_page_view) AS page_views,
        count(*) FILTER (WHERE event_name = 'SearchSubmitted') AS searches,
        count(*) FILTER (WHERE event_name = 'SearchResultClicked') AS result_clicks,
        arg_min(referrer, event_time) FILTER (WHERE referrer IS NOT NULL) AS session_referrer,
        arg_min(utm_source, event_time) FILTER (WHERE utm_source IS NOT NULL) AS utm_source,
        arg_min(utm_medium, event_time) FILTER (WHERE utm_medium IS NOT NULL) AS utm_medium,
        arg_min(utm_campaign, event_time) FILTER (WHERE utm_campaign IS NOT NULL) AS utm_campaign,
        arg_min(page, event_time) FILTER (WHERE page IS NOT NULL) AS landing_page,
        bool_and(client IN ('CODEHOSTINTEGRATION', 'IDEEXTENSION')) AS is_extension_only,
        bool_or(has_new_home) AS has_new_home,
        bool_or(is_teammate) AS is_teammate
    FROM clean.event
    GROUP BY session_key
),

first AS (
    SELECT person, min(day) AS day FROM clean.event GROUP BY person
)

SELECT
    v.session_key,
    v.site_id,
    v.surface,
    v.person,
    v.is_registered,
    v.started_at,
    v.ended_at,
    CAST(v.started_at AS DATE) AS day,
    CAST(v.started_at AS DATE) - CAST(dayofweek(v.started_at) AS INTEGER) AS week,
    date_diff('millisecond', v.started_at, v.ended_at) / 1000.0 AS duration_seconds,
    v.events,
    v.page_views,
    v.searches,
    v.result_clicks,
    first.day = CAST(v.started_at AS DATE) AS is_new_visitor,
    v.session_referrer,
    v.utm_source,
    v.utm_medium,
    v.utm_campaign,
    v.landing_page,
    v.is_extension_only,
    v.has_new_home,
    v.is_teammate
FROM visits AS v
JOIN first ON first.person = v.person
