extension ObjectTable {
    static let people = """
        User
            can:map<bool>^ abilities:map<Any>^ avatar_url^ avatar_url_without_sizing^
            credentials_api3:[CredentialsApi3]^ credentials_email:CredentialsEmail
            credentials_embed:[CredentialsEmbed]^ credentials_google:CredentialsGoogle^
            credentials_ldap:CredentialsLDAP^ credentials_looker_openid:CredentialsLookerOpenid^
            credentials_oidc:CredentialsOIDC^ credentials_saml:CredentialsSaml^
            credentials_totp:CredentialsTotp^ credentials_workforce:CredentialsWorkforce^ display_name^
            email^ embed_group_space_id^ first_name group_ids:[str]^ home_folder_id id^ is_disabled:bool
            last_name locale looker_versions:[str]^ models_dir_validated:bool personal_folder_id^
            presumed_looker_employee:bool^ role_ids:[str]^ sessions:[Session]^ ui_state:map<Any>
            verified_looker_employee:bool^ roles_externally_managed:bool^ allow_direct_roles:bool^
            allow_normal_group_membership:bool^ allow_roles_from_normal_groups:bool^ embed_group_folder_id^
            is_iam_admin:bool^ can_manage_api3_creds:bool is_service_account:bool^ service_account_name^
            is_embed_user:bool^ url^
        CredentialsEmail
            can:map<bool>^ created_at^ email forced_password_reset_at_next_login:bool user_id^
            is_disabled:bool^ logged_in_at^ password_reset_url^ account_setup_url^
            password_reset_url_expired:bool^ account_setup_url_expired:bool^ type^ url^ user_url^
        CredentialsApi3
            can:map<bool>^ id^ client_id^ created_at^ is_disabled:bool^ type^ purpose url^
        Group
            can:map<bool>^ can_add_to_content_metadata:bool contains_current_user:bool^ external_group_id^
            externally_managed:bool^ id^ include_by_default:bool^ name user_count:int^
        GroupSearch
            can:map<bool>^ can_add_to_content_metadata:bool contains_current_user:bool^ external_group_id^
            externally_managed:bool^ id^ include_by_default:bool^ name roles:[Role]^ user_count:int^
        GroupHierarchy
            can:map<bool>^ can_add_to_content_metadata:bool contains_current_user:bool^ external_group_id^
            externally_managed:bool^ id^ include_by_default:bool^ name parent_group_ids:[str]^ role_ids:[str]^
            user_count:int^
        Role
            can:map<bool>^ id^ name permission_set:PermissionSet permission_set_id model_set:ModelSet
            model_set_id internal:bool^ url^ users_url^
        PermissionSet
            can:map<bool>^ all_access:bool^ built_in:bool^ id^ name permissions:[str] url^
        ModelSet
            can:map<bool>^ all_access:bool^ built_in:bool^ id^ models:[str] name url^
        Permission
            can:map<bool> permission parent description
        UserAttribute
            name! label! type! can:map<bool>^ id^ default_value is_system:bool^ is_permanent:bool^
            value_is_hidden:bool user_can_view:bool user_can_edit:bool hidden_value_domain_whitelist
            needed_for_ci_run:bool value_for_ci_run
        UserAttributeWithValue
            can:map<bool>^ name^ label^ rank:int^ value user_id^ user_can_edit:bool^ value_is_hidden:bool^
            user_attribute_id^ source^ hidden_value_domain_whitelist^
        UserAttributeGroupValue
            can:map<bool> id group_id user_attribute_id value_is_hidden:bool rank:int value
        ApiSession
            can:map<bool>^ workspace_id sudo_user_id^
        """
}
