-- One row for each person at an account. What is known from several records is put together.
WITH people AS (
    SELECT
        person_id,
        count(*) - 1 AS duplicates,
        arg_min(account_id, record_number) AS account_id,
        bool_or(has_opted_in) AS is_opted_in,
        max(last_activity_at) AS last_activity_at
    FROM staging.stg_contact
    GROUP BY person_id
)

SELECT
    c.id,
    p.account_id,
    c.first_name,
    c.last_name,
    c.first_name || ' ' || c.last_name AS name,
    c.address AS email,
    split_part(c.address, '@', 2) AS email_domain,
    c.title,
    c.role,
    p.is_opted_in,
    c.created_at,
    p.last_activity_at,
    p.duplicates
FROM staging.stg_contact AS c
JOIN people AS p ON p.person_id = c.id
WHERE c.record_number = 1
