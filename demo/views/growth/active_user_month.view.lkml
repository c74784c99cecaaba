view: active_user_month {
  sql_table_name: clean.active_user_month ;;
  label: "Active user month"

  dimension: id {
    primary_key: yes
    hidden: yes
    sql: concat_ws('|', ${TABLE}.month, ${TABLE}.status) ;;
  }

  dimension_group: activity {
    type: time
    timeframes: [raw, month, quarter, year]
    datatype: date
    convert_tz: no
    description: "The calendar month in UTC."
    sql: ${TABLE}.month ;;
  }

  dimension: status {
    description: "Retained: active last month, too. Resurrected: active before, but not last month. Churned: active last month only."
    suggestions: ["New", "Retained", "Resurrected", "Churned"]
    sql: ${TABLE}.status ;;
  }

  dimension: is_complete {
    type: yesno
    label: "Complete"
    description: "No for the running month."
    sql: ${TABLE}.is_complete ;;
  }

  measure: people {
    type: sum
    description: "People with a qualifying event."
    sql: ${TABLE}.people ;;
    value_format_name: decimal_0
  }

  measure: change {
    type: sum
    label: "People (churned below zero)"
    description: "The same, with those who left below zero."
    sql: CASE WHEN ${TABLE}.status = 'Churned' THEN -${TABLE}.people ELSE ${TABLE}.people END ;;
    value_format_name: decimal_0
  }
}
