extension OperationTable {
    /// Looks.
    static let looks = """
        GET /looks all_looks see_looks
            ? fields
            > [Look]
        GET /looks/search search_looks see_looks
            ? id title description content_favorite_id folder_id user_id view_count deleted query_id curate
            ? last_viewed_at fields limit offset sorts filter_or
            > [Look]
        GET /looks/{look_id} look see_looks
            ? fields
            > LookWithQuery
        POST /looks create_look save_content
            ? fields
            < LookWithQuery
            > LookWithQuery
        PATCH /looks/{look_id} update_look save_content
            ? fields
            < LookWithQuery
            > LookWithQuery
        DELETE /looks/{look_id} delete_look save_content
            > str
        GET /looks/{look_id}/run/{result_format} run_look see_looks
            ? RUN
            > str
        POST /looks/{look_id}/copy copy_look save_content
            ? folder_id
            > LookWithQuery
        PATCH /looks/{look_id}/move move_look save_content
            ? folder_id*
            > LookWithQuery
        """
}
