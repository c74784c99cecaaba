-- One row for each mailing. People are counted, not events: some open a mail several times.
WITH people AS (
    SELECT
        email_id,
        count(DISTINCT lower(recipient)) FILTER (WHERE type = 'SENT') AS sent,
        count(DISTINCT lower(recipient)) FILTER (WHERE type = 'BOUNCE') AS bounced,
        count(DISTINCT lower(recipient)) FILTER (WHERE type IN ('OPEN', 'CLICK')) AS opened,
        count(DISTINCT lower(recipient)) FILTER (WHERE type = 'CLICK') AS clicked,
        count(DISTINCT lower(recipient)) FILTER (WHERE type = 'UNSUBSCRIBE') AS unsubscribed
    FROM raw.marketing_email_event
    GROUP BY email_id
)

SELECT
    e.id,
    e.name,
    e.campaign_id,
    e.sent_at,
    coalesce(p.sent, 0) AS sent,
    coalesce(p.sent - p.bounced, 0) AS delivered,
    coalesce(p.bounced, 0) AS bounced,
    coalesce(p.opened, 0) AS opened,
    coalesce(p.clicked, 0) AS clicked,
    coalesce(p.unsubscribed, 0) AS unsubscribed
FROM raw.marketing_email AS e
LEFT JOIN people AS p ON p.email_id = e.id
