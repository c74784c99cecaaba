-- One row for each answer of a customer to a question about its environment. The history is kept.
SELECT
    account_id,
    question,
    answer,
    answered_at,
    answered_by,
    row_number() OVER (PARTITION BY account_id, question ORDER BY answered_at DESC) = 1 AS is_latest
FROM raw.environment_answer
