-- One row for each ping with a code-intelligence block, as columns and lists.
WITH parsed AS (
    SELECT
        remote_site_id AS site_id,
        seq,
        from_json(
            new_code_intel_usage,
            '{"start_time": "VARCHAR", "waus": "BIGINT", "precise_waus": "BIGINT", "search_waus": "BIGINT",
              "xrepo_waus": "BIGINT", "precise_xrepo_waus": "BIGINT", "search_xrepo_waus": "BIGINT",
              "event_summaries": [{"action": "VARCHAR", "source": "VARCHAR", "language_id": "VARCHAR",
                                   "cross_repository": "BOOLEAN", "waus": "BIGINT", "total_actions": "BIGINT"}],
              "num_repositories": "BIGINT", "num_repositories_with_upload_records": "BIGINT",
              "num_repositories_with_fresh_upload_records": "BIGINT", "num_repositories_with_index_records": "BIGINT",
              "num_repositories_with_fresh_index_records": "BIGINT",
              "num_repositories_with_index_configuration_records": "BIGINT",
              "counts_by_language": [{"language_id": "VARCHAR", "num_repositories_with_upload_records": "BIGINT",
                                      "num_repositories_with_fresh_upload_records": "BIGINT",
                                      "num_repositories_with_index_records": "BIGINT",
                                      "num_repositories_with_fresh_index_records": "BIGINT"}],
              "settings_page_view_count": "BIGINT", "users_with_ref_panel_redesign_enabled": "BIGINT",
              "language_requests": [{"language_id": "VARCHAR", "num_requests": "BIGINT"}],
              "investigation_events": [{"type": "VARCHAR", "waus": "BIGINT", "total": "BIGINT"}]}'
        ) AS usage
    FROM raw.pings
    WHERE new_code_intel_usage IS NOT NULL
)

SELECT site_id, seq, TRY_CAST(left(usage.start_time, 10) AS DATE) AS week, unnest(usage)
FROM parsed
WHERE usage.start_time IS NOT NULL
