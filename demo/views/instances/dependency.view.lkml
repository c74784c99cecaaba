view: dependency {
  sql_table_name: clean.dependency ;;
  label: "Dependency"

  dimension: id {
    primary_key: yes
    hidden: yes
    sql: ${TABLE}.site_id || ' ' || ${TABLE}.dependency ;;
  }

  dimension: site_id {
    hidden: yes
    sql: ${TABLE}.site_id ;;
  }

  dimension: dependency {
    description: "A program that the instance stands on."
    suggestions: ["PostgreSQL", "Redis cache", "Redis store"]
    sql: ${TABLE}.dependency ;;
  }

  dimension: version {
    description: "Its version by the latest ping."
    sql: ${TABLE}.version ;;
  }

  dimension_group: first_seen {
    type: time
    timeframes: [raw, date]
    datatype: date
    convert_tz: no
    label: "In use since"
    description: "The first day on which a ping had this version."
    sql: ${TABLE}.first_seen ;;
  }

  measure: instance_count {
    type: count_distinct
    label: "Instances"
    description: "Distinct instances that stand on it."
    sql: ${site_id} ;;
    value_format_name: decimal_0
  }
}
