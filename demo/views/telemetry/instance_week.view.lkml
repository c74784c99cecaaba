view: instance_week {
  sql_table_name: clean.instance_week ;;
  label: "Instance week"

  dimension: id {
    primary_key: yes
    hidden: yes
    sql: ${TABLE}.site_id || ' ' || ${TABLE}.week ;;
  }

  dimension: site_id {
    hidden: yes
    sql: ${TABLE}.site_id ;;
  }

  dimension_group: activity {
    type: time
    timeframes: [raw, week]
    datatype: date
    convert_tz: no
    description: "The Sunday on which the week begins."
    sql: ${TABLE}.week ;;
  }

  measure: wau {
    type: sum
    label: "Weekly users"
    description: "People active in the week, summed over instances. Meant for one week: over several it counts a person once for each."
    sql: ${TABLE}.wau ;;
    value_format_name: decimal_0
  }

  measure: average_dau {
    type: sum
    label: "Average daily users"
    description: "Each instance's mean over the week's days that are known, summed."
    sql: ${TABLE}.average_dau ;;
    value_format_name: decimal_0
  }

  measure: wau_with_daily_users {
    type: sum
    hidden: yes
    sql: CASE WHEN ${TABLE}.average_dau IS NOT NULL THEN ${TABLE}.wau END ;;
  }

  measure: dau_per_wau {
    type: number
    label: "DAU/WAU"
    description: "Mean daily users divided by weekly users. 0.4 means that people come on 2.8 of 7 days."
    sql: ${average_dau} / nullif(${wau_with_daily_users}, 0) ;;
    value_format_name: percent_1
  }

  measure: searches {
    type: sum
    description: "Searches of all types in the week."
    sql: ${TABLE}.searches ;;
    value_format_name: decimal_0
  }

  measure: search_users {
    type: sum
    description: "People who searched in the week."
    sql: ${TABLE}.search_users ;;
    value_format_name: decimal_0
  }

  measure: code_intel_users {
    type: sum
    label: "Code navigation users"
    description: "People with any hover, definition or reference in the week."
    sql: ${TABLE}.code_intel_users ;;
    value_format_name: decimal_0
  }

  measure: precise_share {
    type: number
    description: "Share of code navigation users who had precise results."
    sql: 1.0 * ${precise_users} / nullif(${code_intel_users}, 0) ;;
    value_format_name: percent_1
  }

  measure: precise_users {
    type: sum
    hidden: yes
    sql: ${TABLE}.precise_users ;;
  }
}
