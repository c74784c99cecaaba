-- One row for each visit to the marketing site or the documentation: where from, on which page, how long.
WITH parsed AS (
    SELECT
        *,
        nullif(regexp_replace(lower(regexp_extract(referrer, '^[a-z]+://([^/:?#]+)', 1)), '^www\.', ''), '')
            AS host_before
    FROM raw.web_session
),

referred AS (
    SELECT
        *,
        CASE
            WHEN host_before = 'sourcegraph.com' OR host_before LIKE '%.sourcegraph.com' THEN 'internal'
            ELSE host_before
        END AS referrer_domain
    FROM parsed
),

visitors AS (
    SELECT
        visitor_id,
        min(started_at) AS first_seen_at,
        arg_min(referrer_domain, started_at) FILTER (WHERE referrer_domain <> 'internal') AS original_referrer_domain
    FROM referred
    GROUP BY visitor_id
),

forms AS (
    SELECT session_id, count(*) AS form_submissions FROM clean.form_submission GROUP BY session_id
)

SELECT
    s.id,
    s.visitor_id,
    s.host AS site,
    s.started_at,
    CAST(s.started_at AS DATE) AS day,
    date_diff('second', s.started_at, s.ended_at) AS duration_seconds,
    s.page_views,
    s.landing_page,
    s.referrer,
    s.referrer_domain,
    v.original_referrer_domain,
    CASE
        WHEN lower(s.utm_medium) IN ('cpc', 'paid-social', 'display') THEN 'Paid'
        WHEN lower(s.utm_medium) IN ('email', 'webinar') THEN 'E-mail'
        WHEN s.referrer_domain IS NULL AND s.utm_source IS NULL THEN 'Direct'
        WHEN s.referrer_domain = 'internal' THEN 'Internal'
        WHEN regexp_matches(s.referrer_domain, '^(google|bing|duckduckgo|ecosia|baidu)\.') THEN 'Search'
        WHEN
            s.referrer_domain IN
            ('linkedin.com', 't.co', 'reddit.com', 'news.ycombinator.com', 'facebook.com', 'x.com')
            THEN 'Social'
        ELSE 'Referral'
    END AS channel,
    lower(s.utm_source) AS utm_source,
    lower(s.utm_medium) AS utm_medium,
    lower(s.utm_campaign) AS utm_campaign,
    c.id AS campaign_id,
    nullif(s.country, '(not set)') AS country,
    s.device,
    CAST(s.started_at AS DATE) = CAST(v.first_seen_at AS DATE) AS is_new_visitor,
    s.page_views = 1 AS is_bounce,
    coalesce(f.form_submissions, 0) AS form_submissions
FROM referred AS s
JOIN visitors AS v ON v.visitor_id = s.visitor_id
LEFT JOIN raw.crm_campaign AS c ON lower(c.utm_campaign) = lower(s.utm_campaign)
LEFT JOIN forms AS f ON f.session_id = s.id
