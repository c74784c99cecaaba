view: code_insights_interval_week {
  sql_table_name: clean.code_insights_interval_week ;;
  label: "Insight interval by week"

  dimension: id {
    primary_key: yes
    hidden: yes
    sql: concat_ws('|', ${TABLE}.site_id, ${TABLE}.week, ${TABLE}.interval_days) ;;
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

  dimension: interval_days {
    type: number
    label: "Interval (days)"
    description: "Days between one point of a series and the next."
    sql: ${TABLE}.interval_days ;;
  }

  measure: weeks {
    hidden: yes
    type: count_distinct
    sql: ${TABLE}.week ;;
  }

  measure: total_insights {
    hidden: yes
    type: sum
    sql: ${TABLE}.insights ;;
  }

  measure: insights {
    type: number
    description: "Insights that exist, on average over the weeks shown."
    sql: 1.0 * ${total_insights} / nullif(${weeks}, 0) ;;
    value_format_name: decimal_0
  }
}
