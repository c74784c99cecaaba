view: search_aggregation_week {
  sql_table_name: clean.search_aggregation_week ;;
  label: "Search aggregation by week"

  dimension: id {
    primary_key: yes
    hidden: yes
    sql: concat_ws('|', ${TABLE}.site_id, ${TABLE}.week, ${TABLE}.aggregation_mode, ${TABLE}.action) ;;
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

  dimension: aggregation_mode {
    label: "Grouped by"
    description: "By what results were grouped."
    sql: CASE ${TABLE}.aggregation_mode WHEN 'REPO' THEN 'Repository' WHEN 'PATH' THEN 'Path' WHEN 'AUTHOR' THEN 'Author' WHEN 'CAPTURE_GROUP' THEN 'Capture group' WHEN 'REPO_METADATA' THEN 'Repository metadata' ELSE ${TABLE}.aggregation_mode END ;;
  }

  dimension: action {
    description: "What people did with the groups."
    suggestions: [
      "Searches",
      "Mode clicked",
      "Bar clicked",
      "Bar hovered",
      "Disabled mode hovered",
      "Expanded",
      "Collapsed"
    ]
    sql: ${TABLE}.action ;;
  }

  measure: count {
    type: sum
    label: "Times"
    description: "Times that it was done."
    sql: ${TABLE}.count ;;
    value_format_name: decimal_0
  }
}
