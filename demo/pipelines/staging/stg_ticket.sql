-- One row for each ticket that was not deleted, with its moments: the first answer, the last solution, how often it was
-- opened again. An acknowledgement is no answer, and neither is a note among colleagues.
WITH replies AS (
    SELECT
        ticket_id,
        min(created_at) AS first_reply_at,
        count(*) AS replies
    FROM raw.support_ticket_comment
    WHERE author_role = 'agent' AND is_public AND NOT is_acknowledgement
    GROUP BY ticket_id
),

changes AS (
    SELECT
        *,
        lag(status) OVER (PARTITION BY ticket_id ORDER BY created_at, number) AS status_before
    FROM raw.support_ticket_status
),

moments AS (
    SELECT
        ticket_id,
        max(created_at) FILTER (WHERE status = 'solved') AS solved_at,
        max(created_at) FILTER (WHERE status = 'closed') AS closed_at,
        count(*) FILTER (
            WHERE status NOT IN ('solved', 'closed') AND status_before IN ('solved', 'closed')
        ) AS reopens
    FROM changes
    GROUP BY ticket_id
),

ratings AS (
    SELECT ticket_id, arg_max(score, updated_at) AS score, arg_max(comment, updated_at) AS comment
    FROM raw.support_satisfaction_rating
    WHERE score IN ('good', 'bad')
    GROUP BY ticket_id
),

-- Where a ticket names no company, a contact's address tells whose it is, else the domain of a company's addresses.
domains AS (
    SELECT lower(domain) AS domain, min(id) AS account_id FROM raw.crm_accounts GROUP BY ALL HAVING count(*) = 1
)

SELECT
    t.id,
    coalesce(a.id, p.account_id, d.account_id) AS account_id,
    CASE
        WHEN a.id IS NOT NULL THEN 'organization'
        WHEN p.account_id IS NOT NULL THEN 'contact'
        WHEN d.account_id IS NOT NULL THEN 'email domain'
    END AS linked_by,
    t.organization_id,
    o.name AS organization,
    t.subject,
    CASE t.type
        WHEN 'defect' THEN 'Defect'
        WHEN 'question' THEN 'Help'
        WHEN 'feature_request' THEN 'Feature request'
        ELSE 'Other'
    END AS kind,
    coalesce(t.priority, 'None') AS priority,
    t.status,
    t.status NOT IN ('solved', 'closed') AS is_open,
    t.channel,
    t.product_area,
    t.assignee_id,
    g.name AS assignee,
    split_part(lower(t.requester_email), '@', 2) AS requester_email_domain,
    t.created_at,
    r.first_reply_at,
    CASE WHEN t.status IN ('solved', 'closed') THEN m.solved_at END AS solved_at,
    m.closed_at,
    coalesce(m.reopens, 0) AS reopens,
    coalesce(r.replies, 0) AS replies,
    s.score AS rating,
    s.comment AS rating_comment,
    max(t._synced_at) OVER () AS as_of
FROM raw.support_ticket AS t
LEFT JOIN raw.support_organization AS o ON o.id = t.organization_id
LEFT JOIN raw.crm_accounts AS a ON a.id = o.external_id
LEFT JOIN clean.contact AS p ON p.email = lower(t.requester_email)
LEFT JOIN domains AS d ON d.domain = split_part(lower(t.requester_email), '@', 2)
LEFT JOIN raw.support_agent AS g ON g.id = t.assignee_id
LEFT JOIN replies AS r ON r.ticket_id = t.id
LEFT JOIN moments AS m ON m.ticket_id = t.id
LEFT JOIN ratings AS s ON s.ticket_id = t.id
WHERE t.status <> 'deleted'
