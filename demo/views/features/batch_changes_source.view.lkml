view: batch_changes_source {
  sql_table_name: clean.batch_changes_source ;;
  label: "Batch changes by source"

  dimension: id {
    primary_key: yes
    hidden: yes
    sql: concat_ws('|', ${TABLE}.site_id, ${TABLE}.source) ;;
  }

  dimension: site_id {
    hidden: yes
    sql: ${TABLE}.site_id ;;
  }

  dimension: source {
    description: "Where the batch change ran: on somebody's machine or on executors."
    suggestions: ["local", "executor"]
    sql: ${TABLE}.source ;;
  }

  dimension_group: as_of {
    type: time
    label: "As of"
    timeframes: [date]
    datatype: date
    convert_tz: no
    description: "Day of the ping that says so."
    sql: ${TABLE}.as_of ;;
  }

  measure: batch_changes {
    type: sum
    label: "Batch changes"
    description: "Batch changes, by the latest ping."
    sql: ${TABLE}.batch_changes ;;
    value_format_name: decimal_0
  }

  measure: changesets_published {
    type: sum
    label: "Changesets published"
    description: "Changesets that were published, by the latest ping."
    sql: ${TABLE}.changesets_published ;;
    value_format_name: decimal_0
  }
}
