extension OperationTable {
    /// Folders.
    static let folders = """
        GET /folders all_folders access_data
            ? fields
            > [FolderBase]
        GET /folders/search search_folders access_data
            ? fields limit offset sorts name id parent_id creator_id filter_or is_shared_root is_users_root
            > [Folder]
        GET /folders/{folder_id} folder access_data
            ? fields
            > Folder
        POST /folders create_folder save_content
            < CreateFolder
            > Folder
        PATCH /folders/{folder_id} update_folder save_content
            < UpdateFolder
            > Folder
        DELETE /folders/{folder_id} delete_folder save_content
            > str
        GET /folders/{folder_id}/children folder_children access_data
            ? fields limit offset sorts
            > [Folder]
        GET /folders/{folder_id}/children/search folder_children_search access_data
            ? fields sorts name
            > [Folder]
        GET /folders/{folder_id}/parent folder_parent access_data
            ? fields
            > Folder
        GET /folders/{folder_id}/ancestors folder_ancestors access_data
            ? fields
            > [Folder]
        GET /folders/{folder_id}/looks folder_looks access_data
            ? fields
            > [LookWithQuery]
        GET /folders/{folder_id}/dashboards folder_dashboards access_data
            ? fields
            > [Dashboard]
        """
}
