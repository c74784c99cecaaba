view: bulk_operation_week {
  sql_table_name: clean.bulk_operation_week ;;
  label: "Bulk operation by week"

  dimension: id {
    primary_key: yes
    hidden: yes
    sql: concat_ws('|', ${TABLE}.site_id, ${TABLE}.week, ${TABLE}.operation) ;;
  }

  dimension: site_id {
    hidden: yes
    sql: ${TABLE}.site_id ;;
  }

  dimension_group: activity {
    type: time
    timeframes: [raw, date, month]
    datatype: date
    convert_tz: no
    description: "The Monday on which the week begins."
    sql: ${TABLE}.week ;;
  }

  dimension: operation {
    label: "Bulk operation"
    description: "What was done to many changesets at once."
    sql: ${TABLE}.operation ;;
  }

  measure: operations {
    type: sum
    label: "Times"
    description: "Bulk operations."
    sql: ${TABLE}.operations ;;
    value_format_name: decimal_0
  }
}
