view: repository_size {
  sql_table_name: clean.repository_size ;;
  label: "Repository size"

  dimension: id {
    primary_key: yes
    hidden: yes
    sql: ${TABLE}.site_id || ' ' || ${TABLE}.size ;;
  }

  dimension: site_id {
    hidden: yes
    sql: ${TABLE}.site_id ;;
  }

  dimension: size {
    description: "Range of sizes on disk."
    order_by_field: size_order
    sql: ${TABLE}.size ;;
  }

  dimension: size_order {
    type: number
    hidden: yes
    sql: ${TABLE}.size_order ;;
  }

  measure: repositories {
    type: sum
    description: "Cloned repositories of that size by the latest ping."
    sql: ${TABLE}.repositories ;;
    value_format_name: decimal_0
  }
}
