extension OperationTable {
    /// Search, access to content, validation, usage.
    static let content = """
        GET /content/{terms} search_content access_data
            ? fields types limit offset
            > [ContentSearch]
        GET /content_metadata/{content_metadata_id} content_metadata access_data
            ? fields
            > ContentMeta
        GET /content_metadata all_content_metadatas access_data
            ? parent_id* fields
            > [ContentMeta]
        PATCH /content_metadata/{content_metadata_id} update_content_metadata manage_spaces
            < ContentMeta
            > ContentMeta
        GET /content_metadata_access all_content_metadata_accesses manage_spaces
            ? content_metadata_id* fields
            > [ContentMetaGroupUser]
        POST /content_metadata_access create_content_metadata_access manage_spaces
            ? send_boards_notification_email
            < ContentMetaGroupUser
            > ContentMetaGroupUser
        PUT /content_metadata_access/{content_metadata_access_id} update_content_metadata_access manage_spaces
            < ContentMetaGroupUser
            > ContentMetaGroupUser
        DELETE /content_metadata_access/{content_metadata_access_id} delete_content_metadata_access manage_spaces
            > str
        GET /content_validation content_validation develop
            ? fields project_names space_ids
            > ContentValidation
        GET /content_view/search search_content_views access_data
            ? view_count group_id look_id dashboard_id content_metadata_id start_of_week_date all_time
            ? user_id fields limit offset sorts filter_or
            > [ContentView]
        GET /content_thumbnail/{type}/{resource_id} content_thumbnail access_data
            ? reload theme format width height
            > str
        """
}
