extension ObjectTable {
    static let content = """
        LookWithQuery
            can:map<bool>^ content_metadata_id^ id^ title user_id certification_metadata:Certification
            content_favorite_id^ created_at:datetime^ deleted:bool deleted_at:datetime^ deleter_id^
            description embed_url^ excel_file_url^ favorite_count:int^ google_spreadsheet_formula^
            image_embed_url^ is_run_on_load:bool last_accessed_at:datetime^ last_updater_id^
            last_viewed_at:datetime^ model:LookModel^ public:bool public_slug^ public_url^ query_id
            short_url^ folder:FolderBase folder_id updated_at:datetime^ user_name^ view_count:int^
            usage_count:int^ is_owner_disabled:bool^ query:Query url^
        Dashboard
            can:map<bool>^ content_favorite_id^ content_metadata_id^ description hidden:bool id^
            model:LookModel^ query_timezone readonly:bool^ refresh_interval refresh_interval_to_i:int^
            folder:FolderBase title user_id slug preferred_viewer certification_metadata:Certification
            alert_sync_with_dashboard_filter_enabled:bool chat_enabled:bool background_color
            created_at:datetime^ crossfilter_enabled:bool dashboard_elements:[DashboardElement]^
            dashboard_filters:[DashboardFilter]^ dashboard_layouts:[DashboardLayout]^ deleted:bool
            deleted_at:datetime^ deleter_id^ edit_uri^ enable_viz_full_screen:bool favorite_count:int^
            filters_bar_collapsed:bool filters_location_top:bool last_accessed_at:datetime^
            last_viewed_at:datetime^ updated_at:datetime^ last_updater_id^ last_updater_name^ user_name^
            load_configuration lookml_link_id show_filters_bar:bool show_title:bool folder_id
            text_tile_text_color tile_background_color tile_text_color title_color view_count:int^
            appearance:DashboardAppearance usage_count:int^ is_owner_disabled:bool^ url^ layout_granularity
            preserve_desktop_layout:bool style download_settings:DashboardDownloadSettings
        DashboardElement
            can:map<bool>^ body_text body_text_as_html^ dashboard_id dashboard_layout_id group_id^ edit_uri^
            id^ look:LookWithQuery look_id lookml_link_id^ merge_result_id note_display note_state note_text
            note_text_as_html^ query:Query query_id filter_id refresh_interval refresh_interval_to_i:int^
            result_maker:ResultMakerWithIdVisConfigAndDynamicFields result_maker_id subtitle_text title
            title_hidden:bool title_text type alert_count:int^ rich_content_json title_text_as_html^
            subtitle_text_as_html^ extension_id aria_description certification_metadata:Certification
            image_id images:[Image]^
        ResultMakerWithIdVisConfigAndDynamicFields
            id^ dynamic_fields filterables:[ResultMakerFilterables] sorts:[str] merge_result_id total:bool
            query_id^ sql_query_id query:Query vis_config:map<Any>
        ResultMakerFilterables
            model view name listen:[ResultMakerFilterablesListen]
        ResultMakerFilterablesListen
            dashboard_filter_name field
        DashboardFilter
            can:map<bool>^ id^ dashboard_id^ name title type default_value model explore dimension
            field:map<Any>^ row:int listens_to_filters:[str] allow_multiple_values:bool required:bool
            ui_config:map<Any>
        DashboardLayout
            can:map<bool>^ id^ dashboard_id type active:bool column_width:int width:int deleted:bool^
            dashboard_title^ dashboard_layout_components:[DashboardLayoutComponent]^ label description
            order:int lookml_link_id
        DashboardLayoutComponent
            can:map<bool>^ id^ dashboard_layout_id dashboard_element_id row:int column:int width:int
            height:int deleted:bool element_title^ element_title_hidden:bool^ vis_type^ granular_row:int
            granular_column:int granular_width:int granular_height:int group_id
        DashboardAppearance
            page_side_margins:int page_background_color tile_title_alignment tile_space_between:int
            tile_background_color tile_shadow:bool key_color modern_vis2026:bool show_dashboard_header:bool
            show_title:bool show_filters_bar:bool show_filters_toggle:bool show_reload_data_icon:bool
            show_dashboard_menu:bool show_last_updated_indicator:bool background_opacity:float
        Folder
            name! parent_id id content_metadata_id created_at:datetime creator_id child_count:int
            external_id is_embed:bool is_embed_shared_root:bool is_embed_users_root:bool is_personal:bool
            is_personal_descendant:bool is_shared_root:bool is_users_root:bool can:map<bool>
            dashboards:[DashboardBase] looks:[LookWithDashboards]
        Board
            can:map<bool>^ content_metadata_id^ created_at:datetime^ deleted_at:datetime description
            board_sections:[BoardSection]^ id^ section_order:[str] title updated_at:datetime^ user_id
            primary_homepage:bool^
        BoardSection
            can:map<bool>^ created_at:datetime^ deleted_at:datetime description board_id
            board_items:[BoardItem]^ id^ item_order:[str] visible_item_order:[str]^ title
            updated_at:datetime^
        BoardItem
            can:map<bool>^ content_created_by^ content_favorite_id^ content_metadata_id^ content_updated_at^
            custom_description custom_title custom_url dashboard_id description^ favorite_count:int^
            board_section_id id^ image_url^ location^ look_id lookml_dashboard_id order:int title^ url^
            use_custom_description:bool use_custom_title:bool use_custom_url:bool view_count:int^
            custom_image_data_base64 custom_image_url^ use_custom_image:bool
        ContentFavorite
            id^ user_id content_metadata_id look_id^ dashboard_id^ look:LookBasic dashboard:DashboardBase
            board_id^ lookml_dashboard_id^ lookml_dashboard:DashboardBase
        ContentMeta
            can:map<bool>^ id^ name^ parent_id^ dashboard_id^ look_id^ folder_id^ homepage_id^ agent_id^
            content_type^ inherits:bool inheriting_id^ slug^
        ContentMetaGroupUser
            can:map<bool> id content_metadata_id permission_type:PermissionType group_id user_id
        ContentSearch
            can:map<bool> content_id type title description folder_id folder_name view_count:int
            preferred_viewer model created_by_id:int certification_status parent_folder_name
            parent_project_name
        ContentValidation
            content_with_errors:[ContentValidatorError] computation_time:float total_looks_validated:int
            total_dashboard_elements_validated:int total_dashboard_filters_validated:int
            total_scheduled_plans_validated:int total_alerts_validated:int total_explores_validated:int
        ContentValidatorError
            look:ContentValidationLook dashboard:ContentValidationDashboard
            dashboard_element:ContentValidationDashboardElement
            dashboard_filter:ContentValidationDashboardFilter scheduled_plan:ContentValidationScheduledPlan
            alert:ContentValidationAlert lookml_dashboard:ContentValidationLookMLDashboard
            lookml_dashboard_element:ContentValidationLookMLDashboardElement errors:[ContentValidationError]
            id
        ContentValidationError
            message field_name model_name explore_name removable:bool
        """
}
