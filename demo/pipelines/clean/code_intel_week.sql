-- One row for each instance and week with a code-intelligence block: people by kind of answer, all actions, and which
-- repositories have precise data by the last ping of the week.
WITH counted AS (
    SELECT
        site_id,
        week,
        max(waus) AS users,
        max(precise_waus) AS precise_users,
        max(search_waus) AS search_based_users,
        max(xrepo_waus) AS cross_repository_users,
        max(precise_xrepo_waus) AS precise_cross_repository_users,
        max(search_xrepo_waus) AS search_based_cross_repository_users,
        max(settings_page_view_count) AS settings_page_views,
        max(users_with_ref_panel_redesign_enabled) AS reference_panel_users,
        arg_max(num_repositories, seq) AS repositories,
        arg_max(num_repositories_with_upload_records, seq) AS repositories_with_uploads,
        arg_max(num_repositories_with_fresh_upload_records, seq) AS repositories_with_fresh_uploads,
        arg_max(num_repositories_with_index_records, seq) AS repositories_with_indexes,
        arg_max(num_repositories_with_fresh_index_records, seq) AS repositories_with_fresh_indexes,
        arg_max(num_repositories_with_index_configuration_records, seq) AS auto_index_repositories
    FROM staging.stg_code_intel_usage
    GROUP BY ALL
),

acted AS (
    SELECT
        site_id,
        week,
        CAST(sum(actions) AS BIGINT) AS actions,
        CAST(sum(actions) FILTER (WHERE source = 'precise') AS BIGINT) AS precise_actions
    FROM clean.code_intel_action_week
    GROUP BY ALL
)

SELECT
    c.site_id,
    c.week,
    c.users,
    c.precise_users,
    c.search_based_users,
    c.cross_repository_users,
    c.precise_cross_repository_users,
    c.search_based_cross_repository_users,
    coalesce(a.actions, 0) AS actions,
    coalesce(a.precise_actions, 0) AS precise_actions,
    active.wau AS active_users,
    c.repositories,
    c.repositories_with_uploads,
    c.repositories_with_fresh_uploads,
    c.repositories_with_indexes,
    c.repositories_with_fresh_indexes,
    c.auto_index_repositories,
    c.auto_index_repositories > 0 AS has_auto_indexing,
    c.settings_page_views,
    c.reference_panel_users
FROM counted AS c
LEFT JOIN acted AS a ON a.site_id = c.site_id AND a.week = c.week
LEFT JOIN clean.instance_week AS active ON active.site_id = c.site_id AND active.week = c.week
