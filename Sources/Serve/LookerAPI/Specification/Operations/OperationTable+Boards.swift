extension OperationTable {
    /// Boards and favourites.
    static let boards = """
        GET /boards all_boards access_data
            ? fields
            > [Board]
        GET /boards/search search_boards access_data
            ? title created_at first_name last_name fields favorited creator_id sorts offset limit filter_or
            ? permission
            > [Board]
        GET /boards/{board_id} board access_data
            ? fields
            > Board
        POST /boards create_board save_content
            ? fields
            < Board
            > Board
        PATCH /boards/{board_id} update_board save_content
            ? fields
            < Board
            > Board
        DELETE /boards/{board_id} delete_board save_content
            > str
        POST /board_sections create_board_section save_content
            ? fields
            < BoardSection
            > BoardSection
        PATCH /board_sections/{board_section_id} update_board_section save_content
            ? fields
            < BoardSection
            > BoardSection
        DELETE /board_sections/{board_section_id} delete_board_section save_content
            > str
        POST /board_items create_board_item save_content
            ? fields
            < BoardItem
            > BoardItem
        PATCH /board_items/{board_item_id} update_board_item save_content
            ? fields
            < BoardItem
            > BoardItem
        DELETE /board_items/{board_item_id} delete_board_item save_content
            > str
        GET /content_favorite/search search_content_favorites access_data
            ? id user_id content_metadata_id dashboard_id look_id board_id lookml_dashboard_id
            ? include_board_items limit offset sorts fields filter_or
            > [ContentFavorite]
        POST /content_favorite create_content_favorite access_data
            < ContentFavorite
            > ContentFavorite
        DELETE /content_favorite/{content_favorite_id} delete_content_favorite access_data
            > str
        GET /board_items all_board_items access_data
            ? fields sorts board_section_id
            > [BoardItem]
        GET /board_items/{board_item_id} board_item access_data
            ? fields
            > BoardItem
        GET /board_sections/search search_board_sections access_data
            ? fields title limit offset sorts filter_or
            > [BoardSection]
        GET /board_sections/{board_section_id} board_section access_data
            ? fields
            > BoardSection
        GET /content_favorite/{content_favorite_id} content_favorite access_data
            ? fields
            > ContentFavorite
        """
}
