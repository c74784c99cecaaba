extension OperationTable {
    /// Dashboards.
    static let dashboards = """
        GET /dashboards all_dashboards see_user_dashboards
            ? fields
            > [DashboardBase]
        GET /dashboards/search search_dashboards see_user_dashboards
            ? id slug title description content_favorite_id folder_id deleted user_id view_count
            ? content_metadata_id curate last_viewed_at fields limit offset sorts filter_or not_owned_by
            > [Dashboard]
        GET /dashboards/{dashboard_id} dashboard see_user_dashboards
            ? fields
            > Dashboard
        POST /dashboards create_dashboard save_content
            < Dashboard
            > Dashboard
        PATCH /dashboards/{dashboard_id} update_dashboard save_content
            < Dashboard
            > Dashboard
        DELETE /dashboards/{dashboard_id} delete_dashboard save_content
            > str
        POST /dashboards/{dashboard_id}/copy copy_dashboard save_content
            ? folder_id
            > Dashboard
        PATCH /dashboards/{dashboard_id}/move move_dashboard save_content
            ? folder_id*
            > Dashboard
        POST /dashboards/{lookml_dashboard_id}/import/{space_id} import_lookml_dashboard save_content
            ? raw_locale
            < Dashboard
            > Dashboard
        PATCH /dashboards/{lookml_dashboard_id}/sync sync_lookml_dashboard save_content
            ? raw_locale dashboard_ids
            > [int]
        GET /dashboards/lookml/{dashboard_id} dashboard_lookml see_user_dashboards
            > DashboardLookml
        POST /dashboards/lookml import_dashboard_from_lookml save_content
            < DashboardLookml
            > Dashboard
        POST /dashboards/from_lookml create_dashboard_from_lookml save_content
            < DashboardLookml
            > Dashboard
        GET /dashboards/lookml/search search_lookml_dashboards see_user_dashboards
            ? folder_id title content_favorite_id fields limit offset sorts
            > DashboardLookml
        GET /dashboards/aggregate_table_lookml/{dashboard_id} dashboard_aggregate_table_lookml see_user_dashboards
            > DashboardAggregateTableLookml
        """
}
