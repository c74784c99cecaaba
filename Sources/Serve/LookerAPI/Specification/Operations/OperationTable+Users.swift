extension OperationTable {
    /// Users.
    static let users = """
        GET /users all_users anybody
            ? fields limit offset sorts ids
            > [User]
        GET /users/search search_users anybody
            ? fields limit offset sorts id first_name last_name full_name verified_looker_employee
            ? embed_user email is_disabled filter_or content_metadata_id group_id can_manage_api3_creds
            ? is_service_account
            > [User]
        GET /users/search/names/{pattern} search_users_names anybody
            ? fields limit offset sorts id first_name last_name verified_looker_employee email is_disabled
            > [User]
        GET /users/{user_id} user anybody
            ? fields
            > User
        POST /users create_user administer
            ? fields
            < User
            > User
        PATCH /users/{user_id} update_user anybody
            ? fields
            < User
            > User
        DELETE /users/{user_id} delete_user administer
            > str
        GET /users/credential/{credential_type}/{credential_id} user_for_credential administer
            ? fields
            > User
        POST /users/{user_id}/credentials_email create_user_credentials_email administer
            ? fields
            < CredentialsEmail
            > CredentialsEmail
        GET /users/{user_id}/credentials_email user_credentials_email anybody
            ? fields
            > CredentialsEmail
        PATCH /users/{user_id}/credentials_email update_user_credentials_email administer
            ? fields
            < CredentialsEmail
            > CredentialsEmail
        DELETE /users/{user_id}/credentials_email delete_user_credentials_email administer
            > str
        POST /users/{user_id}/credentials_email/password_reset create_user_credentials_email_password_reset administer
            ? fields
            > CredentialsEmail
        POST /users/{user_id}/credentials_email/send_password_reset send_user_credentials_email_password_reset administer
            ? fields
            > CredentialsEmail
        GET /users/{user_id}/credentials_api3 all_user_credentials_api3s anybody
            ? fields
            > [CredentialsApi3]
        POST /users/{user_id}/credentials_api3 create_user_credentials_api3 anybody
            ? fields
            > CreateCredentialsApi3
        GET /users/{user_id}/credentials_api3/{credentials_api3_id} user_credentials_api3 anybody
            ? fields
            > CredentialsApi3
        DELETE /users/{user_id}/credentials_api3/{credentials_api3_id} delete_user_credentials_api3 anybody
            > str
        GET /users/{user_id}/roles user_roles anybody
            ? fields direct_association_only
            > [Role]
        PUT /users/{user_id}/roles set_user_roles administer
            ? fields
            < [str]
            > [Role]
        GET /users/{user_id}/attribute_values user_attribute_user_values anybody
            ? fields user_attribute_ids all_values include_unset
            > [UserAttributeWithValue]
        PATCH /users/{user_id}/attribute_values/{user_attribute_id} set_user_attribute_user_value anybody
            < UserAttributeWithValue
            > UserAttributeWithValue
        DELETE /users/{user_id}/attribute_values/{user_attribute_id} delete_user_attribute_user_value anybody
            > -
        GET /users/{user_id}/sessions all_user_sessions anybody
            ? fields
            > [Session]
        GET /users/{user_id}/sessions/{session_id} user_session anybody
            ? fields
            > Session
        DELETE /users/{user_id}/sessions/{session_id} delete_user_session anybody
            > str
        """
}
