-- One row for each instance, kind of period (day, week, month) and period: people who were active by the event stream.
-- Signing in and out is no activity; weeks begin on Sunday.
WITH active AS (
    SELECT
        json_extract_string(e.groups, '$.instance[0]') AS site_id,
        e.day,
        coalesce(m.canonical, e.uid) AS person,
        e.user_id IS NOT NULL AS is_registered
    FROM main.events AS e
    JOIN main.event_types AS t ON t.ev = e.ev
    LEFT JOIN main.merges AS m ON m.old = e.uid
    WHERE
        e.project_id = 1
        AND NOT e.is_system
        AND t.name NOT IN (
            'ViewSignIn', 'ViewSignUp', 'SignOutAttempted', 'SignOutFailed', 'SignOutSucceeded', 'SignInAttempted',
            'SignInFailed', 'SignInSucceeded', 'PasswordResetRequested', 'PasswordRandomized', 'PasswordChanged',
            'EmailVerified', 'ExternalAuthSignupFailed', 'ExternalAuthSignupSucceeded',
            'CodyVSCodeExtension:CodySavedLogin:executed'
        )
),

periods AS (
    SELECT site_id, person, is_registered, 'day' AS period, day AS start FROM active
    UNION ALL
    SELECT site_id, person, is_registered, 'week', day - CAST(dayofweek(day) AS INTEGER) FROM active
    UNION ALL
    SELECT site_id, person, is_registered, 'month', CAST(date_trunc('month', day) AS DATE) FROM active
)

SELECT
    site_id,
    period,
    start,
    CAST(count(DISTINCT person) AS INTEGER) AS users,
    CAST(count(DISTINCT person) FILTER (WHERE is_registered) AS INTEGER) AS registered_users,
    CAST(count(*) AS INTEGER) AS events
FROM periods
WHERE site_id IS NOT NULL
GROUP BY ALL
