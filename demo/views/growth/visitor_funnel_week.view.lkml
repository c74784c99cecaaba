view: visitor_funnel_week {
  sql_table_name: clean.visitor_funnel_week ;;
  label: "Visitor funnel"

  dimension: id {
    primary_key: yes
    hidden: yes
    sql: concat_ws('|', ${TABLE}.first_week, ${TABLE}.step_number) ;;
  }

  dimension_group: first_visit {
    type: time
    timeframes: [raw, week, month]
    datatype: date
    convert_tz: no
    description: "The Sunday of the week of the first visit."
    sql: ${TABLE}.first_week ;;
  }

  dimension: step_number {
    hidden: yes
    type: number
    sql: ${TABLE}.step_number ;;
  }

  dimension: step {
    description: "Step of the funnel; each has to come after the one before, within 14 days of the first visit."
    order_by_field: step_number
    sql: ${TABLE}.step ;;
  }

  dimension: is_complete {
    type: yesno
    label: "Complete"
    description: "Whether the 14 days are over."
    sql: ${TABLE}.is_complete ;;
  }

  measure: people {
    type: sum
    description: "People who reached the step."
    sql: ${TABLE}.people ;;
    value_format_name: decimal_0
  }
}
