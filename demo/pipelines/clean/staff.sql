-- One row for each of our people who look after accounts, leads or tickets.
SELECT id, name, email, role, is_active FROM raw.crm_user
