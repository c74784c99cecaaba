view: batch_changes_size {
  sql_table_name: clean.batch_changes_size ;;
  label: "Batch changes by size"

  dimension: id {
    primary_key: yes
    hidden: yes
    sql: concat_ws('|', ${TABLE}.site_id, ${TABLE}.source, ${TABLE}.size) ;;
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

  dimension: size_order {
    hidden: yes
    type: number
    sql: ${TABLE}.size_order ;;
  }

  dimension: size {
    description: "How many changesets the batch change has."
    order_by_field: size_order
    sql: ${TABLE}.size ;;
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
}
