view: auth_provider {
  sql_table_name: clean.auth_provider ;;
  label: "Sign-in method"

  dimension: id {
    primary_key: yes
    hidden: yes
    sql: ${TABLE}.site_id || ' ' || ${TABLE}.auth_provider ;;
  }

  dimension: site_id {
    hidden: yes
    sql: ${TABLE}.site_id ;;
  }

  dimension: auth_provider {
    label: "Sign-in method"
    description: "Kind of sign-in that the instance offers."
    sql: ${TABLE}.auth_provider ;;
  }

  dimension: is_current {
    type: yesno
    label: "Offered now"
    description: "Whether the instance's latest ping names it."
    sql: ${TABLE}.is_current ;;
  }

  dimension_group: first_seen {
    type: time
    timeframes: [raw, date]
    datatype: date
    convert_tz: no
    description: "The first day on which a ping named it."
    sql: ${TABLE}.first_seen ;;
  }

  dimension_group: last_seen {
    type: time
    timeframes: [raw, date]
    datatype: date
    convert_tz: no
    description: "The latest day on which a ping named it."
    sql: ${TABLE}.last_seen ;;
  }

  measure: instance_count {
    type: count_distinct
    label: "Instances"
    description: "Distinct instances that offer it."
    sql: ${site_id} ;;
    value_format_name: decimal_0
  }
}
