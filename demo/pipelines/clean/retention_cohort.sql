-- One row for each instance, week (from Monday) in which accounts were made, and number of weeks since: how many of
-- them did anything then. Each share is that of the last ping that knew it.
WITH parsed AS (
    SELECT
        p.site_id,
        p.seq,
        p.reported_on,
        unnest(from_json(
            json_extract(r.retention_statistics, '$.Weekly'),
            '[{"WeekStart": "VARCHAR", "CohortSize": "BIGINT", "Week0": "DOUBLE", "Week1": "DOUBLE", "Week2": "DOUBLE",
               "Week3": "DOUBLE", "Week4": "DOUBLE", "Week5": "DOUBLE", "Week6": "DOUBLE", "Week7": "DOUBLE",
               "Week8": "DOUBLE", "Week9": "DOUBLE", "Week10": "DOUBLE", "Week11": "DOUBLE"}]'
        )) AS cohort
    FROM clean.ping AS p
    JOIN raw.pings AS r ON r.seq = p.seq
    WHERE json_type(r.retention_statistics, '$.Weekly') = 'ARRAY'
),

shares AS (
    SELECT
        site_id,
        seq,
        reported_on,
        TRY_CAST(left(cohort.WeekStart, 10) AS DATE) AS cohort_week,
        cohort.CohortSize AS cohort_size,
        unnest(range(12)) AS weeks_since_sign_up,
        unnest([
            cohort.Week0, cohort.Week1, cohort.Week2, cohort.Week3, cohort.Week4, cohort.Week5, cohort.Week6,
            cohort.Week7, cohort.Week8, cohort.Week9, cohort.Week10, cohort.Week11
        ]) AS retained_share
    FROM parsed
)

SELECT
    site_id,
    cohort_week,
    CAST(weeks_since_sign_up AS INTEGER) AS weeks_since_sign_up,
    cohort_size,
    retained_share,
    CAST(round(retained_share * cohort_size) AS BIGINT) AS retained_users,
    reported_on AS as_of
FROM shares
WHERE cohort_size > 0 AND retained_share IS NOT NULL
QUALIFY row_number() OVER (
    PARTITION BY site_id, cohort_week, weeks_since_sign_up ORDER BY reported_on DESC, seq DESC
) = 1
