internal import FrontDoor

/// The operations of our own API, `/api/v1`, with who may call each. `analytics` stands for the permission that the
/// project's settings ask for in product analytics.
enum ProductOperations {
    static let all = Operation.read(table, types: ["limit": "int", "depth": "int"])

    private static let table = """
        GET /openapi.json openapi nobody
            > object
        GET /session session anybody
            > object
        POST /session sign_in nobody
            < object
            > object
        DELETE /session sign_out nobody
            > -
        PUT /session/acting act_as_user sudo
            < object
            > -
        DELETE /session/acting stop_acting anybody
            > -
        GET /sign-in sign_in_ways nobody
            > object
        POST /password choose_password nobody
            < object
            > object
        PUT /account/password change_password anybody
            < object
            > -
        GET /audit audit administer
            ? user action object outcome since until before limit
            > object
        GET /keys keys administer
            > object
        POST /keys create_key administer
            < object
            > object
        DELETE /keys/ingestion/{id} revoke_ingestion_key administer
            > -
        DELETE /keys/secret/{id} revoke_secret_key administer
            > -
        GET /problems problems see_lookml
            ? warehouse
            > object
        GET /develop development develop
            > object
        POST /develop begin_branch develop
            > object
        GET /develop/files project_files develop
            > object
        GET /develop/file project_file develop
            ? path!
            > object
        PUT /develop/file write_project_file develop
            < object
            > object
        DELETE /develop/file remove_project_file develop
            ? path!
            > -
        POST /develop/rename rename_project_file develop
            < object
            > -
        GET /develop/explores explores_of_file develop
            ? path!
            > object
        GET /develop/problems branch_problems develop
            > object
        GET /develop/diff branch_diff develop
            > object
        GET /develop/numbers branch_numbers develop
            > object
        POST /develop/commit commit_branch develop
            < object
            > object
        POST /develop/update update_branch develop
            > object
        POST /develop/abandon-update abandon_branch_update develop
            > object
        POST /develop/discard discard_branch_changes develop
            < object
            > object
        POST /develop/deploy deploy_branch deploy
            > object
        GET /metrics metrics access_data
            > object
        GET /lineage lineage see_lookml
            ? name! direction depth
            > object
        GET /freshness freshness access_data
            ? model explore fields explores:bool name
            > object
        GET /dashboards/{id}/run open_dashboard see_user_dashboards
            ? format cache
            > object
        POST /dashboards/{id}/run run_dashboard see_user_dashboards
            < object
            > object
        GET /queries queries see_queries
            ? status kind origin user model explore longer_than:int before:int limit
            > object
        DELETE /queries/{id} stop_query access_data
            > -
        GET /search search access_data
            ? q types limit
            > object
        GET /content/looks/{id}/versions look_versions see_looks
            > object
        GET /content/looks/{id}/versions/{version} look_version see_looks
            > object
        GET /content/looks/{id}/diff look_diff see_looks
            ? from:int to:int
            > object
        POST /content/looks/{id}/restore restore_look save_content
            < object
            > object
        POST /content/looks/{id}/views look_opened see_looks
            > -
        POST /content/dashboards/{id}/views dashboard_opened see_user_dashboards
            > -
        GET /content/dashboards/{id}/versions dashboard_versions see_user_dashboards
            > object
        GET /content/dashboards/{id}/versions/{version} dashboard_version see_user_dashboards
            > object
        GET /content/dashboards/{id}/diff dashboard_diff see_user_dashboards
            ? from:int to:int
            > object
        POST /content/dashboards/{id}/restore restore_dashboard save_content
            < object
            > object
        GET /content/boards/{id}/versions board_versions access_data
            > object
        GET /content/boards/{id}/versions/{version} board_version access_data
            > object
        GET /content/boards/{id}/diff board_diff access_data
            ? from:int to:int
            > object
        POST /content/boards/{id}/restore restore_board save_content
            < object
            > object
        GET /sql saved_statements use_sql_runner
            > object
        POST /sql save_statement use_sql_runner
            < object
            > object
        GET /sql/{id} saved_statement use_sql_runner
            > object
        PATCH /sql/{id} change_statement use_sql_runner
            < object
            > object
        DELETE /sql/{id} delete_statement use_sql_runner
            > -
        POST /sql/{id}/restore restore_statement use_sql_runner
            > object
        PUT /sql/{id}/favorite add_favorite_statement use_sql_runner
            > -
        DELETE /sql/{id}/favorite remove_favorite_statement use_sql_runner
            > -
        GET /content/trash trash save_content
            > object
        DELETE /content/trash/statements/{id} delete_statement_for_good use_sql_runner
            > -
        POST /content/trash/folders/{id}/restore restore_folder save_content
            > object
        POST /content/folders/{id}/copy copy_folder save_content
            < object
            > object
        GET /settings settings administer
            > object
        PATCH /settings change_settings administer
            < object
            > object
        GET /content/recent recent_content access_data
            ? limit
            > object
        GET /content/popular popular_content access_data
            ? limit
            > object
        GET /content/tags content_tags access_data
            > object
        GET /content/unused unused_content access_data
            ? days:int
            > object
        GET /content/duplicates duplicate_content access_data
            > object
        GET /content/similar similar_content access_data
            ? kind! id! limit:int
            > object
        GET /content/lint content_lint access_data
            ? rules
            > object
        GET /instances/{id}/tools instance_tools access_data
            > object
        GET /accounts/{id}/tools account_tools access_data
            > object
        GET /charts charts access_data
            > object
        GET /charts/{id} chart access_data
            > object
        POST /charts save_chart save_content
            < object
            > object
        PATCH /charts/{id} change_chart save_content
            < object
            > object
        DELETE /charts/{id} delete_chart save_content
            > -
        POST /charts/{id}/restore restore_chart save_content
            < object
            > object
        POST /charts/run run_chart access_data
            < object
            > object
        GET /events events access_data
            > object
        GET /events/properties event_properties access_data
            ? event
            > object
        GET /events/sources event_sources access_data
            > object
        GET /events/latest latest_events analytics
            ? event
            ? limit
            > object
        GET /alerts alerts access_data
            ? element_id all
            > object
        POST /alerts/preview preview_alert create_alerts
            < object
            > object
        POST /alerts/{id}/look look_at_alert create_alerts
            > object
        GET /alert-notifications own_alert_notifications access_data
            > object
        POST /alert-notifications/read read_alert_notifications access_data
            < object
            > -
        GET /annotations annotations access_data
            ? from until
            > object
        POST /annotations create_annotation save_content
            < object
            > object
        PATCH /annotations/{id} change_annotation save_content
            < object
            > object
        DELETE /annotations/{id} delete_annotation save_content
            > -
        GET /cohorts cohorts access_data
            > object
        POST /cohorts save_cohort save_content
            < object
            > object
        POST /cohorts/preview preview_cohort access_data
            < object
            > object
        POST /cohorts/import import_cohort save_content
            < object
            > object
        GET /cohorts/{name} cohort access_data
            > object
        PATCH /cohorts/{name} change_cohort save_content
            < object
            > object
        DELETE /cohorts/{name} delete_cohort save_content
            > -
        POST /cohorts/{name}/restore restore_cohort save_content
            < object
            > object
        GET /cohorts/{name}/versions cohort_versions access_data
            > object
        GET /cohorts/{name}/members cohort_members access_data
            ? limit offset
            > object
        POST /cohorts/{name}/compute compute_cohort save_content
            > object
        GET /people find_people analytics
            ? q limit
            > object
        GET /people/{name} person analytics
            > object
        DELETE /people/{name} erase_person administer
            > object
        GET /people/{name}/events person_events analytics
            ? limit day
            > object
        GET /tracking-plan tracking_plan analytics
            ? project:int
            > object
        GET /tracking-plan/events/{name} planned_event analytics
            ? project:int
            > object
        PUT /tracking-plan/events/{name} plan_event administer
            ? project:int
            < object
            > object
        DELETE /tracking-plan/events/{name} unplan_event administer
            ? project:int
            > -
        POST /tracking-plan/accept accept_events administer
            ? project:int
            < object
            > object
        GET /tracking-plan/export export_tracking_plan analytics
            ? project:int format
            > stream
        POST /tracking-plan/import import_tracking_plan administer
            ? project:int
            < object
            > object
        GET /quarantine quarantine administer
            ? state reason type project:int who before:int limit
            > object
        GET /quarantine/summary quarantine_summary administer
            > object
        GET /quarantine/refused refused_items administer
            ? limit
            > object
        GET /quarantine/{id} quarantined_item administer
            > object
        POST /quarantine/release release_quarantined administer
            < object
            > object
        POST /quarantine/discard discard_quarantined administer
            < object
            > object
        GET /pipelines/nodes pipeline_nodes see_lookml
            > object
        GET /pipelines/plan pipeline_plan see_lookml
            ? select
            > object
        GET /pipelines/runs pipeline_runs see_lookml
            ? limit
            > object
        POST /pipelines/runs start_pipeline_run see_lookml
            < object
            > object
        GET /pipelines/runs/{id} pipeline_run see_lookml
            > object
        DELETE /pipelines/runs/{id} cancel_pipeline_run develop
            > -
        GET /pipelines/backfills backfills see_lookml
            > object
        POST /pipelines/backfills begin_backfill develop
            < object
            > object
        POST /pipelines/backfills/{id}/{order} change_backfill develop
            > object
        DELETE /pipelines/backfills/{id} cancel_backfill develop
            > object
        """
}
