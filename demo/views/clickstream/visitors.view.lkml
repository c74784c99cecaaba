view: visitors {
  derived_table: {
    sql:
      SELECT
        user_id,
        min(event_time) AS first_seen,
        arg_max(json_extract_string(user_properties, '$.cohort'), event_time) AS cohort,
        arg_max(json_extract_string(user_properties, '$.lifecycle'), event_time) AS lifecycle
      FROM main.events
      WHERE project_id = 3
      GROUP BY user_id ;;
  }

  dimension: user_id {
    primary_key: yes
    hidden: yes
    sql: ${TABLE}.user_id ;;
  }

  dimension: cohort {
    description: "The month in which the shop first saw the visitor, by the data set."
    sql: ${TABLE}.cohort ;;
  }

  dimension: lifecycle {
    description: "New, returning and so on, by the data set."
    sql: ${TABLE}.lifecycle ;;
  }

  dimension_group: first_seen {
    type: time
    timeframes: [date, week, month]
    sql: ${TABLE}.first_seen ;;
  }

  measure: count {
    type: count
    label: "Visitors"
    value_format_name: decimal_0
  }
}
