-- One row for each day, sequence, step and sender: the mails of that day and what became of them since.
SELECT
    CAST(m.sent_at AS DATE) AS day,
    m.sequence_id,
    q.name AS sequence,
    m.step AS step_number,
    m.sender_id AS owner_id,
    s.name AS owner,
    count(*) AS sent,
    count(*) FILTER (WHERE m.bounced_at IS NULL) AS delivered,
    count(m.bounced_at) AS bounced,
    count(m.opened_at) AS opened,
    count(m.clicked_at) AS clicked,
    count(m.replied_at) AS replied
FROM raw.sales_mail AS m
LEFT JOIN raw.sales_sequence AS q ON q.id = m.sequence_id
LEFT JOIN raw.crm_user AS s ON s.id = m.sender_id
GROUP BY ALL
