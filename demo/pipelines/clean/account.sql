-- One row for each company in the CRM: what it is to us, what it bought, and what its instances tell us.
WITH used AS (
    SELECT
        account_id,
        bool_or(mau / nullif(seats_or_people, 0) >= 0.80 AND dau_per_mau >= 0.30) AS has_adopted
    FROM clean.account_month
    WHERE month < date_trunc('month', current_date)
    GROUP BY account_id
),

dated AS (
    SELECT
        *,
        date_diff('day', first_contract_start, current_date) AS tenure_days,
        date_diff('day', current_date, contract_end) AS days_to_contract_end
    FROM staging.stg_account
)

SELECT
    a.id,
    a.name,
    a.previous_name,
    a.renamed_at,
    a.slug,
    a.account_type,
    a.type AS crm_type,
    a.industry,
    a.region,
    a.employees,
    a.engineers,
    a.domain,
    a.instance_domain,
    a.account_executive,
    a.customer_engineer,
    a.technical_advisor,
    -- Customers adopt until they once had 80 % of their seats and 30 % of their people daily; where no telemetry can
    -- say so, the CRM's word counts.
    CASE
        WHEN a.account_type <> 'Customer' AND a.type = 'Former customer' THEN 'Churned'
        WHEN a.account_type <> 'Customer' THEN 'Prospect'
        WHEN a.days_to_contract_end <= 120 THEN 'Renewing'
        WHEN a.tenure_days <= 60 THEN 'Onboarding'
        WHEN u.has_adopted THEN 'Nurturing'
        WHEN u.has_adopted IS NULL AND a.lifecycle_stage = 'Nurturing' THEN 'Nurturing'
        ELSE 'Adopting'
    END AS lifecycle_stage,
    a.lifecycle_stage AS lifecycle_stage_crm,
    a.advisor_sentiment,
    a.first_contract_start,
    a.contract_end,
    a.days_to_contract_end,
    a.tenure_days,
    coalesce(a.unlimited_deal, false) AS unlimited_deal,
    a.total_addressable_users,
    a.revenue_per_year,
    CAST(coalesce(a.seats, 0) AS INTEGER) AS seats,
    a.has_paid_license,
    a.has_trial,
    a.plans,
    a.features,
    concat_ws(', ', a.plans, a.features) AS products_purchased,
    t.status AS telemetry_status,
    t.computed_status AS telemetry_status_computed,
    t.is_overridden AS telemetry_status_overridden,
    t.last_ping,
    a.open_opportunities,
    a.created_at
FROM dated AS a
LEFT JOIN clean.telemetry_status AS t ON t.account_id = a.id
LEFT JOIN used AS u ON u.account_id = a.id
