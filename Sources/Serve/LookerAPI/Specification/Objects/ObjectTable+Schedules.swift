extension ObjectTable {
    static let schedules = """
        ScheduledPlan
            name user_id run_as_recipient:bool enabled:bool look_id dashboard_id lookml_dashboard_id
            filters_string dashboard_filters require_results:bool require_no_results:bool
            require_change:bool send_all_results:bool crontab datagroup timezone
            scheduled_plan_destination:[ScheduledPlanDestination] run_once:bool include_links:bool
            include_dashboard_summary:bool custom_url_base custom_url_params custom_url_label
            show_custom_url:bool pdf_paper_size pdf_landscape:bool embed:bool color_theme long_tables:bool
            pdf_page_breaks:bool include_filters:bool tab_ids:[str] inline_table_width:int query_id id^
            created_at:datetime^ updated_at:datetime^ title^ content_title^ user:UserPublic^
            next_run_at:datetime^ last_run_at:datetime^ last_run_status^ can:map<bool>^
        ScheduledPlanDestination
            id scheduled_plan_id format apply_formatting:bool apply_vis:bool address looker_recipient:bool
            type parameters secret_parameters include_filters:bool message
        Alert
            comparison_type!:ComparisonType cron! destinations!:[AlertDestination] field!:AlertField
            owner_id! threshold!:float applied_dashboard_filters:[AlertAppliedDashboardFilter] query_id
            custom_url_base custom_url_params custom_url_label show_custom_url:bool custom_title
            dashboard_element_id description enhancements:Enhancements followed:bool^ followable:bool^ id^
            is_disabled:bool disabled_reason is_public:bool
            investigative_content_type:InvestigativeContentType investigative_content_id
            investigative_content_title^ lookml_dashboard_id lookml_link_id owner_display_name^
            time_series_condition_state:AlertConditionState
        AlertField
            title! name! filter:[AlertFieldFilter]
        AlertFieldFilter
            field_name! field_value!:Any filter_value
        AlertDestination
            destination_type!:DestinationType email_address action_hub_integration_id
            action_hub_form_params_json
        AlertAppliedDashboardFilter
            filter_title! field_name! filter_value! filter_description
        AlertNotifications
            notification_id^ alert_condition_id^ user_id^ is_read:bool^ field_value:float^
            threshold_value:float^ ran_at^ alert:MobilePayload^ notification_type^ triggering_field_title^
        MobilePayload
            alert_id! title investigative_content_id dashboard_name dashboard_id query_slug query_id
        Theme
            can:map<bool>^ begin_at:datetime end_at:datetime id^ name settings:ThemeSettings
        ThemeSettings
            background_color background_image_url background_image_id background_opacity:float
            base_font_size color_collection_id font_color font_family font_source info_button_color
            primary_button_color show_filters_bar:bool show_title:bool text_tile_text_color
            tile_background_color text_tile_background_color tile_text_color title_color warn_button_color
            tile_title_alignment tile_shadow:bool show_last_updated_indicator:bool
            show_reload_data_icon:bool show_dashboard_menu:bool show_filters_toggle:bool
            show_dashboard_header:bool center_dashboard_title:bool dashboard_title_font_size box_shadow
            page_margin_top page_margin_bottom page_margin_sides show_explore_header:bool
            show_explore_title:bool show_explore_last_run:bool show_explore_timezone:bool
            show_explore_run_stop_button:bool show_explore_actions_button:bool show_look_header:bool
            show_look_title:bool show_look_last_run:bool show_look_timezone:bool
            show_look_run_stop_button:bool show_look_actions_button:bool tile_title_font_size
            column_gap_size row_gap_size border_radius
        Datagroup
            can:map<bool>^ created_at:int^ id^ model_name^ name^ stale_before:int trigger_check_at:int^
            trigger_error^ trigger_value^ triggered_at:int
        """
}
