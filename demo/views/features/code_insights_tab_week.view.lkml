view: code_insights_tab_week {
  sql_table_name: clean.code_insights_tab_week ;;
  label: "Insights landing page by week"

  dimension: id {
    primary_key: yes
    hidden: yes
    sql: concat_ws('|', ${TABLE}.site_id, ${TABLE}.week, ${TABLE}.tab) ;;
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

  dimension: tab {
    description: "Tab of the landing page."
    sql: ${TABLE}.tab ;;
  }

  measure: clicks {
    type: sum
    description: "Clicks on the tab."
    sql: ${TABLE}.clicks ;;
    value_format_name: decimal_0
  }

  measure: more_clicks {
    type: sum
    label: "More clicks"
    description: "Clicks on more in the tab."
    sql: ${TABLE}.more_clicks ;;
    value_format_name: decimal_0
  }
}
