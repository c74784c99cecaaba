view: search_filter_week {
  sql_table_name: clean.search_filter_week ;;
  label: "Search filter by week"

  dimension: id {
    primary_key: yes
    hidden: yes
    sql: concat_ws('|', ${TABLE}.site_id, ${TABLE}.week, ${TABLE}.filter) ;;
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

  dimension: filter {
    label: "Part of the query"
    description: "Operator, predicate or other part of a query."
    sql: ${TABLE}.filter ;;
  }

  dimension: filter_kind {
    label: "Kind"
    description: "Operator, select, repository predicate, context or pattern."
    suggestions: ["Operator", "Select", "Repository predicate", "Context", "Pattern only", "Other"]
    sql: ${TABLE}.filter_kind ;;
  }

  measure: uses {
    type: sum
    description: "Searches that had it."
    sql: ${TABLE}.uses ;;
    value_format_name: decimal_0
  }

  measure: users {
    hidden: yes
    type: sum
    sql: ${TABLE}.users ;;
    value_format_name: decimal_0
  }

  measure: weeks {
    hidden: yes
    type: count_distinct
    sql: ${TABLE}.week ;;
  }

  measure: average_users {
    type: number
    label: "Users per week"
    description: "Distinct people of a week who used it, on average over the weeks shown."
    sql: 1.0 * ${users} / nullif(${weeks}, 0) ;;
    value_format_name: decimal_0
  }
}
