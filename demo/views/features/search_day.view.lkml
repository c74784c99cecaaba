view: search_day {
  sql_table_name: clean.search_day ;;
  label: "Search day"
  drill_fields: [account.name, instance.site_id, activity_date, searches, search_users]

  dimension: id {
    primary_key: yes
    hidden: yes
    sql: concat_ws('|', ${TABLE}.site_id, ${TABLE}.day) ;;
  }

  dimension: site_id {
    hidden: yes
    sql: ${TABLE}.site_id ;;
  }

  dimension_group: activity {
    type: time
    timeframes: [raw, date, week, month, quarter]
    datatype: date
    convert_tz: no
    description: "The day in UTC. Weeks begin on Sunday."
    sql: ${TABLE}.day ;;
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
    description: "Distinct people who searched, added up over instances and days."
    sql: ${TABLE}.search_users ;;
    value_format_name: decimal_0
  }

  measure: days {
    hidden: yes
    type: count_distinct
    sql: ${TABLE}.day ;;
  }

  measure: average_search_users {
    type: number
    label: "Search DAU (average)"
    description: "People who searched on a day, on average over the days shown. Days without a ping are left out."
    sql: 1.0 * ${search_users} / nullif(${days}, 0) ;;
    value_format_name: decimal_0
  }

  measure: searches_with_users {
    hidden: yes
    type: sum
    sql: CASE WHEN ${TABLE}.search_users IS NOT NULL THEN ${TABLE}.searches END ;;
  }

  measure: searches_per_user {
    type: number
    label: "Searches per user"
    description: "Searches divided by the people who searched."
    sql: 1.0 * ${searches_with_users} / nullif(${search_users}, 0) ;;
    value_format_name: decimal_1
  }

  measure: active_users {
    type: sum
    label: "Daily users"
    description: "Daily users of the instances that report searches."
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

  measure: search_saturation {
    type: number
    label: "Search saturation"
    description: "People who searched on a day, divided by the daily users."
    sql: 1.0 * ${search_users_with_active} / nullif(${active_users_with_search}, 0) ;;
    value_format_name: percent_1
  }
}
