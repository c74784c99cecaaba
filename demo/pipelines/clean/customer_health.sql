-- One row for each customer: the traits of its health today, each from 0 (poor) to 10 (healthy) and linear in between,
-- and the weighted score. A trait without data leaves its category to the others, a category without traits its weight.
WITH as_of AS (
    SELECT CAST(max(received_at) AS DATE) AS day FROM clean.ping
),

-- The mean of daily users over the last four complete weeks, summed over the instances in production.
weekly AS (
    SELECT i.account_id, sum(d.average_dau) AS average_dau
    FROM (
        SELECT d.site_id, avg(d.dau) AS average_dau
        FROM clean.instance_day AS d
        CROSS JOIN as_of AS a
        WHERE
            d.day >= a.day + 1 - CAST(dayofweek(a.day + 1) AS INTEGER) - 28
            AND d.day < a.day + 1 - CAST(dayofweek(a.day + 1) AS INTEGER)
        GROUP BY d.site_id
    ) AS d
    JOIN clean.instance_link AS i ON i.site_id = d.site_id
    WHERE i.environment = 'production' AND i.account_id IS NOT NULL
    GROUP BY i.account_id
),

monthly AS (
    SELECT m.*
    FROM clean.account_month AS m
    CROSS JOIN as_of AS a
    WHERE m.month = date_trunc('month', a.day + 1) - INTERVAL 1 MONTH
),

navigation AS (
    SELECT i.account_id, coalesce(max(w.precise_users), 0) > 0 AS precise_navigation
    FROM clean.instance_week AS w
    JOIN clean.instance_link AS i ON i.site_id = w.site_id
    CROSS JOIN as_of AS a
    WHERE w.week >= a.day - 35 AND w.code_intel_users IS NOT NULL AND i.account_id IS NOT NULL
    GROUP BY i.account_id
),

tickets AS (
    SELECT
        account_id,
        count(*) FILTER (WHERE kind = 'Defect') AS defects,
        count(*) FILTER (WHERE kind = 'Help') AS helps
    FROM clean.ticket
    WHERE created_at >= as_of - INTERVAL 90 DAYS AND account_id IS NOT NULL
    GROUP BY account_id
),

people AS (
    SELECT
        account_id,
        bool_or(role = 'Champion') AS has_champion,
        bool_or(role = 'Economic buyer') AS has_buyer_access,
        max(last_activity_at) AS last_contact_at
    FROM clean.contact
    WHERE account_id IS NOT NULL
    GROUP BY account_id
),

traits AS (
    SELECT
        c.id AS account_id,
        c.advisor_sentiment,
        w.average_dau / nullif(m.mau, 0) AS usage_score,
        m.mau / nullif(m.seats_or_people, 0) AS seat_consumption,
        m.versions_behind,
        n.precise_navigation,
        coalesce(t.defects, 0) AS defect_tickets_90d,
        coalesce(t.helps, 0) AS help_tickets_90d,
        coalesce(p.has_champion, false) AS has_champion,
        coalesce(p.has_buyer_access, false) AS has_buyer_access,
        p.last_contact_at,
        date_diff('day', CAST(p.last_contact_at AS DATE), a.day) AS days_since_contact
    FROM clean.account AS c
    CROSS JOIN as_of AS a
    LEFT JOIN weekly AS w ON w.account_id = c.id
    LEFT JOIN monthly AS m ON m.account_id = c.id
    LEFT JOIN navigation AS n ON n.account_id = c.id
    LEFT JOIN tickets AS t ON t.account_id = c.id
    LEFT JOIN people AS p ON p.account_id = c.id
    WHERE c.account_type = 'Customer'
),

-- least() and greatest() pass over NULL, so what is unknown is kept out of them.
points AS (
    SELECT
        *,
        CASE advisor_sentiment WHEN 'healthy' THEN 10 WHEN 'concerning' THEN 5 WHEN 'poor' THEN 0 END
            AS sentiment_points,
        CASE WHEN usage_score IS NOT NULL THEN least(10, greatest(0, (usage_score - 0.20) / 0.10 * 10)) END
            AS usage_points,
        CASE WHEN seat_consumption IS NOT NULL THEN least(10, greatest(0, (seat_consumption - 0.50) / 0.30 * 10)) END
            AS seat_points,
        CASE WHEN versions_behind IS NOT NULL THEN least(10, greatest(0, (5 - versions_behind) / 4.0 * 10)) END
            AS version_points,
        CASE WHEN precise_navigation IS NOT NULL THEN CASE WHEN precise_navigation THEN 10 ELSE 0 END END
            AS navigation_points,
        least(10, greatest(0, (5 - defect_tickets_90d) / 4.0 * 10)) AS defect_points,
        least(10, greatest(0, (15 - help_tickets_90d) / 6.0 * 10)) AS help_points,
        CASE WHEN has_champion THEN 10 ELSE 0 END AS champion_points,
        CASE WHEN has_buyer_access THEN 10 ELSE 0 END AS buyer_points,
        CASE WHEN days_since_contact IS NOT NULL THEN least(10, greatest(0, (30 - days_since_contact) / 16.0 * 10)) END
            AS contact_points
    FROM traits
),

categories AS (
    SELECT
        *,
        CAST(sentiment_points AS DOUBLE) AS sentiment_score,
        list_avg([version_points, navigation_points, defect_points, help_points]) AS technical_score,
        list_avg([champion_points, buyer_points, contact_points]) AS relationship_score,
        list_avg([usage_points, seat_points]) AS utilisation_score
    FROM points
),

scored AS (
    SELECT
        *,
        (
            coalesce(0.05 * sentiment_score, 0) + coalesce(0.15 * technical_score, 0)
            + coalesce(0.25 * relationship_score, 0) + coalesce(0.55 * utilisation_score, 0)
        )
        / (
            CASE WHEN sentiment_score IS NULL THEN 0 ELSE 0.05 END
            + CASE WHEN technical_score IS NULL THEN 0 ELSE 0.15 END
            + CASE WHEN relationship_score IS NULL THEN 0 ELSE 0.25 END
            + CASE WHEN utilisation_score IS NULL THEN 0 ELSE 0.55 END
        ) AS health_score
    FROM categories
)

SELECT
    *,
    CASE WHEN health_score >= 7 THEN 'Healthy' WHEN health_score >= 4 THEN 'Concerning' ELSE 'Poor' END AS band,
    utilisation_score IS NULL AS is_partial
FROM scored
