-- One row for each customer and month of its contract: the technical health score from 0 to 100 and what it is made of.
-- Each component is piecewise linear between its anchors; a missing one hands its weight to the others.
WITH customers AS (
    SELECT
        m.*,
        a.telemetry_status,
        date_diff('day', a.first_contract_start, CAST(m.month + INTERVAL 1 MONTH AS DATE)) AS tenure_days,
        m.mau / nullif(m.seats_or_people, 0) AS adoption
    FROM clean.account_month AS m
    JOIN clean.account AS a ON a.id = m.account_id
    WHERE a.account_type = 'Customer' AND a.first_contract_start < m.month + INTERVAL 1 MONTH
),

scaled AS (
    SELECT
        *,
        -- Adoption against its target: half of the seats in the first 60 days, 80 % afterwards.
        adoption / CASE WHEN tenure_days <= 60 THEN 0.50 ELSE 0.80 END AS adoption_reached,
        -- Usage is expected to build up: 70 % of the anchors up to 60 days, rising to all of them at 180.
        dau_per_mau / least(1, greatest(0.7, 0.7 + 0.3 * (tenure_days - 60) / 120.0)) AS usage_reached
    FROM customers
),

-- least() and greatest() pass over NULL, so what is unknown is kept out of them.
scored AS (
    SELECT
        *,
        CASE
            WHEN adoption_reached <= 0.625 THEN adoption_reached / 0.625 * 50
            WHEN adoption_reached > 0.625 THEN least(100, 50 + (adoption_reached - 0.625) / 0.375 * 50)
        END AS adoption_score,
        CASE
            WHEN usage_reached <= 0.20 THEN usage_reached / 0.20 * 50
            WHEN usage_reached > 0.20 THEN least(100, 50 + (usage_reached - 0.20) / 0.10 * 50)
        END AS usage_score,
        CASE WHEN versions_behind IS NOT NULL THEN least(100, greatest(0, 125 - 25 * versions_behind)) END
            AS version_score
    FROM scaled
),

weighted AS (
    SELECT
        *,
        CASE
            WHEN telemetry_status = 'No telemetry' OR (adoption_score IS NULL AND usage_score IS NULL) THEN NULL
            ELSE
                (
                    coalesce(0.45 * adoption_score, 0) + coalesce(0.35 * usage_score, 0)
                    + coalesce(0.20 * version_score, 0)
                )
                / (
                    CASE WHEN adoption_score IS NULL THEN 0 ELSE 0.45 END
                    + CASE WHEN usage_score IS NULL THEN 0 ELSE 0.35 END
                    + CASE WHEN version_score IS NULL THEN 0 ELSE 0.20 END
                )
        END AS score
    FROM scored
),

banded AS (
    SELECT
        *,
        CASE WHEN score >= 75 THEN 'Green' WHEN score >= 50 THEN 'Yellow' WHEN score IS NOT NULL THEN 'Red' END AS band
    FROM weighted
)

SELECT
    account_id,
    month,
    tenure_days,
    score,
    band,
    lag(band) OVER (PARTITION BY account_id ORDER BY month) AS previous_band,
    score - lag(score) OVER (PARTITION BY account_id ORDER BY month) AS score_change,
    score IS NOT NULL
    AND (adoption_score IS NULL OR usage_score IS NULL OR version_score IS NULL OR coalesce(is_partial, false))
        AS is_partial,
    adoption,
    adoption_score,
    dau_per_mau,
    usage_score,
    versions_behind,
    version_score,
    version,
    mau,
    seats_or_people,
    telemetry_status,
    CASE
        WHEN score IS NOT NULL THEN NULL
        WHEN telemetry_status = 'No telemetry' THEN 'Telemetry is off'
        WHEN mau IS NULL THEN 'No instance has pinged'
        ELSE 'Neither seats nor daily users are known'
    END AS why_no_score
FROM banded
