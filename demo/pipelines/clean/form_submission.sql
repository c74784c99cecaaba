-- One row for each form that somebody filled in, with the lead it became and the visit it was part of.
SELECT
    f.id,
    f.form,
    lower(trim(f.email)) AS email,
    split_part(lower(trim(f.email)), '@', 2) AS email_domain,
    l.id AS lead_id,
    f.page,
    lower(f.utm_source) AS utm_source,
    lower(f.utm_medium) AS utm_medium,
    lower(f.utm_campaign) AS utm_campaign,
    f.session_id,
    f.submitted_at
FROM raw.marketing_form_submission AS f
LEFT JOIN staging.stg_lead AS l ON l.address = lower(trim(f.email)) AND l.record_number = 1
