view: code_intel_investigation_week {
  sql_table_name: clean.code_intel_investigation_week ;;
  label: "Code intelligence investigation by week"

  dimension: id {
    primary_key: yes
    hidden: yes
    sql: concat_ws('|', ${TABLE}.site_id, ${TABLE}.week, ${TABLE}.investigation) ;;
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

  dimension: investigation {
    description: "What people looked into: setting up an indexer, errors of uploads, errors of indexes."
    suggestions: ["Indexer setup", "Upload error", "Index error"]
    sql: ${TABLE}.investigation ;;
  }

  measure: events {
    type: sum
    label: "Investigations"
    description: "Times that somebody looked into it."
    sql: ${TABLE}.events ;;
    value_format_name: decimal_0
  }

  measure: users {
    type: sum
    description: "People who looked into it, added up over instances and weeks."
    sql: ${TABLE}.users ;;
    value_format_name: decimal_0
  }
}
