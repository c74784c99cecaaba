view: search_month {
  sql_table_name: clean.search_month ;;
  label: "Search month"

  dimension: id {
    primary_key: yes
    hidden: yes
    sql: concat_ws('|', ${TABLE}.site_id, ${TABLE}.month) ;;
  }

  dimension: site_id {
    hidden: yes
    sql: ${TABLE}.site_id ;;
  }

  dimension_group: activity {
    type: time
    timeframes: [raw, month, quarter, year]
    datatype: date
    convert_tz: no
    description: "The calendar month in UTC."
    sql: ${TABLE}.month ;;
  }

  dimension: is_complete {
    type: yesno
    label: "Complete"
    description: "No for the running month."
    sql: ${TABLE}.is_complete ;;
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
    description: "Distinct people who searched in the month, added up over instances and months."
    sql: ${TABLE}.search_users ;;
    value_format_name: decimal_0
  }

  measure: complete_months {
    hidden: yes
    type: count_distinct
    sql: CASE WHEN ${TABLE}.is_complete THEN ${TABLE}.month END ;;
  }

  measure: complete_search_users {
    hidden: yes
    type: sum
    sql: CASE WHEN ${TABLE}.is_complete THEN ${TABLE}.search_users END ;;
  }

  measure: search_mau {
    type: number
    label: "Search MAU"
    description: "Distinct people who searched in a month, on average over the complete months shown."
    sql: 1.0 * ${complete_search_users} / nullif(${complete_months}, 0) ;;
    value_format_name: decimal_0
  }

  measure: active_users {
    type: sum
    label: "Monthly users"
    description: "Monthly users of the instances that report searches."
    sql: ${TABLE}.active_users ;;
    value_format_name: decimal_0
  }

  measure: active_users_with_search {
    hidden: yes
    type: sum
    sql: CASE WHEN ${TABLE}.search_users IS NOT NULL THEN ${TABLE}.active_users END ;;
  }

  measure: search_users_with_active {
    hidden: yes
    type: sum
    sql: CASE WHEN ${TABLE}.active_users IS NOT NULL THEN ${TABLE}.search_users END ;;
  }

  measure: search_saturation {
    type: number
    label: "Search saturation"
    description: "People who searched in the month, divided by the monthly users."
    sql: 1.0 * ${search_users_with_active} / nullif(${active_users_with_search}, 0) ;;
    value_format_name: percent_1
  }
}
