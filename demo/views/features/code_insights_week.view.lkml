view: code_insights_week {
  sql_table_name: clean.code_insights_week ;;
  label: "Code insights week"
  drill_fields: [account.name, instance.site_id, activity_week, total_insights, viewers]

  dimension: id {
    primary_key: yes
    hidden: yes
    sql: concat_ws('|', ${TABLE}.site_id, ${TABLE}.week) ;;
  }

  dimension: site_id {
    hidden: yes
    sql: ${TABLE}.site_id ;;
  }

  dimension_group: activity {
    type: time
    timeframes: [raw, week, month]
    datatype: date
    convert_tz: no
    description: "The Sunday on which the week begins."
    sql: ${TABLE}.week ;;
  }

  dimension: has_insights {
    type: yesno
    label: "Has insights"
    description: "Whether the instance has an insight."
    sql: ${TABLE}.has_insights ;;
  }

  dimension: is_purchased {
    type: yesno
    label: "Purchased"
    description: "Whether a licence in force includes Code Insights, by its plan or as a feature."
    sql: coalesce(regexp_matches(${account.products_purchased}, 'code-insights|business-0|enterprise-1|enterprise-air-gap-0'), false) ;;
  }

  measure: weeks_with_insights {
    hidden: yes
    type: count_distinct
    sql: CASE WHEN ${TABLE}.total_insights IS NOT NULL THEN ${TABLE}.week END ;;
  }

  measure: weeks_with_viewers {
    hidden: yes
    type: count_distinct
    sql: CASE WHEN ${TABLE}.viewers IS NOT NULL THEN ${TABLE}.week END ;;
  }

  measure: weeks_with_dashboards {
    hidden: yes
    type: count_distinct
    sql: CASE WHEN ${TABLE}.dashboards IS NOT NULL THEN ${TABLE}.week END ;;
  }

  measure: total_insights {
    type: sum
    label: "Insights"
    description: "Insights that exist, added up over instances and weeks: show it by week."
    sql: ${TABLE}.total_insights ;;
    value_format_name: decimal_0
  }

  measure: average_insights {
    type: number
    label: "Insights (average)"
    description: "Insights that exist, on average over the weeks shown."
    sql: 1.0 * ${total_insights} / nullif(${weeks_with_insights}, 0) ;;
    value_format_name: decimal_0
  }

  measure: customers {
    type: count_distinct
    label: "Accounts with insights"
    description: "Accounts with at least one insight."
    filters: [has_insights: "yes"]
    sql: ${instance.account_id} ;;
    value_format_name: decimal_0
    drill_fields: [account.name, average_insights, average_viewers]
  }

  measure: purchased_customers {
    type: count_distinct
    label: "Accounts with the product"
    description: "Accounts with a licence in force that includes Code Insights."
    filters: [is_purchased: "yes"]
    sql: ${account.id} ;;
    value_format_name: decimal_0
  }

  measure: viewers {
    type: sum
    label: "Weekly viewers"
    description: "People who opened an insights page in the week, added up over instances and weeks."
    sql: ${TABLE}.viewers ;;
    value_format_name: decimal_0
  }

  measure: average_viewers {
    type: number
    label: "Viewers per week"
    description: "Weekly viewers, on average over the weeks shown."
    sql: 1.0 * ${viewers} / nullif(${weeks_with_viewers}, 0) ;;
    value_format_name: decimal_1
  }

  measure: page_views {
    type: sum
    label: "Page views"
    description: "Views of insights pages."
    sql: ${TABLE}.page_views ;;
    value_format_name: decimal_0
  }

  measure: active_users {
    type: sum
    label: "Weekly users"
    description: "Weekly users of the instances that report insights."
    sql: ${TABLE}.active_users ;;
    value_format_name: decimal_0
  }

  measure: viewers_with_active {
    hidden: yes
    type: sum
    sql: CASE WHEN ${TABLE}.active_users IS NOT NULL THEN ${TABLE}.viewers END ;;
  }

  measure: active_users_with_viewers {
    hidden: yes
    type: sum
    sql: CASE WHEN ${TABLE}.viewers IS NOT NULL THEN ${TABLE}.active_users END ;;
  }

  measure: saturation {
    type: number
    label: "Share of weekly users"
    description: "Weekly viewers divided by all weekly users."
    sql: 1.0 * ${viewers_with_active} / nullif(${active_users_with_viewers}, 0) ;;
    value_format_name: percent_1
  }

  measure: creators {
    type: sum
    description: "People who created an insight in the week, added up over instances and weeks."
    sql: ${TABLE}.creators ;;
    value_format_name: decimal_0
  }

  measure: first_time_creators {
    type: sum
    label: "First time creators"
    description: "Those of them who did so for the first time."
    sql: ${TABLE}.first_time_creators ;;
    value_format_name: decimal_0
  }

  measure: returning_creators {
    type: number
    label: "Returning creators"
    description: "Creators who had created one before."
    sql: ${creators} - ${first_time_creators} ;;
    value_format_name: decimal_0
  }

  measure: edits {
    type: sum
    description: "Edits of insights."
    sql: ${TABLE}.edits ;;
    value_format_name: decimal_0
  }

  measure: additions {
    type: sum
    description: "Insights added."
    sql: ${TABLE}.additions ;;
    value_format_name: decimal_0
  }

  measure: removals {
    type: sum
    description: "Insights removed."
    sql: ${TABLE}.removals ;;
    value_format_name: decimal_0
  }

  measure: data_exports {
    type: sum
    label: "Exports"
    description: "Times that the data of an insight were exported."
    sql: ${TABLE}.data_exports ;;
    value_format_name: decimal_0
  }

  measure: hovers {
    type: sum
    description: "Hovers over a chart."
    sql: ${TABLE}.hovers ;;
    value_format_name: decimal_0
  }

  measure: customizations {
    type: sum
    description: "Changes of how a chart looks."
    sql: ${TABLE}.customizations ;;
    value_format_name: decimal_0
  }

  measure: data_point_clicks {
    type: sum
    label: "Data point clicks"
    description: "Clicks on a point of a chart."
    sql: ${TABLE}.data_point_clicks ;;
    value_format_name: decimal_0
  }

  measure: filter_changes {
    type: sum
    label: "Filter changes"
    description: "Changes of filters."
    sql: ${TABLE}.filter_changes ;;
    value_format_name: decimal_0
  }

  measure: total_dashboards {
    hidden: yes
    type: sum
    sql: ${TABLE}.dashboards ;;
  }

  measure: dashboards {
    type: number
    description: "Insight dashboards, on average over the weeks shown."
    sql: 1.0 * ${total_dashboards} / nullif(${weeks_with_dashboards}, 0) ;;
    value_format_name: decimal_0
  }

  measure: insights_on_dashboards {
    hidden: yes
    type: sum
    sql: ${TABLE}.dashboards * ${TABLE}.insights_per_dashboard_avg ;;
  }

  measure: dashboards_with_average {
    hidden: yes
    type: sum
    sql: CASE WHEN ${TABLE}.insights_per_dashboard_avg IS NOT NULL THEN ${TABLE}.dashboards END ;;
  }

  measure: insights_per_dashboard {
    type: number
    label: "Insights per dashboard"
    description: "Insights on a dashboard, on average."
    sql: 1.0 * ${insights_on_dashboards} / nullif(${dashboards_with_average}, 0) ;;
    value_format_name: decimal_1
  }

  measure: most_insights_per_dashboard {
    type: max
    label: "Most insights per dashboard"
    description: "Insights on the fullest dashboard."
    sql: ${TABLE}.insights_per_dashboard_max ;;
    value_format_name: decimal_0
  }

  measure: get_started_viewers {
    type: sum
    label: "Saw the landing page"
    description: "People who saw the landing page."
    sql: ${TABLE}.get_started_viewers ;;
    value_format_name: decimal_0
  }

  measure: tab_clicks {
    type: sum
    label: "Clicked a tab"
    description: "Clicks on its tabs."
    sql: ${TABLE}.tab_clicks ;;
    value_format_name: decimal_0
  }

  measure: get_started_page_views {
    type: sum
    label: "Landing page views"
    description: "Views of the landing page."
    sql: ${TABLE}.get_started_page_views ;;
    value_format_name: decimal_0
  }

  measure: standalone_viewers {
    type: sum
    label: "Standalone viewers"
    description: "People who opened an insight on a page of its own."
    sql: ${TABLE}.standalone_viewers ;;
    value_format_name: decimal_0
  }
}
