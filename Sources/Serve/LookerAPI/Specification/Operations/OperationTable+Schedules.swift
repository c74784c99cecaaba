extension OperationTable {
    /// Scheduled plans and alerts.
    static let schedules = """
        GET /scheduled_plans all_scheduled_plans access_data
            ? user_id fields all_users
            > [ScheduledPlan]
        GET /scheduled_plans/search search_scheduled_plans access_data
            ? user_id fields all_users limit offset sorts name user_first_name user_last_name dashboard_id
            ? look_id lookml_dashboard_id recipient destination_type delivery_format filter_or
            > [ScheduledPlan]
        GET /scheduled_plans/{scheduled_plan_id} scheduled_plan access_data
            ? fields
            > ScheduledPlan
        POST /scheduled_plans create_scheduled_plan schedule_look_emails
            < ScheduledPlan
            > ScheduledPlan
        PATCH /scheduled_plans/{scheduled_plan_id} update_scheduled_plan schedule_look_emails
            < ScheduledPlan
            > ScheduledPlan
        DELETE /scheduled_plans/{scheduled_plan_id} delete_scheduled_plan access_data
            > str
        POST /scheduled_plans/run_once scheduled_plan_run_once schedule_look_emails
            < ScheduledPlan
            > ScheduledPlan
        POST /scheduled_plans/{scheduled_plan_id}/run_once scheduled_plan_run_once_by_id schedule_look_emails
            < WriteScheduledPlan
            > ScheduledPlan
        GET /scheduled_plans/look/{look_id} scheduled_plans_for_look access_data
            ? user_id fields all_users
            > [ScheduledPlan]
        GET /scheduled_plans/dashboard/{dashboard_id} scheduled_plans_for_dashboard access_data
            ? user_id all_users fields
            > [ScheduledPlan]
        GET /scheduled_plans/lookml_dashboard/{lookml_dashboard_id} scheduled_plans_for_lookml_dashboard access_data
            ? user_id fields all_users
            > [ScheduledPlan]
        GET /alerts/search search_alerts access_data
            ? limit offset group_by fields disabled frequency condition_met last_run_start last_run_end
            ? all_owners
            > [Alert]
        GET /alerts/{alert_id} get_alert access_data
            > Alert
        POST /alerts create_alert create_alerts
            < Alert
            > Alert
        PUT /alerts/{alert_id} update_alert create_alerts
            < Alert
            > Alert
        PATCH /alerts/{alert_id} update_alert_field create_alerts
            < AlertPatch
            > Alert
        DELETE /alerts/{alert_id} delete_alert access_data
            > -
        POST /alerts/{alert_id}/follow follow_alert follow_alerts
            > -
        DELETE /alerts/{alert_id}/follow unfollow_alert access_data
            > -
        POST /alerts/{alert_id}/enqueue enqueue_alert create_alerts
            ? force
            > -
        GET /alert_notifications alert_notifications access_data
            ? limit offset
            > [AlertNotifications]
        """
}
