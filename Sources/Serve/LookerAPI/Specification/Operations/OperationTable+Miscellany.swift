extension OperationTable {
    /// Pictures, themes, datagroups, settings and the rest.
    static let miscellany = """
        POST /render_tasks/looks/{look_id}/{result_format} create_look_render_task access_data
            ? width* height* fields
            > RenderTask
        POST /render_tasks/queries/{query_id}/{result_format} create_query_render_task access_data
            ? width* height* fields
            > RenderTask
        POST /render_tasks/dashboards/{dashboard_id}/{result_format} create_dashboard_render_task access_data
            ? width* height* fields pdf_paper_size pdf_landscape long_tables theme
            < CreateDashboardRenderTask
            > RenderTask
        POST /render_tasks/dashboard_elements/{dashboard_element_id}/{result_format} create_dashboard_element_render_task access_data
            ? width* height* fields
            > RenderTask
        GET /render_tasks/{render_task_id} render_task access_data
            ? fields
            > RenderTask
        GET /render_tasks/{render_task_id}/results render_task_results access_data
            > str
        GET /themes all_themes anybody
            ? fields
            > [Theme]
        GET /themes/search search_themes anybody
            ? id name begin_at end_at limit offset sorts fields filter_or theme_type
            > [Theme]
        GET /themes/{theme_id} theme anybody
            ? fields
            > Theme
        POST /themes create_theme administer
            < Theme
            > Theme
        PATCH /themes/{theme_id} update_theme administer
            < Theme
            > Theme
        DELETE /themes/{theme_id} delete_theme administer
            > str
        GET /themes/default default_theme anybody
            ? ts
            > Theme
        PUT /themes/default set_default_theme administer
            ? name*
            > Theme
        GET /themes/active active_themes anybody
            ? name ts theme_type fields
            > [Theme]
        GET /datagroups all_datagroups see_datagroups
            > [Datagroup]
        GET /datagroups/{datagroup_id} datagroup see_datagroups
            > Datagroup
        PATCH /datagroups/{datagroup_id} update_datagroup update_datagroups
            < Datagroup
            > Datagroup
        GET /derived_table/{model_name}/{view_name}/start start_pdt_build develop
            ? force_rebuild force_full_incremental workspace source
            > MaterializePDT
        GET /derived_table/{materialization_id}/status check_pdt_build develop
            > MaterializePDT
        GET /derived_table/{materialization_id}/stop stop_pdt_build develop
            ? source
            > MaterializePDT
        GET /timezones all_timezones anybody
            > [Timezone]
        GET /locales all_locales anybody
            > [Locale]
        GET /workspaces all_workspaces anybody
            > [Workspace]
        GET /workspaces/{workspace_id} workspace anybody
            > Workspace
        GET /integrations all_integrations anybody
            ? fields integration_hub_id
            > [Integration]
        GET /integration_hubs all_integration_hubs anybody
            ? fields
            > [IntegrationHub]
        GET /color_collections all_color_collections anybody
            ? fields
            > [ColorCollection]
        GET /color_collections/default default_color_collection anybody
            > ColorCollection
        PUT /color_collections/default set_default_color_collection administer
            ? collection_id*
            > ColorCollection
        GET /setting get_setting administer
            ? fields
            > Setting
        PATCH /setting set_setting administer
            ? fields
            < Setting
            > Setting
        GET /legacy_features all_legacy_features administer
            > [LegacyFeature]
        GET /color_collections/{collection_id} color_collection anybody
            ? fields
            > ColorCollection
        """
}
