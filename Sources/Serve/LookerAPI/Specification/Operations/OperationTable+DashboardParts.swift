extension OperationTable {
    /// Elements, filters and layouts of dashboards.
    static let dashboardParts = """
        GET /dashboards/{dashboard_id}/dashboard_elements dashboard_dashboard_elements see_user_dashboards
            ? fields
            > [DashboardElement]
        GET /dashboard_elements/search search_dashboard_elements see_user_dashboards
            ? dashboard_id look_id title deleted fields filter_or sorts
            > [DashboardElement]
        GET /dashboard_elements/{dashboard_element_id} dashboard_element see_user_dashboards
            ? fields
            > DashboardElement
        POST /dashboard_elements create_dashboard_element save_content
            ? fields apply_filters
            < DashboardElement
            > DashboardElement
        PATCH /dashboard_elements/{dashboard_element_id} update_dashboard_element save_content
            ? fields
            < DashboardElement
            > DashboardElement
        DELETE /dashboard_elements/{dashboard_element_id} delete_dashboard_element save_content
            > str
        GET /dashboards/{dashboard_id}/dashboard_filters dashboard_dashboard_filters see_user_dashboards
            ? fields
            > [DashboardFilter]
        POST /dashboard_filters create_dashboard_filter save_content
            ? fields
            < CreateDashboardFilter
            > DashboardFilter
        GET /dashboard_filters/{dashboard_filter_id} dashboard_filter see_user_dashboards
            ? fields
            > DashboardFilter
        PATCH /dashboard_filters/{dashboard_filter_id} update_dashboard_filter save_content
            ? fields
            < DashboardFilter
            > DashboardFilter
        DELETE /dashboard_filters/{dashboard_filter_id} delete_dashboard_filter save_content
            > str
        GET /dashboards/{dashboard_id}/dashboard_layouts dashboard_dashboard_layouts see_user_dashboards
            ? fields
            > [DashboardLayout]
        POST /dashboard_layouts create_dashboard_layout save_content
            ? fields
            < DashboardLayout
            > DashboardLayout
        GET /dashboard_layouts/{dashboard_layout_id} dashboard_layout see_user_dashboards
            ? fields
            > DashboardLayout
        PATCH /dashboard_layouts/{dashboard_layout_id} update_dashboard_layout save_content
            ? fields
            < DashboardLayout
            > DashboardLayout
        GET /dashboard_layouts/{dashboard_layout_id}/dashboard_layout_components dashboard_layout_dashboard_layout_components see_user_dashboards
            ? fields
            > [DashboardLayoutComponent]
        GET /dashboard_layout_components/{dashboard_layout_component_id} dashboard_layout_component see_user_dashboards
            ? fields
            > DashboardLayoutComponent
        PATCH /dashboard_layout_components/{dashboard_layout_component_id} update_dashboard_layout_component save_content
            ? fields
            < DashboardLayoutComponent
            > DashboardLayoutComponent
        DELETE /dashboard_layouts/{dashboard_layout_id} delete_dashboard_layout save_content
            > str
        """
}
