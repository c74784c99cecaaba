view: visitor_retention {
  sql_table_name: clean.visitor_retention ;;
  label: "Visitor retention"

  dimension: id {
    primary_key: yes
    hidden: yes
    sql: concat_ws('|', ${TABLE}.cohort_week, coalesce(${TABLE}.first_action, ''), ${TABLE}.weeks_since) ;;
  }

  dimension_group: cohort {
    type: time
    timeframes: [raw, week, month]
    datatype: date
    convert_tz: no
    description: "The Sunday of the week of the first qualifying event."
    sql: ${TABLE}.cohort_week ;;
  }

  dimension: first_action {
    label: "First action"
    description: "With what it began: a search, code navigation, or an extension."
    suggestions: ["Search", "Navigation", "Extension"]
    sql: ${TABLE}.first_action ;;
  }

  dimension: weeks_since {
    type: number
    label: "Weeks since"
    description: "Whole weeks since the first day with a qualifying event."
    sql: ${TABLE}.weeks_since ;;
  }

  dimension: is_complete {
    type: yesno
    label: "Complete"
    description: "Whether everybody of the cohort has reached the end of that week."
    sql: ${TABLE}.is_complete ;;
  }

  measure: cohort_size {
    type: sum
    label: "Cohort size"
    description: "People of the cohort, once for each week since."
    sql: ${TABLE}.cohort_size ;;
    value_format_name: decimal_0
  }

  measure: retained {
    type: sum
    description: "Those who came back in that week."
    sql: ${TABLE}.retained ;;
    value_format_name: decimal_0
  }

  measure: retention {
    type: number
    description: "People with a qualifying event in the Nth week after their first, divided by all of the cohort."
    sql: 1.0 * ${retained} / nullif(${cohort_size}, 0) ;;
    value_format_name: percent_1
  }
}
