-- Every record of a contact, with the record that stands for the person: the oldest one with the same address.
SELECT
    *,
    lower(trim(email)) AS address,
    first_value(id) OVER same_person AS person_id,
    row_number() OVER same_person AS record_number
FROM raw.crm_contact
WINDOW same_person AS (PARTITION BY coalesce(lower(trim(email)), id) ORDER BY created_at, id)
