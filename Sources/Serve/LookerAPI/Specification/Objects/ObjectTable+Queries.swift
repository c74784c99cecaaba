extension ObjectTable {
    static let queries = """
        Query
            model! view! can:map<bool>^ id^ fields:[str] pivots:[str] fill_fields:[str] filters:map<Any>
            filter_expression sorts:[str] limit column_limit total:bool row_total subtotals:[str]
            vis_config:map<Any> filter_config:map<Any> visible_ui_sections slug^ dynamic_fields client_id
            share_url^ expanded_share_url^ url^ query_timezone has_table_calculations:bool^
        QueryTask
            can:map<bool> id query_id query:Query generate_links:bool force_production:bool path_prefix
            cache:bool server_table_calcs:bool cache_only:bool cache_key status source runtime:float
            rebuild_pdts:bool result_source look_id dashboard_id result_format
        SqlQuery
            can:map<bool> slug last_runtime:float run_count:int browser_limit:int sql last_run_at
            connection:DBConnectionBase model_name creator:UserPublic explore_url plaintext:bool
            vis_config:map<Any> result_maker_id
        MergeQuery
            can:map<bool>^ column_limit dynamic_fields id^ pivots:[str] result_maker_id^ sorts:[str]
            source_queries:[MergeQuerySourceQuery] total:bool limit vis_config:map<Any>
        MergeQuerySourceQuery
            merge_fields:[MergeFields] name query_id query_slug
        ModelFieldSuggestions
            suggestions:[str] error from_cache:bool hit_limit:bool used_calcite_materialization:bool
        RenderTask
            can:map<bool> created_at dashboard_filters dashboard_id dashboard_style finalized_at height:int
            id look_id lookml_dashboard_id query_id dashboard_element_id query_runtime:float
            render_runtime:float result_format runtime:float status status_detail user_id width:int
        """
}
