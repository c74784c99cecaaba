extension ObjectTable {
    static let models = """
        LookmlModel
            can:map<bool>^ allowed_db_connection_names:[str] explores:[LookmlModelNavExplore]^
            has_content:bool^ label^ name project_name unlimited_db_connections:bool
        LookmlModelNavExplore
            name description label hidden:bool group_label
        Project
            can:map<bool>^ id^ name uses_git:bool^ is_git_dev_locked:bool^ git_remote_url git_username
            git_password git_production_branch_name use_git_cookie_auth:bool git_username_user_attribute
            git_password_user_attribute git_service_name git_application_server_http_port:int
            git_application_server_http_scheme deploy_secret unset_deploy_secret:bool
            pull_request_mode:PullRequestMode validation_required:bool git_release_mgmt_enabled:bool
            allow_warnings:bool is_example:bool^ has_production_counterpart:bool^ dependency_status
        ProjectFile
            can:map<bool> id path title type extension mime_type editable:bool git_status:GitStatus
        ProjectValidation
            errors:[ProjectError] project_digest models_not_validated:[ModelsNotValidated]
            computation_time:float
        ProjectError
            code severity kind message field_name file_path line_number:int model_id explore help_url
            params:map<Any> sanitized_message
        LookmlTest
            can:map<bool> model_name name explore_name query_url_params file line:int
        LookmlTestResult
            can:map<bool> model_name test_name assertions_count:int assertions_failed:int
            errors:[ProjectError] warnings:[ProjectError] success:bool
        GitBranch
            can:map<bool>^ name remote^ remote_name^ error^ message^ owner_name^ readonly:bool^
            personal:bool^ is_local:bool^ is_remote:bool^ is_production:bool^ ahead_count:int^
            behind_count:int^ commit_at:int^ ref remote_ref^
        DBConnection
            can:map<bool>^ name dialect:Dialect^ snippets:[Snippet]^ pdts_enabled:bool^ project_id
            named_driver_version_requested named_driver_version_actual^ host port username password
            has_password:bool^ service_account_auth_enabled:bool
            service_account_rules:[DBConnectionServiceAccountRule] uses_oauth:bool^ uses_key_pair_auth:bool
            uses_instance_oauth:bool^ uses_service_auth:bool^ certificate user_attr_certificate file_type
            database db_timezone query_timezone schema max_connections:int max_queries:int
            max_queries_per_user:int max_billing_gigabytes ssl:bool verify_ssl:bool tmp_db_name tmp_db_host
            jdbc_additional_params pool_timeout:int dialect_name supports_data_studio_link:bool^ created_at^
            user_id^ example:bool^ user_db_credentials:bool user_attribute_fields:[str] maintenance_cron
            last_regen_at^ last_reap_at^ sql_runner_precache_tables:bool sql_writing_with_info_schema:bool
            after_connect_statements pdt_context_override:DBConnectionOverride managed:bool^
            custom_local_port:int tunnel_id uses_tns:bool pdt_concurrency:int disable_context_comment:bool
            oauth_application_id always_retry_failed_builds:bool uses_application_default_credentials:bool
            impersonated_service_account cost_estimate_enabled:bool pdt_api_control_enabled:bool
            connection_pooling:bool default_bq_connection:bool^ bq_storage_project_id bq_roles_verified:bool
            p4sa_name^ query_holding_disabled:bool service_name
        Dialect
            name label supports_cost_estimate:bool cost_estimate_style persistent_table_indexes
            persistent_table_sortkeys persistent_table_distkey supports_streaming:bool
            automatically_run_sql_runner_snippets:bool connection_tests:[str] supports_inducer:bool
            supports_multiple_databases:bool supports_persistent_derived_tables:bool has_ssl_support:bool
        Timezone
            value label group
        Workspace
            can:map<bool> id projects:[Project]
        ApiVersion
            looker_release_version current_version:ApiVersionElement supported_versions:[ApiVersionElement]
            api_server_url web_server_url
        ApiVersionElement
            version full_version status swagger_url
        """
}
