-- One row for each day, site, landing page and source of visits.
SELECT
    day,
    site,
    landing_page,
    referrer_domain,
    channel,
    utm_source,
    utm_medium,
    utm_campaign,
    campaign_id,
    count(*) AS sessions,
    count(*) FILTER (WHERE is_new_visitor) AS new_visitor_sessions,
    count(*) FILTER (WHERE is_bounce) AS bounces,
    CAST(sum(page_views) AS BIGINT) AS page_views,
    CAST(sum(duration_seconds) AS BIGINT) AS duration_seconds,
    CAST(sum(form_submissions) AS BIGINT) AS form_submissions
FROM clean.web_session
GROUP BY ALL
