view: code_insights_type_week {
  sql_table_name: clean.code_insights_type_week ;;
  label: "Insight type by week"

  dimension: id {
    primary_key: yes
    hidden: yes
    sql: concat_ws('|', ${TABLE}.site_id, ${TABLE}.week, ${TABLE}.insight_type) ;;
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

  dimension: insight_type {
    label: "Insight type"
    description: "Search, language statistics or capture groups."
    sql: CASE ${TABLE}.insight_type WHEN 'searchInsights' THEN 'Search' WHEN 'codeStatsInsights' THEN 'Language statistics' WHEN 'captureGroupInsights' THEN 'Capture group' ELSE ${TABLE}.insight_type END ;;
  }

  measure: additions {
    type: sum
    description: "Insights added."
    sql: ${TABLE}.additions ;;
    value_format_name: decimal_0
  }

  measure: edits {
    type: sum
    description: "Insights edited."
    sql: ${TABLE}.edits ;;
    value_format_name: decimal_0
  }

  measure: removals {
    type: sum
    description: "Insights removed."
    sql: ${TABLE}.removals ;;
    value_format_name: decimal_0
  }

  measure: hovers {
    type: sum
    description: "Hovers over a chart."
    sql: ${TABLE}.hovers ;;
    value_format_name: decimal_0
  }

  measure: data_point_clicks {
    type: sum
    label: "Clicks"
    description: "Clicks on a point of a chart."
    sql: ${TABLE}.data_point_clicks ;;
    value_format_name: decimal_0
  }

  measure: filter_changes {
    type: sum
    label: "Filter changes"
    description: "Changes of filters."
    sql: ${TABLE}.filter_changes ;;
    value_format_name: decimal_0
  }

  measure: customizations {
    type: sum
    description: "Changes of how a chart looks."
    sql: ${TABLE}.customizations ;;
    value_format_name: decimal_0
  }
}
