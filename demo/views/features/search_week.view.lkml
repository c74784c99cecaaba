view: search_week {
  sql_table_name: clean.search_week ;;
  label: "Search week"

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

  measure: searches {
    type: sum
    description: "Searches of all types."
    sql: ${TABLE}.searches ;;
    value_format_name: decimal_0
  }

  measure: search_users {
    type: sum
    label: "Search users"
    description: "Distinct people who searched in the week, added up over instances."
    sql: ${TABLE}.search_users ;;
    value_format_name: decimal_0
  }

  measure: active_users {
    type: sum
    label: "Weekly users"
    description: "Weekly users of the instances that report searches."
    sql: ${TABLE}.active_users ;;
    value_format_name: decimal_0
  }

  measure: search_users_with_active {
    hidden: yes
    type: sum
    sql: CASE WHEN ${TABLE}.active_users IS NOT NULL THEN ${TABLE}.search_users END ;;
  }

  measure: active_users_with_search {
    hidden: yes
    type: sum
    sql: CASE WHEN ${TABLE}.search_users IS NOT NULL THEN ${TABLE}.active_users END ;;
  }

  measure: searches_per_user {
    type: number
    label: "Searches per user"
    description: "Searches divided by the people who searched."
    sql: 1.0 * ${searches} / nullif(${search_users}, 0) ;;
    value_format_name: decimal_1
  }

  measure: search_saturation {
    type: number
    label: "Search saturation"
    description: "People who searched in the week, divided by the weekly users."
    sql: 1.0 * ${search_users_with_active} / nullif(${active_users_with_search}, 0) ;;
    value_format_name: percent_1
  }
}
