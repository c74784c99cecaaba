extension OperationTable {
    /// Groups, roles, user attributes.
    static let roles = """
        GET /groups all_groups anybody
            ? fields limit offset sorts ids content_metadata_id can_add_to_content_metadata
            > [Group]
        GET /groups/search search_groups anybody
            ? fields limit offset sorts filter_or id name external_group_id externally_managed
            ? externally_orphaned
            > [Group]
        GET /groups/search/with_roles search_groups_with_roles see_users
            ? fields limit offset sorts filter_or id name external_group_id externally_managed
            ? externally_orphaned
            > [GroupSearch]
        GET /groups/search/with_hierarchy search_groups_with_hierarchy see_users
            ? fields limit offset sorts filter_or id name external_group_id externally_managed
            ? externally_orphaned
            > [GroupHierarchy]
        GET /groups/{group_id} group anybody
            ? fields
            > Group
        POST /groups create_group administer
            ? fields
            < Group
            > Group
        PATCH /groups/{group_id} update_group administer
            ? fields
            < Group
            > Group
        DELETE /groups/{group_id} delete_group administer
            > str
        GET /groups/{group_id}/users all_group_users see_users
            ? fields limit offset sorts
            > [User]
        POST /groups/{group_id}/users add_group_user administer
            < GroupIdForGroupUserInclusion
            > User
        DELETE /groups/{group_id}/users/{user_id} delete_group_user administer
            > -
        GET /groups/{group_id}/groups all_group_groups anybody
            ? fields
            > [Group]
        POST /groups/{group_id}/groups add_group_group administer
            < GroupIdForGroupInclusion
            > Group
        DELETE /groups/{group_id}/groups/{deleting_group_id} delete_group_from_group administer
            > -
        GET /roles all_roles see_users
            ? fields ids get_all_support_roles
            > [Role]
        GET /roles/search search_roles see_users
            ? fields limit offset sorts id model_set_ids permission_set_ids name built_in filter_or
            > [Role]
        GET /roles/{role_id} role see_users
            > Role
        POST /roles create_role administer
            < Role
            > Role
        PATCH /roles/{role_id} update_role administer
            < Role
            > Role
        DELETE /roles/{role_id} delete_role administer
            > str
        GET /roles/{role_id}/groups role_groups see_users
            ? fields
            > [Group]
        PUT /roles/{role_id}/groups set_role_groups administer
            < [str]
            > [Group]
        GET /roles/{role_id}/users role_users see_users
            ? fields direct_association_only
            > [User]
        PUT /roles/{role_id}/users set_role_users administer
            < [str]
            > [User]
        GET /permissions all_permissions anybody
            > [Permission]
        GET /permission_sets all_permission_sets see_users
            ? fields
            > [PermissionSet]
        GET /permission_sets/search search_permission_sets see_users
            ? fields limit offset sorts filter_or id name all_access built_in
            > [PermissionSet]
        GET /permission_sets/{permission_set_id} permission_set see_users
            ? fields
            > PermissionSet
        DELETE /permission_sets/{permission_set_id} delete_permission_set administer
            > str
        POST /permission_sets create_permission_set administer
            < PermissionSet
            > PermissionSet
        PATCH /permission_sets/{permission_set_id} update_permission_set administer
            < PermissionSet
            > PermissionSet
        GET /model_sets all_model_sets see_users
            ? fields
            > [ModelSet]
        GET /model_sets/search search_model_sets see_users
            ? fields limit offset sorts filter_or id name all_access built_in
            > [ModelSet]
        GET /model_sets/{model_set_id} model_set see_users
            ? fields
            > ModelSet
        DELETE /model_sets/{model_set_id} delete_model_set administer
            > str
        POST /model_sets create_model_set administer
            < ModelSet
            > ModelSet
        PATCH /model_sets/{model_set_id} update_model_set administer
            < ModelSet
            > ModelSet
        GET /user_attributes all_user_attributes anybody
            ? fields sorts
            > [UserAttribute]
        GET /user_attributes/{user_attribute_id} user_attribute anybody
            ? fields
            > UserAttribute
        POST /user_attributes create_user_attribute administer
            ? fields
            < UserAttribute
            > UserAttribute
        PATCH /user_attributes/{user_attribute_id} update_user_attribute administer
            ? fields
            < UserAttribute
            > UserAttribute
        DELETE /user_attributes/{user_attribute_id} delete_user_attribute administer
            > str
        GET /user_attributes/{user_attribute_id}/group_values all_user_attribute_group_values administer
            ? fields
            > [UserAttributeGroupValue]
        POST /user_attributes/{user_attribute_id}/group_values set_user_attribute_group_values administer
            < [UserAttributeGroupValue]
            > [UserAttributeGroupValue]
        PATCH /groups/{group_id}/attribute_values/{user_attribute_id} update_user_attribute_group_value administer
            < UserAttributeGroupValue
            > UserAttributeGroupValue
        DELETE /groups/{group_id}/attribute_values/{user_attribute_id} delete_user_attribute_group_value administer
            > -
        """
}
