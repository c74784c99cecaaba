-- One row for each visitor of Sourcegraph.com or of the company's web pages and day.
SELECT
    e.person,
    e.day,
    e.day - CAST(dayofweek(e.day) AS INTEGER) AS week,
    CAST(date_trunc('month', e.day) AS DATE) AS month,
    e.day = any_value(v.first_day) AS is_new,
    bool_or(e.is_registered) AS is_registered,
    coalesce(bool_or(e.is_qualifying), false) AS is_active,
    bool_or(e.is_activity AND e.surface = 'Sourcegraph.com') AS has_activity,
    -- Extension-only people are no visitors.
    any_value(v.is_extension_only) AS is_extension_only,
    bool_or(e.surface = 'Sourcegraph.com') AS saw_product,
    bool_or(e.surface IN ('Marketing site', 'Docs')) AS saw_website,
    count(*) AS events,
    count(*) FILTER (WHERE e.is_page_view) AS page_views,
    count(DISTINCT e.session_key) AS sessions,
    count(*) FILTER (WHERE e.event_name = 'SearchSubmitted') AS searches,
    any_value(v.first_day) AS first_day,
    arg_min(e.referrer, e.event_time) FILTER (WHERE e.referrer IS NOT NULL) AS referrer,
    arg_min(e.utm_source, e.event_time) FILTER (WHERE e.utm_source IS NOT NULL) AS utm_source,
    arg_min(e.utm_medium, e.event_time) FILTER (WHERE e.utm_medium IS NOT NULL) AS utm_medium,
    arg_min(e.utm_campaign, e.event_time) FILTER (WHERE e.utm_campaign IS NOT NULL) AS utm_campaign,
    any_value(v.has_new_home) AS has_new_home,
    any_value(v.is_teammate) AS is_teammate
FROM clean.event AS e
JOIN clean.visitor AS v ON v.person = e.person
WHERE e.surface <> 'Managed instance'
GROUP BY e.person, e.day
